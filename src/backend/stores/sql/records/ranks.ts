import { type RawBuilder, sql } from 'kysely';
import type { DecidingRank, Merge } from '../../../layouts/layout';
import type { SqlDialect } from '../dialect';

const LOWEST_CODE_THAT_DECIDES = 200;
/** Beyond every time in milliseconds: 2 to the power of 45. */
const TIME_SPAN = 35_184_372_088_832;
/** 2 to the power of 63, beyond every id; not a number that JavaScript could write exactly as one. */
const ID_SPAN = sql.raw('9223372036854775808');

/** The rank of a row, 0 for the best: the position of the first rank that takes its table and code. */
export function rankExpression(merge: Merge, table: string, code: RawBuilder<number | null>): RawBuilder<number> {
  const cases = merge.ranks.flatMap((rank, position) => {
    if (rank.tables !== undefined && !rank.tables.includes(table)) {
      return [];
    }
    return [sql`when ${takes(rank, code)} then ${sql.lit(position)}`];
  });
  return sql<number>`case ${sql.join(cases, sql` `)} else ${sql.lit(merge.ranks.length)} end`;
}

function takes(rank: DecidingRank, code: RawBuilder<number | null>): RawBuilder<boolean> {
  if (rank.codes === 'unusable') {
    return sql<boolean>`(${code} is null or ${code} < ${sql.lit(LOWEST_CODE_THAT_DECIDES)} or ${code} > 999)`;
  }
  return sql<boolean>`(${sql.join(
    rank.codes.map(({ first, last }) => sql`${code} between ${sql.lit(first)} and ${sql.lit(last)}`),
    sql` or `
  )})`;
}

/** Columns that every row of a merged relation has, under these names. */
export const MERGED = { time: sql<number>`call_at`, rank: sql<number>`rank_no`, id: sql<number>`record_id` };

/**
 * One number that is larger the better a row is among the rows of its call: by rank, then by time in the direction
 * that the rank prefers, then by the highest id. 3 + 45 + 63 bits.
 */
export function scoreExpression(dialect: SqlDialect, merge: Merge): RawBuilder<number> {
  const { time, rank, id } = MERGED;
  const timePart = merge.ranks.map(
    ({ prefers }, position) => sql`when ${sql.lit(position)} then ${prefers === 'latest' ? time : sql`(${sql.lit(TIME_SPAN - 1)} - ${time})`}`
  );
  const ofRank = dialect.wide(sql<number>`(${sql.lit(merge.ranks.length)} - ${rank})`);
  return sql<number>`((${ofRank} * ${sql.lit(TIME_SPAN)} + case ${rank} ${sql.join(timePart, sql` `)} else 0 end) * ${ID_SPAN} + case when ${id} > 0 then ${id} else 0 end)`;
}
