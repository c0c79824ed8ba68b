import { type RawBuilder, sql } from 'kysely';
import { localSpans, type OffsetSpan } from '../../../domain/timeZone';
import { shifted } from '../sql/bucketExpression';

/** How the text of records is read. All expressions give null for what cannot be read. */

/** What nearly all records hold, told by the cheapest comparison there is; the patterns below are for the rest. */
const USUAL_CLOCK_TIME = '____-__-__ __:__:__';
const DATE_AND_TIME = String.raw`\d{4}[-/]\d{1,2}[-/]\d{1,2}([T ].*)?`;
const WITH_OFFSET = String.raw`\d{4}[-/]\d{1,2}[-/]\d{1,2}[T ].*(Z| ?UTC| ?GMT|[+-]\d{2}(:?\d{2})?)`;
const EPOCH_SECONDS = String.raw`\d{9,10}(\.\d+)?`;
const EPOCH_MILLISECONDS = String.raw`\d{12,13}(\.\d+)?`;
const EPOCH_MICROSECONDS = String.raw`\d{15,16}`;
const WHOLE_NUMBER = String.raw`\d{1,9}(\.0+)?`;

function fits(text: RawBuilder<string | null>, pattern: string): RawBuilder<boolean> {
  return sql<boolean>`regexp_full_match(${text}, ${sql.lit(pattern)})`;
}

/** Milliseconds of a clock time without zone, as if it were UTC. */
export function localMilliseconds(text: RawBuilder<string | null>): RawBuilder<number | null> {
  const trimmed = sql<string | null>`trim(${text})`;
  return sql<number | null>`case when ${fits(trimmed, WITH_OFFSET)} then null when ${fits(trimmed, DATE_AND_TIME)} then epoch_ms(try_cast(${trimmed} as timestamp)) end`;
}

/**
 * Epoch milliseconds of a time written as epoch seconds, milliseconds or microseconds, with an offset from UTC, or by
 * a clock of the zone whose spans are given. Times before 1970 (zero dates) count as unreadable.
 */
export function instantOfText(text: RawBuilder<string | null>, spans: readonly OffsetSpan[]): RawBuilder<number | null> {
  const trimmed = sql<string>`trim(${text})`;
  const zoned = sql<string>`replace(replace(replace(replace(replace(${trimmed}, 'UTC', 'Z'), 'GMT', 'Z'), ' Z', 'Z'), ' +', '+'), ' -', '-')`;
  const local = sql<number>`epoch_ms(try_cast(${trimmed} as timestamp))`;
  const clock = shifted(local, localSpans(spans), -1);
  const instant = sql<number | null>`case
    when ${text} like ${sql.lit(USUAL_CLOCK_TIME)} then ${clock}
    when ${fits(trimmed, WITH_OFFSET)} then epoch_ms(try_cast(${zoned} as timestamptz))
    when ${fits(trimmed, DATE_AND_TIME)} then ${clock}
    when ${fits(trimmed, EPOCH_SECONDS)} then cast(round(try_cast(${trimmed} as double) * 1000) as bigint)
    when ${fits(trimmed, EPOCH_MILLISECONDS)} then cast(floor(try_cast(${trimmed} as double)) as bigint)
    when ${fits(trimmed, EPOCH_MICROSECONDS)} then try_cast(${trimmed} as bigint) // 1000
  end`;
  // greatest() passes over nulls, so that nulls and negative times both end as null.
  return sql<number | null>`nullif(greatest(${instant}, -1), -1)`;
}

/** The final status code, where the text is a whole number; spreadsheets write 486 as 486.0. */
export function codeOfText(text: RawBuilder<string | null>): RawBuilder<number | null> {
  const trimmed = sql<string>`trim(${text})`;
  return sql<number | null>`case when ${fits(trimmed, WHOLE_NUMBER)} then cast(try_cast(${trimmed} as double) as integer) end`;
}

/** The record's own word, where the text gave no code. */
export function wordOfText(text: RawBuilder<string | null>, code: RawBuilder<number | null>): RawBuilder<string | null> {
  return sql<string | null>`case when ${code} is null then nullif(trim(${text}), '') end`;
}

/** Whole milliseconds of a timing; negative ones and texts are none. */
export function timingOfText(text: RawBuilder<string | null>, millisecondsPerUnit: number): RawBuilder<number | null> {
  const value = sql<number>`try_cast(trim(${text}) as double) * ${sql.lit(millisecondsPerUnit)}`;
  return sql<number | null>`case when ${value} between 0 and 1e12 then cast(round(${value}) as bigint) end`;
}
