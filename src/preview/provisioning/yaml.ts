/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Reads as itself without quotes, by YAML 1.1 and 1.2 alike. */
const PLAIN = /^[A-Za-z/][\w./-]*( [\w./-]+)*$/;
/** Words that are not texts in one of them. */
const RESERVED = /^(y|n|yes|no|on|off|true|false|null)$/i;
/** Characters that YAML takes only as escapes, and JSON as they are. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A value as lines of YAML that begin with `indent`. */
export function yamlLines(value: Json, indent = ''): string[] {
  if (isList(value)) {
    return value.length === 0
      ? [`${indent}[]`]
      : value.flatMap((item) => {
          const [first = '', ...others] = yamlLines(item, `${indent}  `);
          return [`${indent}- ${first.trimStart()}`, ...others];
        });
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return entries.length === 0 ? [`${indent}{}`] : entries.flatMap(([key, entry]) => entryLines(key, entry, indent));
  }
  return [`${indent}${scalar(value)}`];
}

function entryLines(key: string, value: Json, indent: string): string[] {
  const lines = yamlLines(value, `${indent}  `);
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? [`${indent}${scalar(key)}:`, ...lines]
    : [`${indent}${scalar(key)}: ${lines.join('').trimStart()}`];
}

function scalar(value: string | number | boolean | null): string {
  if (typeof value === 'string' && PLAIN.test(value) && !RESERVED.test(value)) {
    return value;
  }
  return JSON.stringify(value).replaceAll(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
