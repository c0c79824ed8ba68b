import type { z } from 'zod';
import { CallResultError } from './errors';

const LONGEST_QUOTE = 80;
const MAX_PROBLEMS = 5;

/**
 * Reads unknown JSON with a schema.
 * @throws CallResultError that says, for each wrong field, which it is, what came and what is allowed.
 */
export function parseWith<Schema extends z.ZodType>(schema: Schema, json: unknown, kind: 'query' | 'settings'): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) {
    return parsed.data;
  }
  const issues = parsed.error.issues.filter(isTelling);
  const problems = issues.slice(0, MAX_PROBLEMS).map((issue) => describeIssue(issue, json, kind));
  const more = issues.length - problems.length;
  throw new CallResultError(kind, problems.join(' ') + (more > 0 ? ` And ${more} more.` : ''));
}

/** That a whole number is also beyond what can be counted exactly, its own limit says better. */
function isTelling(issue: z.core.$ZodIssue, _index: number, all: readonly z.core.$ZodIssue[]): boolean {
  const beyondExact = issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER;
  return !beyondExact || !all.some((other) => other !== issue && other.path.join() === issue.path.join());
}

function describeIssue(issue: z.core.$ZodIssue, json: unknown, kind: 'query' | 'settings'): string {
  const field = issue.path.length === 0 ? 'The whole' : issue.path.map(String).join('.');
  const came = valueAt(json, issue.path);
  const variable = kind === 'query' && typeof came === 'string' ? unreplacedVariable(came) : null;
  if (variable !== null) {
    return notReplaced(field, variable);
  }
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.length === 0 ? '' : ` in ${field}`;
    return `Unknown ${issue.keys.length === 1 ? 'field' : 'fields'} ${issue.keys.map(quote).join(', ')}${where}. Remove ${issue.keys.length === 1 ? 'it or correct its name' : 'them or correct their names'}.`;
  }
  return `${field}: ${came === undefined ? 'missing' : `${quote(came)} is not allowed`}; ${allowed(issue)}.`;
}

/** `${name}`, `[[name]]`, or a `$name` that is not behind a letter or digit (`a$b`) nor escaped (`\\$a`). */
const VARIABLE = /\$\{[A-Za-z_][\w.:]*\}|(?<![\w\\])\$[A-Za-z_]\w*|\[\[[A-Za-z_][\w.:]*\]\]/;

/** The name of a `$variable` that nobody replaced, or null. */
export function unreplacedVariable(text: string): string | null {
  return VARIABLE.exec(text)?.[0] ?? null;
}

/**
 * Refuses a `$variable` wherever it is: taken for a text it would silently find nothing.
 * @throws CallResultError `query`, naming the field and the variable
 */
export function refuseVariables(json: unknown, field: string): void {
  if (typeof json === 'string') {
    const variable = unreplacedVariable(json);
    if (variable !== null) {
      throw new CallResultError('query', notReplaced(field, variable));
    }
  } else if (typeof json === 'object' && json !== null) {
    Object.entries(json).forEach(([key, value]) => refuseVariables(value, `${field}.${key}`));
  }
}

function notReplaced(field: string, variable: string): string {
  return `${field}: the variable ${variable} was not replaced. Give it a value, or enter the value here (alert rules have no variables).`;
}

function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `allowed: ${namesOf(issue.values)}`;
    case 'invalid_union':
      return issue.discriminator === undefined ? lowerFirst(issue.message) : `allowed: ${discriminatorValues(issue)}`;
    case 'invalid_type':
      return `allowed: ${TYPES[issue.expected] ?? `a value of type ${issue.expected}`}`;
    case 'too_big':
      return `allowed: ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case 'too_small':
      return `allowed: ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    default:
      return lowerFirst(issue.message);
  }
}

function discriminatorValues(issue: z.core.$ZodIssueInvalidUnion): string {
  return 'options' in issue && Array.isArray(issue.options) ? namesOf(issue.options) : 'one of the documented values';
}

/** The allowed values, without that of an absent field. */
function namesOf(values: readonly unknown[]): string {
  return values
    .filter((value) => value !== undefined)
    .map(String)
    .join(', ');
}

/** What people call the types of JSON. */
const TYPES: Readonly<Partial<Record<string, string>>> = {
  string: 'a text (string)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list (array)',
  object: 'an object',
};

function unitOf(origin: string, count: number | bigint): string {
  const one = Number(count) === 1;
  return origin === 'array' ? (one ? ' entry' : ' entries') : origin === 'string' ? (one ? ' character' : ' characters') : '';
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = Reflect.get(value, key);
  }
  return value;
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
