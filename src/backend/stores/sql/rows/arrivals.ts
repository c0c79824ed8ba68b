import { type RawBuilder, sql } from 'kysely';
import type { TimeRange } from '../../question';
import type { Arrivals } from '../../store';
import type { SqlDialect } from '../dialect';
import type { StatementAnswer } from '../sqlServer';
import type { RowSource } from './rowSource';

const MINUTE = 60_000;
/** Minutes that records came for; of more, such as after an import, it is not told which they are. */
const MAX_MINUTES = 2_000;
/** No record has a smaller number. */
const BEFORE_ALL = -1;

type Inserted = RowSource & { readonly inserted: RawBuilder<unknown> };

/** How far from a record calls can be that it changes, milliseconds. */
export interface Reach {
  readonly earlierMs: number;
  readonly laterMs: number;
}

/**
 * What records were inserted since an earlier look, found by the index of their numbers. Null where a table has no such numbers.
 * @param since the mark of the earlier look; null at the first one
 */
export async function arrivalsOf(
  dialect: SqlDialect,
  rows: readonly RowSource[],
  reach: Reach,
  since: string | null,
  run: (statement: RawBuilder<unknown>) => Promise<StatementAnswer>
): Promise<Arrivals | null> {
  const numbered = rows.filter((row): row is Inserted => row.inserted !== null);
  if (numbered.length !== rows.length) {
    return null;
  }
  const before = since === null ? null : (JSON.parse(since) as readonly number[]);
  if (before !== null) {
    const { columns } = await run(minutesStatement(dialect, numbered, before));
    const [tables = [], minutes = [], newest = []] = columns;
    if (tables.length <= MAX_MINUTES) {
      const marks = before.map((mark, table) =>
        newest.reduce<number>((most, number, at) => (Number(tables[at]) === table ? Math.max(most, Number(number)) : most), mark)
      );
      const known = minutes.flatMap((minute) => (minute === null || minute === undefined ? [] : [Number(minute)]));
      return { mark: JSON.stringify(marks), touched: reachOf(known, reach) };
    }
  }
  const { columns } = await run(newestStatement(numbered));
  const marks = numbered.map((_, table) =>
    Number(columns[1]?.[(columns[0] ?? []).findIndex((one) => Number(one) === table)] ?? BEFORE_ALL)
  );
  return { mark: JSON.stringify(marks), touched: before === null ? [] : null };
}

/** Columns: the table's number and the newest record's. */
function newestStatement(rows: readonly Inserted[]): RawBuilder<unknown> {
  const parts = rows.map(
    ({ source, inserted }, table) => sql`select ${sql.lit(table)} as table_no, max(${inserted}) as newest from ${source.from}`
  );
  return sql.join(parts, sql` union all `);
}

/** Columns: the table's number, a minute of records that were inserted meanwhile, and the newest one's number. */
function minutesStatement(dialect: SqlDialect, rows: readonly Inserted[], before: readonly number[]): RawBuilder<unknown> {
  const parts = rows.map(({ source, inserted }, table) => {
    const since = sql`select ${source.time} as row_at, ${inserted} as inserted_no from ${source.from} where ${inserted} > ${sql.lit(before[table] ?? BEFORE_ALL)}`;
    const minute = dialect.floorDivide(sql<number>`row_at`, MINUTE);
    const named = sql`select ${minute} as minute_no, inserted_no from (${since}) as ${sql.id(`s${table}`)}`;
    return sql`select ${sql.lit(table)} as table_no, minute_no, max(inserted_no) as newest from (${named}) as ${sql.id(`m${table}`)} group by minute_no`;
  });
  return sql`select table_no, minute_no, newest from (${sql.join(parts, sql` union all `)}) as arrived limit ${sql.lit(MAX_MINUTES + 1)}`;
}

/** Stretches that do not overlap, ascending. */
function reachOf(minutes: readonly number[], { earlierMs, laterMs }: Reach): TimeRange[] {
  const stretches: TimeRange[] = [];
  for (const minute of [...new Set(minutes)].sort((one, other) => one - other)) {
    const [from, to] = [minute * MINUTE - earlierMs, (minute + 1) * MINUTE + laterMs];
    const last = stretches.at(-1);
    if (last !== undefined && from <= last.to) {
      stretches[stretches.length - 1] = { from: last.from, to: Math.max(to, last.to) };
    } else {
      stretches.push({ from, to });
    }
  }
  return stretches;
}
