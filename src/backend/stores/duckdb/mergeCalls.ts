import { type RawBuilder, sql } from 'kysely';
import type { Merge } from '../../../domain/layouts/layout';
import type { TimeRange } from '../question';
import type { DuckDbEngine } from './engine';

/** Rows that are merged in one statement; bounds the memory of merging. */
const ROWS_PER_SLICE = 1_000_000;
const SLICE_STEP_MS = 60_000;
/** Score and id in one number that is larger the better a row is; an id has 63 bits. */
const GOODNESS = sql`(cast(-score as hugeint) * 9223372036854775808 + case when record_id > 0 then record_id else 0 end)`;

/**
 * Inserts into `calls` the deciding rows among `records` whose time is within the range, as `decidingRows` says; so slices, and ranges,
 * add up to the same calls.
 */
export async function mergeInto(
  engine: DuckDbEngine,
  merge: Merge,
  records: RawBuilder<unknown>,
  calls: RawBuilder<unknown>,
  callColumns: readonly RawBuilder<unknown>[],
  content: readonly RawBuilder<unknown>[],
  range: TimeRange,
  signal: AbortSignal
): Promise<void> {
  for (const slice of await slicesOf(engine, records, range, signal)) {
    const [low, high] = [sql.lit(slice.from - merge.lookbackMs), sql.lit(slice.to + Math.max(merge.lookaheadMs, merge.lookbackMs))];
    const within = sql`call_at >= ${sql.lit(slice.from)} and call_at < ${sql.lit(slice.to)}`;
    const columns = sql.join(callColumns);
    const window = (before: number, after: number) =>
      sql`partition by call_key order by call_at range between ${sql.lit(before)} preceding and ${sql.lit(after)} following`;
    const closeMs = sql.lit(Math.min(merge.lookbackMs, merge.lookaheadMs));
    // The rows of most calls are close to each other: the best decides, and only the others need a look around each row.
    await engine.run(
      sql`insert into ${calls} (${columns})
        with near as (select *, ${GOODNESS} as goodness from ${records} where call_at >= ${low} and call_at <= ${high} and is_call),
        keys as (select call_key as shared_key, max(goodness) as best, max(call_at) - min(call_at) as span, bool_or(failed) as any_failed from near where call_key <> '' group by call_key having count(*) > 1),
        single as (select near.* exclude (failed), coalesce(any_failed, failed) as retried, failed, shared_key, best, span from near left join keys on call_key = shared_key),
        wide as (select * exclude (retried), bool_or(failed) over (${window(merge.lookaheadMs, merge.lookbackMs)}) as retried, max(goodness) over (${window(merge.lookbackMs, merge.lookaheadMs)}) as best_around from single where span > ${closeMs}),
        deciding as (
          select ${columns}, goodness, table_no, file_no, row_no, call_key, shared_key is not null as contested from single where ${within} and (shared_key is null or (span <= ${closeMs} and goodness = best))
          union all
          select ${columns}, goodness, table_no, file_no, row_no, call_key, true from wide where ${within} and goodness = best_around)
        select ${columns} from deciding qualify not contested or row_number() over (partition by contested, call_key, goodness order by coalesce(code, -1), table_no, ${sql.join(content.map((column) => sql`${column} nulls first`))}, file_no, row_no) = 1`,
      signal
    );
  }
}

/** Cuts the range so that each piece holds about as many rows as may be merged at once. */
async function slicesOf(engine: DuckDbEngine, records: RawBuilder<unknown>, range: TimeRange, signal: AbortSignal): Promise<TimeRange[]> {
  const found = await engine.run(
    sql`select cast((call_at // ${sql.lit(SLICE_STEP_MS)}) * ${sql.lit(SLICE_STEP_MS)} as double) as start, cast(count(*) as double) from ${records} where call_at >= ${sql.lit(range.from)} and call_at < ${sql.lit(range.to)} group by 1 order by 1`,
    signal
  );
  const slices: TimeRange[] = [];
  let [from, rows] = [range.from, 0];
  const counts = found.columns[1] ?? [];
  (found.columns[0] ?? []).forEach((start, index) => {
    if (rows >= ROWS_PER_SLICE) {
      slices.push({ from, to: Number(start) });
      [from, rows] = [Number(start), 0];
    }
    rows += Number(counts[index]);
  });
  slices.push({ from, to: range.to });
  return slices;
}
