import { Query, type QueryArrayConfig } from 'pg';

/** Identifiers of types in every server's `pg_type`. */
const BOOLEAN = 16;
const WHOLE = new Set([21, 23, 26]);
const WHOLE_64 = 20;
const DOUBLES = new Set([700, 701]);
/** Whole numbers of fewer digits are exact as a JavaScript number. */
const UNSAFE_DIGITS = 16;

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

/** A statement for a client, whose rows are given away as they arrive. */
export interface StatementQuery {
  readonly query: Query<unknown[]>;
  /** How many columns the answer has. Rejects with the driver's error. */
  readonly ended: Promise<number>;
}

export function statementQuery(text: string, values: readonly unknown[], onRow: (row: readonly unknown[]) => void): StatementQuery {
  // The extended protocol takes one statement alone: none can end the transaction and run another outside of it.
  const config: QueryArrayConfig & { queryMode: 'extended' } = {
    text,
    values: values.map(sendable),
    rowMode: 'array',
    types,
    queryMode: 'extended',
  };
  const query = new Query<unknown[]>(config);
  query.on('row', onRow);
  const ended = new Promise<number>((resolve, reject) => {
    query.on('error', reject);
    query.on('end', ({ fields }) => resolve(fields.length));
  });
  return { query, ended };
}

/** No text of the server can hold NUL, and a parameter with one would fail: it is sent as a character that no text has. */
function sendable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uffff') : value;
}
