import { type RawBuilder, sql } from 'kysely';
import type { OffsetSpan } from '../../../domain/timeZone';
import type { BucketGrid } from '../store';
import type { SqlDialect } from './dialect';

/** The number of the grid's bucket that a time (epoch milliseconds) lies in. */
export function bucketExpression(dialect: SqlDialect, time: RawBuilder<number>, grid: BucketGrid): RawBuilder<number> {
  return dialect.floorDivide(shifted(time, grid.offsets, 1), grid.stepMs);
}

/** Time plus (`sign` 1) or minus (-1) the offset of the span it lies in. */
export function shifted(time: RawBuilder<number>, spans: readonly OffsetSpan[], sign: 1 | -1): RawBuilder<number> {
  const last = spans.at(-1)?.offsetMs ?? 0;
  if (spans.length <= 1) {
    return last === 0 ? time : sql<number>`(${time} + ${sql.lit(sign * last)})`;
  }
  const cases = spans
    .slice(0, -1)
    .map(({ until, offsetMs }) => sql`when ${time} < ${sql.lit(until)} then ${sql.lit(sign * offsetMs)}`);
  return sql<number>`(${time} + case ${sql.join(cases, sql` `)} else ${sql.lit(sign * last)} end)`;
}
