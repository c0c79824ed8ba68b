import { offsetAt } from '../../../../domain/timeZone';
import { instant } from '../notices/notices';
import type { Column, Notice, Table } from './table';

/** An answer of earlier, and why it is shown. */
export interface EarlierAnswer {
  readonly tables: readonly Table[];
  /** When it was asked, epoch milliseconds. */
  readonly askedAt: number;
  /** When it is shown. */
  readonly now: number;
  /** Why there is no newer one. */
  readonly reason: string;
  readonly timeZone: string;
}

/** An answer of earlier as one that says of when it is: buckets that had not begun then are left out, since their zeros were not counted. */
export function asOf({ tables, askedAt, now, reason, timeZone }: EarlierAnswer): Table[] {
  const why = reason.replace(/\.$/, '');
  const text = `As of ${clockTime(askedAt, now, timeZone)} (${timeZone}): the database cannot be reached (${why}).`;
  const notice: Notice = { severity: 'warning', text };
  return tables.map((table, index) => ({
    ...table,
    columns: begunBefore(table, askedAt).map((column) => aged(column, now - askedAt)),
    notices: index === 0 ? [notice, ...table.notices] : table.notices,
    custom: { ...table.custom, asOf: instant(askedAt) },
  }));
}

function begunBefore({ type, columns }: Table, askedAt: number): Column[] {
  const times = columns.find((column) => column.type === 'time')?.values;
  // The rows of a heat map say when their buckets end, which is when the next ones begin.
  const begins = type === 'heatmap-rows' ? times?.map((_, row) => times[row - 1] ?? -Infinity) : times;
  const isKept = (_: unknown, row: number) => !((begins?.[row] ?? -Infinity) >= askedAt);
  return columns.map((column) =>
    column.type === 'text' ? { ...column, values: column.values.filter(isKept) } : { ...column, values: column.values.filter(isKept) }
  );
}

/** What was some seconds old when it was asked is older now. */
function aged(column: Column, byMs: number): Column {
  return column.type === 'number' && column.quantity.of === 'age'
    ? { ...column, values: column.values.map((age) => age + Math.floor(byMs / 1_000)) }
    : column;
}

/** `14:32`, with the date where it is not today's. */
function clockTime(epochMs: number, now: number, timeZone: string): string {
  const local = (at: number) => new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 16);
  const [date = '', time = ''] = local(epochMs).split('T');
  return local(now).startsWith(date) ? time : `${date} ${time}`;
}
