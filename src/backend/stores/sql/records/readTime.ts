import { type RawBuilder, sql } from 'kysely';
import type { OffsetSpan } from '../../../../domain/timeZone';
import type { SqlDialect } from '../dialect';
import { once } from '../once';
import { EPOCHS, type EpochUnit, GREGORIAN_S } from './epochs';
import type { ReadColumn } from './readColumn';
import { clockOfForm, fromClock, instantOfForm } from './readTimeForm';
import type { TextTimes } from './timeForms';

/** How the times of records are read. All expressions give null for what cannot be read. */

type Text = RawBuilder<string | null>;
type Milliseconds = RawBuilder<number | null>;

/** What nearly all records hold, told by the cheapest comparison there is; the patterns below are for the rest. */
const USUAL_CLOCK_TIME = '____-__-__ __:__:__';
const DATE = String.raw`\d{4}[-/]\d{1,2}[-/]\d{1,2}`;
const DATE_AND_TIME = String.raw`${DATE}([T ].*)?`;
/** Go writes the zone's name after its offset. */
const OFFSET = String.raw` ?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?(?: (?:[A-Z]{3,5}|[+-]\d{2,4}))?)`;
const WITH_OFFSET = String.raw`${DATE}[T ][0-9:.]+${OFFSET}`;
const CLOCK_BEFORE_OFFSET = String.raw`^(${DATE}[T ][0-9:.]+)${OFFSET}$`;
const OFFSET_SIGN = String.raw`:[0-9:.]* ?([+-])\d{2}`;
const OFFSET_HOURS = String.raw`:[0-9:.]* ?[+-](\d{2})`;
const OFFSET_MINUTES = String.raw`:[0-9:.]* ?[+-]\d{2}:?(\d{2})`;
const MS_PER_MINUTE = 60_000;
/** What is read of every column of text, and no other form. */
const PLAIN = `(?:${String.raw`${DATE}(?:[T ] *\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d*)?)?(?:${OFFSET})?)?`}|${EPOCHS.map(({ pattern }) => pattern).join('|')})?`;

/** Whether a text is read, or is nothing, whatever forms its column has; null for null. */
export function isPlainTime(dialect: SqlDialect, text: Text): RawBuilder<boolean> {
  // Engines try the parts of an `or` in any order.
  return sql<boolean>`case when ${isUsualClockTime(dialect, text)} then 1 = 1 else ${dialect.fullMatch(dialect.trim(text), PLAIN)} end`;
}

/** Whether a text is written as nearly all times are; it need not be one. */
export function isUsualClockTime(dialect: SqlDialect, text: Text): RawBuilder<boolean> {
  return dialect.isUsualClockTime?.(text) ?? sql<boolean>`${text} like ${sql.lit(USUAL_CLOCK_TIME)}`;
}

/** Milliseconds of a clock time without zone, as if it were UTC; null for times that tell their zone. */
export function localMilliseconds(dialect: SqlDialect, text: Text, times: TextTimes = NO_OTHER_FORMS): Milliseconds {
  const trimmed = dialect.trim(text);
  const folded = dialect.lower(trimmed);
  const ofForms = times.forms.flatMap((form) => {
    const clock = clockOfForm(dialect, folded, form);
    return clock === null ? [] : [sql`when ${dialect.fullMatch(folded, form.pattern)} then ${clock} `];
  });
  const others = times.only
    ? sql`when 1 = 0 then 0`
    : sql`when ${dialect.fullMatch(trimmed, WITH_OFFSET)} then null when ${dialect.fullMatch(trimmed, DATE_AND_TIME)} then ${dialect.clockOfText(trimmed)}`;
  return sql<number | null>`case ${sql.join(ofForms, sql` `)} ${others} end`;
}

/** Of a column whose values are all read as they are. */
const NO_OTHER_FORMS: TextTimes = { forms: [], only: false };

/**
 * Epoch milliseconds of a column that holds times: as a time type, as epoch seconds, milliseconds or microseconds, or as
 * text of either or with an offset from UTC; clock times are those of the zone whose spans are given. Zero dates (the first of
 * January 1970, 0000-00-00, 0001-01-01) and times before them count as unreadable.
 */
export function instantOf(dialect: SqlDialect, { expression, type, times }: ReadColumn, spans: readonly OffsetSpan[]): Milliseconds {
  switch (type) {
    case 'instant':
      return afterZeroDates(dialect.milliseconds(expression, 'instant'));
    case 'clock':
      return afterZeroDates(fromClock(dialect, dialect.milliseconds(expression, 'clock'), spans));
    case 'whole':
      return instantOfWhole(dialect, sql<number>`${expression}`);
    case 'number':
      return instantOfNumber(dialect, dialect.withFraction(sql<number>`${expression}`, type));
    case 'text':
    case 'boolean':
    case 'other':
      return afterZeroDates(instantOfText(dialect, dialect.text(expression, type), times ?? NO_OTHER_FORMS, spans));
  }
}

/** Zero dates end with this, in whatever zone they were written. */
export const ZERO_DATES_END_MS = 86_400_000;

/**
 * Null for zero dates and all before them. Names the value once. Engines that pass over nulls in `greatest`, and those that do not,
 * end alike.
 */
function afterZeroDates(value: Milliseconds): Milliseconds {
  const last = sql.lit(ZERO_DATES_END_MS - 1);
  return sql<number | null>`nullif(greatest(${value}, ${last}), ${last})`;
}

