import { type RawBuilder, sql } from 'kysely';
import { TIMINGS } from '../../../../domain/timings';
import type { Merge } from '../../../../domain/layouts/layout';
import type { TimeRange } from '../../question';
import { isUnbridged } from '../records/unbridgedLegs';
import { keptName } from './nearRecords';

/** Rows of all tables of a layout, as selects of the same columns under the same names. */
export interface NearRows {
  /**
   * The records near a range, among them `call_at`, `call_key`, what says which is the better (see `BEST_FIRST`) and `failed` (1
   * for an attempt that was not answered). Those that are attempts but not calls are among them if `is_call` is a column that is named.
   */
  select(columns: readonly string[]): RawBuilder<unknown>;
}

/** The better of two rows of a key has the smaller `score`, then the higher `record_id`, then what else differs. */
const BEST_FIRST = ['score', 'record_id', 'tie_code', 'table_no'] as const;

/** What tells the two legs of a call that have no key in common. */
const OF_LEGS = ['leg_key', 'call_id'];

/** What tells of a row whether its call was tried before. */
const OF_RETRIES = ['is_call', 'is_attempt', 'failed'];

const NUMBERS: ReadonlySet<string> = new Set(['rule', ...TIMINGS]);

/**
 * What rows without a number are ordered by in the end: what they say, then the records' own columns, in an order that does not depend on
 * the store.
 * @param isRuled whether rules look at the rows
 */
export function contentColumns(kept: readonly string[], isRuled: boolean): string[] {
  const inOrder = kept.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return ['word', ...(isRuled ? ['rule'] : []), 'call_id', ...TIMINGS, ...inOrder.map(keptName)];
}

/**
 * Those of `contentColumns` that have to be compared, and so read, for an answer of some columns. Rows that are equal in `BEST_FIRST` and in all content up
 * to the last column asked have the same time and code as well: whichever of them decides, the answer is the same.
 * @param asked columns of the answer; `outcome` stands for code and word
 * @param distinct a column that no two rows have in common, if there is one: what comes after it never decides
 */
export function comparedContent(content: readonly string[], asked: readonly string[], distinct: string | null): string[] {
  const wanted = new Set(asked.map((name) => (name === 'outcome' ? 'word' : name)));
  const last = content.findLastIndex((name) => wanted.has(name));
  const enough = distinct === null ? -1 : content.indexOf(distinct);
  return content.slice(0, (enough === -1 ? last : Math.min(last, enough)) + 1);
}

const list = (columns: readonly string[]) => sql.join(columns.map((name) => sql.id(name)));

/** Whether a row is in the range that is asked; null: all do. */
function isAsked(range: TimeRange | null): RawBuilder<boolean> {
  return range === null ? sql<boolean>`1 = 1` : sql<boolean>`(call_at >= ${sql.lit(range.from)} and call_at < ${sql.lit(range.to)})`;
}

/**
 * The deciding rows among records, as a relation of the columns named. A row decides its call if and only if no better row of the
 * same key is up to the lookback earlier or up to the lookahead later; so ranges add up to the same calls. Rows without a key are calls
 * of their own.
 * @param content columns that decide between rows of which nothing else says which is the better; their order in storage never does
 * @param range the deciding rows' time; null: all
 * @param retried adds a column `retried`: 1 if any attempt of the call was not answered, else 0; what was tried after an attempt that decides, as
 * a transfer, is not a retry
 * @param unbridged whether legs of calls that were never bridged are merged two by two (see `UnbridgedLegs`); their times are the same
 */
export function decidingRows(
  merge: Merge,
  near: NearRows,
  columns: readonly string[],
  content: readonly string[],
  range: TimeRange | null,
  retried: boolean,
  unbridged: boolean
): RawBuilder<unknown> {
  const used = [...new Set([...columns, 'call_at', 'call_key', ...BEST_FIRST, ...content, ...(retried ? OF_RETRIES : [])])];
  const key = unbridged ? sql`merge_key, leg_pair` : sql`call_key`;
  const rows = unbridged ? pairedLegs(near, used) : near.select(used);
  // Its place among all rows of the key, 1 for the best, says in one small number what makes a row better than another.
  const order = sql.join([
    ...(retried ? [sql`is_call desc`] : []),
    ...BEST_FIRST.map((name) => (name === 'record_id' ? sql`${sql.id(name)} desc` : sql.id(name))),
    ...content.map((name) => sql`coalesce(${sql.id(name)}, ${sql.lit(NUMBERS.has(name) ? -1 : '')})`),
  ]);
  const asked = retried ? sql`(${isAsked(range)} and is_call = 1)` : isAsked(range);
  const placed = sql`select ${list(used)}, ${asked} as is_asked, row_number() over (partition by ${key} order by ${order}) as place${unbridged ? sql`, ${key}` : sql``} from (${rows}) as n`;
  // Rows without a key are put further apart than any two rows of a call.
  const distance = sql`case when call_key = '' then -place * ${sql.lit(Math.max(merge.lookbackMs, merge.lookaheadMs) + 1)} else call_at end`;
  const within = (before: number, after: number) =>
    sql`partition by ${key} order by ${distance} range between ${sql.lit(before)} preceding and ${sql.lit(after)} following`;
  const window = within(merge.lookbackMs, merge.lookaheadMs);
  const failed = (after: number) => sql`max(failed) over (${within(merge.lookaheadMs, after)})`;
  const flag = retried ? sql`, case when is_attempt = 1 then ${failed(0)} else ${failed(merge.lookbackMs)} end as retried` : sql``;
  const around = sql`select ${list(columns)}, is_asked, place, min(place) over (${window}) as best_around${flag} from (${placed}) as p`;
  // "Not after the best" is "the best" here, and lets planners expect more than a handful of rows.
  return sql`(select ${list([...columns, ...(retried ? ['retried'] : [])])} from (${around}) as d where is_asked and place <= best_around)`;
}

/** The rows with what they are merged by: of legs that have the same in common, the first and the second by their identifiers, the third and the fourth. */
function pairedLegs(near: NearRows, used: readonly string[]): RawBuilder<unknown> {
  const isLeg = isUnbridged(sql`leg_key`);
  // Other rows are put together in one part that need not be sorted.
  const numbered = sql`select ${list(used)}, case when ${isLeg} then leg_key else call_key end as merge_key, case when ${isLeg} then 1 else 0 end as is_leg, dense_rank() over (partition by case when ${isLeg} then leg_key else '' end order by case when ${isLeg} then call_id else '' end) as leg_no from (${near.select([...new Set([...used, ...OF_LEGS])])}) as l`;
  return sql`select ${list(used)}, merge_key, is_leg * (leg_no + leg_no % 2) as leg_pair from (${numbered}) as o`;
}

/** The same where no record has a key, so that every row decides a call of its own. */
export function loneRows(near: NearRows, columns: readonly string[], range: TimeRange | null, retried: boolean): RawBuilder<unknown> {
  const used = [...columns, ...(retried ? ['failed'] : [])];
  return sql`(select ${list(columns)}${retried ? sql`, failed as retried` : sql``} from (${near.select(used)}) as n where ${isAsked(range)})`;
}
