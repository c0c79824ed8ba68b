import { type RawBuilder, sql } from 'kysely';
import type { DecidingRank, Merge } from '../../../../domain/layouts/layout';

const LOWEST_CODE_THAT_DECIDES = 200;
/** Beyond twice every time in milliseconds: 2 to the power of 46. */
const TIME_SPAN = 70_368_744_177_664;

/**
 * How good a row is among the rows of its call, the smaller the better: the position of the first rank that takes its table
 * and code and then, within the rank, its time in the direction that the rank prefers, in one number of 49 bits. Where the layout says so, the
 * row that began the call comes first of those of the same time.
 */
export function scoreExpression(
  merge: Merge,
  table: string,
  code: RawBuilder<number | null>,
  time: RawBuilder<number>
): RawBuilder<number> {
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
