import { type RawBuilder, sql } from 'kysely';
import { ANSWERED_CODES } from '../../../../domain/timings';
import type { DecidingRank, Merge } from '../../../../domain/layouts/layout';

const LOWEST_CODE_THAT_DECIDES = 200;
/** Beyond twice every time in milliseconds: 2 to the power of 46. */
const TIME_SPAN = 70_368_744_177_664;

/** What is told of a row of a merged table by its code, its time, and whether it is an attempt. */
export const RANK_COLUMNS = ['score', 'tie_code', 'failed'] as const;
export type RankColumn = (typeof RANK_COLUMNS)[number];

/**
 * Among them `failed`, 1 for an attempt that was not answered, of rows with the columns `call_at`, `code` and `is_attempt`.
 * @param effective the code that ranks a row, see `effectiveCode`
 */
export function rankColumns(
  merge: Merge,
  table: string,
  effective: RawBuilder<number | null>
): Readonly<Record<RankColumn, RawBuilder<number>>> {
  const isAnswered = sql<boolean>`coalesce(${effective} between ${sql.lit(ANSWERED_CODES.first)} and ${sql.lit(ANSWERED_CODES.last)}, 1 = 0)`;
  return {
    score: scoreExpression(merge, table, effective, sql<number>`call_at`),
    tie_code: sql<number>`coalesce(code, -1)`,
    failed: sql<number>`case when is_attempt = 1 and not ${isAnswered} then 1 else 0 end`,
  };
}

/**
 * How good a row is among the rows of its call, the smaller the better: the position of the first rank that takes its table
 * and code and then, within the rank, its time in the direction that the rank prefers, in one number of 49 bits. Where the layout says so, the
 * row that began the call comes first of those of the same time.
 */
function scoreExpression(merge: Merge, table: string, code: RawBuilder<number | null>, time: RawBuilder<number>): RawBuilder<number> {
  const early = merge.keyIsOfFirst === true ? sql`2 * ${time} + case when call_id = call_key then 0 else 1 end` : time;
  const cases = merge.ranks.flatMap((rank, position) => {
    if (rank.tables !== undefined && !rank.tables.includes(table)) {
      return [];
    }
    const first = position * TIME_SPAN;
    return [
      sql`when ${takes(rank, code)} then ${rank.prefers === 'latest' ? sql`${sql.lit(first + TIME_SPAN - 1)} - ${time}` : sql`${sql.lit(first)} + ${early}`}`,
    ];
  });
  return sql<number>`case ${sql.join(cases, sql` `)} else ${sql.lit(merge.ranks.length * TIME_SPAN)} + ${early} end`;
}

function takes(rank: DecidingRank, code: RawBuilder<number | null>): RawBuilder<boolean> {
  if (rank.codes === 'all') {
    return sql<boolean>`1 = 1`;
  }
  if (rank.codes === 'unusable') {
    return sql<boolean>`(${code} is null or ${code} < ${sql.lit(LOWEST_CODE_THAT_DECIDES)} or ${code} > 999)`;
  }
  return sql<boolean>`(${sql.join(
    rank.codes.map(({ first, last }) => sql`${code} between ${sql.lit(first)} and ${sql.lit(last)}`),
    sql` or `
  )})`;
}
