import { sql } from 'kysely';
import type { SqlDialect } from '../sql/dialect';
import { duckDbDialect } from './dialect';

/** The same with a fraction of milliseconds; the hours of a zone would not be three digits. */
const CLOCK_TIME_WITH_MILLISECONDS = '????-??-?? ??:??:??.[0-9][0-9][0-9]';

/**
 * The dialect for rows that wait to be imported. All their columns are bare texts, so a text may be named several times: a cheap look tells
 * nearly all values from those that the engine's own functions, which know all of Unicode or patterns, are needed for.
 */
export const stagedDialect: SqlDialect = {
  ...duckDbDialect,
  // A blank beyond ASCII has several bytes; what is before `!` is the empty text, or begins with a blank or a control character.
  trim: (text) =>
    sql<
      string | null
    >`case when ${text} < '!' or ends_with(${text}, ' ') or strlen(${text}) <> length(${text}) then trim(${text}) else ${text} end`,
  isDigits: (text) => sql<boolean>`(${text} glob '[0-9][0-9][0-9]')`,
  isUsualClockTime: (text) => sql<boolean>`(${text} like '____-__-__ __:__:__' or ${text} glob ${sql.lit(CLOCK_TIME_WITH_MILLISECONDS)})`,
  numberOfText: (text) =>
    sql<
      number | null
    >`case when cast(try_cast(${text} as integer) as varchar) = ${text} then try_cast(${text} as double) else ${duckDbDialect.numberOfText(text)} end`,
};
