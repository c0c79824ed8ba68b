import { DefaultQueryCompiler, type RawNode } from 'kysely';
import { recordText } from '../../../domain/recordText';
import type { SqlValue } from '../answer';
import { longValueList, partsOf } from './valueLists';

/** What ClickHouse reads as something else within quotes: the backslash begins an escape in texts and in names alike. */
const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '`': '\\`',
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escaped(text: string, quote: "'" | '`'): string {
  return text.replace(quote === "'" ? /[\\'\0\n\r\t]/g : /[\\`\0\n\r\t]/g, (character) => ESCAPED[character] ?? character);
}

/** Writes statements as ClickHouse reads them; the n-th parameter is `{pn:Type}`, by the type of its value. */
export class ClickHouseCompiler extends DefaultQueryCompiler {
  protected override getLeftIdentifierWrapper(): string {
    return '`';
  }

  protected override getRightIdentifierWrapper(): string {
    return '`';
  }

  protected override sanitizeIdentifier(identifier: string): string {
    return escaped(identifier, '`');
  }

  protected override sanitizeStringLiteral(value: string): string {
    return escaped(value, "'");
  }

  protected override appendValue(parameter: unknown): void {
    this.addParameter(parameter);
    this.append(`{${parameterName(this.numParameters - 1)}:${parameterType(parameter)}}`);
  }

  protected override visitRaw(node: RawNode): void {
    const lists = longValueList(node, this.parentNode);
    if (lists === null) {
      super.visitRaw(node);
      return;
    }
    this.append(lists.length === 1 ? '' : 'arrayZip(');
    lists.forEach((values, index) => {
      this.append(index === 0 ? '' : ', ');
      this.appendArray(values);
    });
    this.append(lists.length === 1 ? '' : ')');
  }

  private appendArray(values: readonly string[]): void {
    const parts = partsOf(values);
    this.append(parts.length === 1 ? '' : 'arrayConcat(');
    parts.forEach((part, index) => {
      this.append(index === 0 ? '' : ', ');
      this.appendValue(part);
    });
    this.append(parts.length === 1 ? '' : ')');
  }

  protected override appendImmediateValue(value: unknown): void {
    // A negative number after a minus would begin a comment.
    if ((typeof value === 'number' || typeof value === 'bigint') && value < 0) {
      this.append(`(${value.toString()})`);
      return;
    }
    super.appendImmediateValue(value);
  }
}

/** The parameters of a compiled statement under the names that its text has for them. */
export function namedParameters(parameters: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(parameters.map((value, index) => [parameterName(index), value]));
}

/** A parameter as it is shown to people. */
export function shownParameter(value: unknown): SqlValue {
  return typeof value === 'bigint' ? Number(value) : Array.isArray(value) ? recordText(JSON.stringify(value)) : (value as SqlValue);
}

function parameterName(index: number): string {
  return `p${index + 1}`;
}

function parameterType(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? 'Int64' : 'Float64';
    case 'bigint':
      return 'Int64';
    case 'boolean':
      return 'Bool';
    default:
      return value === null ? 'Nullable(String)' : Array.isArray(value) ? 'Array(String)' : 'String';
  }
}
