import { type RawBuilder, sql } from 'kysely';
import type { DecidingRank, Merge } from '../../../../domain/layouts/layout';

const LOWEST_CODE_THAT_DECIDES = 200;
/** Beyond every time in milliseconds: 2 to the power of 45. */
const TIME_SPAN = 35_184_372_088_832;

/**
 * How good a row is among the rows of its call, the smaller the better: the position of the first rank that takes its table
 * and code and then, within the rank, its time in the direction that the rank prefers, in one number of 48 bits.
 */
export function scoreExpression(
  merge: Merge,
  table: string,
  code: RawBuilder<number | null>,
  time: RawBuilder<number>
): RawBuilder<number> {
  const cases = merge.ranks.flatMap((rank, position) => {
    if (rank.tables !== undefined && !rank.tables.includes(table)) {
      return [];
    }
    const first = position * TIME_SPAN;
    return [
      sql`when ${takes(rank, code)} then ${rank.prefers === 'latest' ? sql`${sql.lit(first + TIME_SPAN - 1)} - ${time}` : sql`${sql.lit(first)} + ${time}`}`,
    ];
  });
  return sql<number>`case ${sql.join(cases, sql` `)} else ${sql.lit(merge.ranks.length * TIME_SPAN)} + ${time} end`;
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
