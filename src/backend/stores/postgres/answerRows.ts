import { Query, type QueryArrayConfig } from 'pg';
import { CallResultError } from '../../../domain/errors';

/** Identifiers of types in every server's `pg_type`. */
const BOOLEAN = 16;
const WHOLE = new Set([21, 23, 26]);
const WHOLE_64 = 20;
const DOUBLES = new Set([700, 701]);
/** Whole numbers of fewer digits are exact as a JavaScript number. */
const UNSAFE_DIGITS = 16;
const MAX_TEXT = 512 * 1024 * 1024;
const MAX_SHARED_TEXTS = 10_000;
const LONGEST_SHARED_TEXT = 200;

type Read = (text: string) => unknown;

const itself: Read = (text) => text;
const types: QueryArrayConfig['types'] = {
  getTypeParser: ((type: number): Read => {
    if (type === WHOLE_64) {
      return (text) => (text.length < UNSAFE_DIGITS ? Number(text) : text);
    }
    return type === BOOLEAN ? (text) => text === 't' : WHOLE.has(type) || DOUBLES.has(type) ? Number : itself;
  }) as NonNullable<QueryArrayConfig['types']>['getTypeParser'],
};

/** A statement whose answer is collected as columns while it arrives, so that no row outlives its reading. */
export interface ColumnsQuery {
  /** To be given to a client. */
  readonly query: Query<unknown[]>;
  /** Rejects with the driver's error, or with a CallResultError `query` for an answer that is too large. */
  readonly columns: Promise<unknown[][]>;
}

/** `tooLarge` is called once, when the statement has to be stopped because its answer would not fit into memory. */
export function columnsQuery(text: string, values: readonly unknown[], tooLarge: () => void): ColumnsQuery {
  // The extended protocol takes one statement alone: none can end the transaction and run another outside of it.
  const config: QueryArrayConfig & { queryMode: 'extended' } = {
    text,
    values: values.map(sendable),
    rowMode: 'array',
    types,
    queryMode: 'extended',
  };
  const query = new Query<unknown[]>(config);
  const found: unknown[][] = [];
  const shared = new Map<string, string>();
  let room = MAX_TEXT;
  const share = (value: unknown): unknown => {
    if (typeof value !== 'string') {
      return value;
    }
    const isShort = value.length <= LONGEST_SHARED_TEXT;
    const before = isShort ? shared.get(value) : undefined;
    if (before !== undefined) {
      return before;
    }
    room -= value.length;
    if (isShort && shared.size < MAX_SHARED_TEXTS) {
      shared.set(value, value);
    }
    return value;
  };
  query.on('row', (row) => {
    if (room < 0) {
      return;
    }
    row.forEach((value, index) => (found[index] ??= []).push(share(value)));
    if (room < 0) {
      found.length = 0;
      shared.clear();
      tooLarge();
    }
  });
  const columns = new Promise<unknown[][]>((resolve, reject) => {
    const refuse = (otherwise: () => void) => (room < 0 ? reject(tooLargeError()) : otherwise());
    query.on('error', (error) => refuse(() => reject(error)));
    query.on('end', ({ fields }) => refuse(() => resolve(fields.map((_, index) => found[index] ?? []))));
  });
  return { query, columns };
}

function tooLargeError(): CallResultError {
  return new CallResultError(
    'query',
    `The answer has more than ${MAX_TEXT / 1024 / 1024} million characters of text. Ask for a shorter range, fewer dimensions or fewer calls.`
  );
}

/** No text of the server can hold NUL, and a parameter with one would fail: it is sent as a character that no text has. */
function sendable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uffff') : value;
}