function instantOfNumber(dialect: SqlDialect, value: RawBuilder<number>): Milliseconds {
  return byEpoch(value, (unit) => inMilliseconds(dialect, value, unit));
}

function instantOfWhole(dialect: SqlDialect, value: RawBuilder<number>): Milliseconds {
  return byEpoch(value, (unit) => wholeMilliseconds(dialect, dialect.long(value), unit));
}

function byEpoch(value: RawBuilder<number>, milliseconds: (unit: EpochUnit) => Milliseconds): Milliseconds {
  const cases = EPOCHS.map(
    ({ first, end, unit }) => sql`when ${value} >= ${sql.lit(first)} and ${value} < ${sql.lit(end)} then ${milliseconds(unit)}`
  );
  return sql<number | null>`case ${sql.join(cases, sql` `)} end`;
}

function instantOfText(dialect: SqlDialect, text: Text, times: TextTimes, spans: readonly OffsetSpan[]): Milliseconds {
  return once(dialect, dialect.trim(text), (trimmed) => instantOfTrimmed(dialect, text, trimmed, times, spans));
}

function instantOfTrimmed(dialect: SqlDialect, text: Text, trimmed: Text, times: TextTimes, spans: readonly OffsetSpan[]): Milliseconds {
  const clock = fromClock(dialect, dialect.clockOfText(trimmed), spans);
  const folded = dialect.lower(trimmed);
  const forms = times.forms.map(
    (form) => sql`when ${dialect.fullMatch(folded, form.pattern)} then ${instantOfForm(dialect, folded, form, spans)}`
  );
  const epochs = EPOCHS.map(
    ({ pattern, unit }) => sql`when ${dialect.fullMatch(trimmed, pattern)} then ${millisecondsOfDigits(dialect, trimmed, unit)}`
  );
  const isZoned = dialect.fullMatch(trimmed, WITH_OFFSET);
  const isUsual = isUsualClockTime(dialect, text);
  const isClock = dialect.fullMatch(trimmed, DATE_AND_TIME);
  const zoned = sql`when ${isZoned} then ${instantOfZoned(dialect, trimmed)}`;
  // The clock's expression is by far the longest, and is named once where nothing comes between.
  const dates =
    forms.length === 0
      ? [sql`when ${isUsual} or (${isClock} and not ${isZoned}) then ${clock}`, zoned]
      : [sql`when ${isUsual} then ${clock}`, ...forms, zoned, sql`when ${isClock} then ${clock}`];
  const cases = times.only ? [...forms, ...epochs] : [...dates, ...epochs];
  return sql<number | null>`case ${sql.join(cases, sql` `)} end`;
}

/** Nanoseconds have more digits than a number with a fraction. */
function millisecondsOfDigits(dialect: SqlDialect, trimmed: Text, unit: EpochUnit): Milliseconds {
  return unit === 'nanoseconds'
    ? dialect.wholeOfDigits(sql<string | null>`nullif(${dialect.firstCapture(trimmed, String.raw`^(\d{12,13})\d{6}$`)}, '')`)
    : inMilliseconds(dialect, sql<number>`${dialect.numberOfText(trimmed)}`, unit);
}

function instantOfZoned(dialect: SqlDialect, text: Text): Milliseconds {
  const digits = (pattern: string) =>
    sql<number>`coalesce(${dialect.wholeOfDigits(sql<string | null>`nullif(${dialect.firstCapture(text, pattern)}, '')`)}, 0)`;
  const minutes = sql<number>`(${digits(OFFSET_HOURS)} * 60 + ${digits(OFFSET_MINUTES)})`;
  const behind = sql<number>`case when ${dialect.firstCapture(text, OFFSET_SIGN)} = '-' then -1 else 1 end`;
  return sql<
    number | null
  >`(${dialect.clockOfText(dialect.firstCapture(text, CLOCK_BEFORE_OFFSET))} - ${behind} * ${minutes} * ${sql.lit(MS_PER_MINUTE)})`;
}

function inMilliseconds(dialect: SqlDialect, value: RawBuilder<number>, unit: EpochUnit): Milliseconds {
  switch (unit) {
    case 'seconds':
      return dialect.rounded(sql<number>`${value} * 1e3`, true);
    case 'milliseconds':
      return dialect.rounded(sql<number>`floor(${value})`, true);
    case 'microseconds':
      return dialect.rounded(sql<number>`floor(${value} / 1000.0)`, true);
    case 'nanoseconds':
      return dialect.rounded(sql<number>`floor(${value} / 1000000.0)`, true);
    case 'Gregorian seconds':
      return dialect.rounded(sql<number>`(${value} - ${sql.lit(GREGORIAN_S)}) * 1e3`, true);
  }
}

function wholeMilliseconds(dialect: SqlDialect, value: RawBuilder<number>, unit: EpochUnit): Milliseconds {
  switch (unit) {
    case 'seconds':
      return sql<number>`(${value} * 1000)`;
    case 'milliseconds':
      return value;
    case 'microseconds':
      return dialect.floorDivide(value, 1000);
    case 'nanoseconds':
      // Whole milliseconds are within what a number with a fraction holds exactly, nanoseconds are not.
      return dialect.rounded(sql<number>`(${value} - ${value} % 1000000) / 1e6`, true);
    case 'Gregorian seconds':
      return sql<number>`((${value} - ${sql.lit(GREGORIAN_S)}) * 1000)`;
  }
}
