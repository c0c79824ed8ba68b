import { type RawBuilder, sql } from 'kysely';
import type { Shift } from './dialect';

/**
 * How much is added to a time.
 * @param isBefore the condition that the time is before `until`
 * @param amount of milliseconds, in the unit that is wanted
 */
export function shiftAmount(
  shifts: readonly Shift[],
  isBefore: (until: number) => RawBuilder<unknown>,
  amount: (ms: number) => RawBuilder<unknown>
): RawBuilder<unknown> {
  const last = amount(shifts.at(-1)?.addMs ?? 0);
  const cases = shifts.flatMap(({ until, addMs }) => (until === null ? [] : [sql`when ${isBefore(until)} then ${amount(addMs)}`]));
  return cases.length === 0 ? last : sql`case ${sql.join(cases, sql` `)} else ${last} end`;
}
