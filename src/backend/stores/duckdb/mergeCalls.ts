import { type RawBuilder, sql } from 'kysely';
import type { Merge } from '../../../domain/layouts/layout';
import type { TimeRange } from '../question';
import { contentColumns, decidingRows, loneRows, type NearRows } from '../sql/tables/mergedRows';
import { keptName, reachOf } from '../sql/tables/nearRecords';
import type { DuckDbEngine } from './engine';

/** Rows that are merged in one statement; bounds the memory of merging. */
const ROWS_PER_SLICE = 1_000_000;
const SLICE_STEP_MS = 60_000;

/** Which rows are merged, where not all of a range are. */
export interface MergedPart {
  /** Of rows with a key: those of whole keys. */
  readonly withKey: RawBuilder<boolean>;
  readonly withoutKey: RawBuilder<boolean>;
}

/**
 * Inserts into `calls` the calls among the rows of `records` whose time is within the range. Slices, and ranges, add up to the same calls.
 * @param columns of calls, those of the records that are kept, and whether to tell which calls were tried again
 * @param part null: all rows
 * @param unbridged whether legs of calls that were never bridged are merged two by two
 * @param merged is told how much of it has been done
 */
export async function mergeInto(
  engine: DuckDbEngine,
  merge: Merge,
  records: RawBuilder<unknown>,
  calls: RawBuilder<unknown>,
  { calls: ofCalls, kept, retried }: { readonly calls: readonly string[]; readonly kept: readonly string[]; readonly retried: boolean },
  range: TimeRange,
  part: MergedPart | null,
  unbridged: boolean,
  merged: (share: number) => void,
  signal: AbortSignal
): Promise<void> {
  const columns = [...ofCalls, ...kept.map(keptName), 'call_key'];
  const inserted = sql.join([...ofCalls, ...kept.map(keptName), ...(retried ? ['retried'] : [])].map((name) => sql.id(name)));
  const { before, after } = reachOf(merge, retried);
  const and = (condition: RawBuilder<boolean> | undefined) => (condition === undefined ? sql`` : sql` and ${condition}`);
  const slices = part === null ? await slicesOf(engine, records, range, signal) : [range];
  for (const [index, slice] of slices.entries()) {
    const time = ({ from, to }: TimeRange) => sql<boolean>`call_at >= ${sql.lit(from)} and call_at < ${sql.lit(to)}`;
    const within = (of: TimeRange) => sql<boolean>`is_call and ${time(of)}`;
    const isNear = sql<boolean>`${retried ? sql`(is_call or is_attempt)` : sql`is_call`} and ${time({ from: slice.from - before, to: slice.to + after })}`;
    const rows = (condition: RawBuilder<boolean>): NearRows => ({
      select: (names) => sql`select ${sql.join(names.map((name) => sql.id(name)))} from ${records} where ${condition}`,
    });
    const ofKeys = sql<boolean>`call_key <> ''${and(part?.withKey)}`;
    const deciding = (keys: RawBuilder<unknown>) =>
      decidingRows(
        merge,
        rows(sql<boolean>`${isNear} and call_key in (${keys})`),
        columns,
        contentColumns(kept, true),
        slice,
        retried,
        unbridged
      );
    const withoutKey = rows(sql<boolean>`${within(slice)} and call_key = ''${and(part?.withoutKey)}`);
    const lone = sql`select * from ${loneRows(withoutKey, columns, slice, retried)}`;
    const named = sql.join(columns.map((name) => sql.id(name)));
    const all =
      retried || unbridged
        ? sql`select * from ${deciding(sql`select call_key from ${records} where ${within(slice)} and ${ofKeys}`)} union all ${lone}`
        : sql`with keys as materialized (${keysOf(merge, records, sql<boolean>`${isNear} and ${ofKeys}`)})
            select ${named} from ${records} where ${within(slice)} and rowid in (select best from keys where is_plain)
            union all select * from ${deciding(sql`select call_key from keys where not is_plain`)} union all ${lone}`;
    await engine.runUnordered(
      sql`insert into ${calls} (${inserted}, key_hash) select ${inserted}, case when call_key <> '' then hash(call_key) end from (${all})`,
      signal
    );
    merged((index + 1) / slices.length);
  }
}

/**
 * The keys of rows, and which row is the best of each. A key is plain if its rows are so near each other that each is within the reach of all
 * others, and no other has the score of the best: then that row alone decides. This is how nearly all keys are, and takes a third of the time
 * that it takes to order the rows of each key.
 */
function keysOf({ lookbackMs, lookaheadMs }: Merge, records: RawBuilder<unknown>, condition: RawBuilder<boolean>): RawBuilder<unknown> {
  const isNear = sql`max(call_at) - min(call_at) <= ${sql.lit(Math.min(lookbackMs, lookaheadMs))}`;
  const isBest = sql`min(score, 2)[2] is distinct from min(score, 2)[1]`;
  return sql`select call_key, arg_min(rowid, score) as best, ${isNear} and ${isBest} as is_plain from ${records} where ${condition} group by call_key`;
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
