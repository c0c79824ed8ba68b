import { type RawBuilder, sql } from 'kysely';
import type { OutcomeReading } from '../../../../domain/layouts/layout';
import { Q850_PREFIX } from '../../../../domain/vocabularies/q850';
import type { SqlDialect } from '../dialect';
import { isAnyOf } from '../isAnyOf';
import type { ColumnOf, ReadColumn } from './readColumn';
import { isPresent } from './presentText';
import { instantOf, ZERO_DATES_END_MS } from './readTime';
import { instantOfForm } from './readTimeForm';

/** Larger numbers are not codes but the record's own words. */
const LARGEST_CODE = 999_999_999;
/** Spreadsheets write 486 as 486.0. */
const WHOLE_NUMBER = String.raw`\d{1,9}(\.0+)?`;
/** `SIP/2.0 486 Busy Here`, `sip:486`, `SIP;cause=486;text="Busy Here"`; `sip:486@example.org` is an address. */
const CODE_OF_SIP = String.raw`^[Ss][Ii][Pp](?:/2[.]0)?(?: ?; ?cause=|[ :]{1,2})([1-6]\d{2})(?:$|[ ,;:(-])`;
/** `486 Busy Here`, `486: Busy`, `200 ok`; not `486 of 500`. */
const CODE_WITH_REASON = String.raw`^([1-6]\d{2})(?: ?[-:(/] ?| )(?:[A-Z][^0-9]{0,80}|ok)$`;
/** Q.850 values have up to three digits. */
const DIGITS_OF_A_CAUSE = 3;
/** `USER_BUSY [17]`, `Q.850;cause=17;text="User busy"`; the group takes the digits. */
const namedCause = (digits: string) => String.raw`(?:[A-Z][A-Z_ -]{1,60} ?\[|[Qq][.]850 ?; ?cause=)0{0,2}(${digits})(?:\]|;[ -~]{0,200})?`;
/** `17`, `017`, `17.0`. */
const plainCause = (digits: string) => `0{0,7}(${digits})(?:[.]0+)?`;
const upToDigits = (digits: number) => String.raw`0|[1-9]\d{0,${digits - 1}}`;
const NAMED_CAUSE = namedCause(upToDigits(DIGITS_OF_A_CAUSE));
const ANSWERED = 200;
/** Words that say that a call was answered, in small letters. */
const YES = ['true', 't', 'yes', 'y'];
/** A length that is not nothing: `55s`, `12:30`, `00:12:30`, `PT12M30S`, in small letters. */
const LENGTHS = [
  String.raw`[0-9]{0,15}(?:\.[0-9]{1,9})? ?(?:s|sec|seconds)`,
  String.raw`(?:[0-9]{1,6}:)?[0-9]{1,6}:[0-9]{1,2}(?:\.[0-9]{1,9})?`,
  String.raw`p(?:[0-9]{1,9}[ymwd]){0,4}(?:t(?:[0-9]{1,9}(?:\.[0-9]{1,9})?[hms]){1,3})?`,
];
const ANY_LENGTH = `(?:${LENGTHS.join('|')})`;
const NOT_NOTHING = String.raw`[ -0:-~]{0,60}[1-9][ -~]{0,60}`;
/** In whatever zone it was written. */
const ZERO_DATE = '(?:0000-00-00|0001-01-01|1969-12-31|1970-01-01)[ -~]{0,30}';
/** A date from 1970 on, perhaps with a time, or seconds to nanoseconds since 1970, or Gregorian seconds. */
const MOMENT = String.raw`(?:(?:19[7-9]\d|[2-9]\d{3})[-/]\d{1,2}[-/]\d{1,2}[ -~]{0,30}|\d{9,10}(?:\.\d{1,9})?|6[2-9]\d{9}|\d{12,13}(?:\.\d{1,9})?|\d{15,16}|\d{18,19})`;
/** What a column holds that says that there was no answer, although it holds something: no number, no length, no date. */
const ZERO = String.raw`(?:[0:./ -]{1,40}|0{1,6} ?(?:s|sec|seconds)|p?t?(?:0{1,6}[ymwdths]){1,6}|false|f|no|n|${ZERO_DATE})`;

type Text = RawBuilder<string | null>;
type Code = RawBuilder<number | null>;

/** Final status code and own word of a record, as expressions; both are null where the record does not say. */
export interface OutcomeExpressions {
  readonly code: Code;
  readonly word: Text;
  /** What to group by instead, where `readOutcome` can tell code and word from it afterwards; null where it cannot. */
  readonly raw: RawBuilder<string | number | null> | null;
}

/** When a reading says something, and what. */
interface OutcomeCase {
  readonly when: RawBuilder<boolean>;
  readonly code: Code;
  readonly word: Text;
}

/**
 * The first reading that says something decides; columns are the records' own.
 * @param missing spellings of "no value"
 */
export function outcomeExpressions(
  dialect: SqlDialect,
  readings: readonly OutcomeReading[],
  columnOf: ColumnOf,
  missing: readonly string[]
): OutcomeExpressions {
  const cases = readings.flatMap((reading) => {
    const ofReading = casesOf(dialect, reading, columnOf(reading.column), missing);
    if (reading.reads !== 'word' || reading.onlyIf === undefined) {
      return ofReading;
    }
    const condition = hasValue(dialect, columnOf(reading.onlyIf.column), reading.onlyIf.values);
    return ofReading.map((one) => ({ ...one, when: sql<boolean>`(${condition} and ${one.when})` }));
  });
  const [first] = readings;
  const alone = readings.length === 1 && first?.reads === 'code' && first.min === undefined ? columnOf(first.column) : null;
  const chain = (of: (reading: OutcomeCase) => RawBuilder<unknown>, chained = cases) =>
    sql.join(
      chained.map((reading) => sql`when ${reading.when} then ${of(reading)}`),
      sql` `
    );
  // Those after the last that tells a code would only tell null.
  const ofCode = cases.slice(0, Math.max(1, cases.findLastIndex(({ code }) => code !== NO_CODE) + 1));
  return {
    code: sql<number | null>`case ${chain(({ code }) => code, ofCode)} end`,
    word: sql<string | null>`case ${chain(({ word }) => word)} end`,
    raw: alone === null ? null : alone.type === 'whole' ? sql<number>`${alone.expression}` : dialect.text(alone.expression, alone.type),
  };
}

function hasValue(dialect: SqlDialect, { expression, type }: ReadColumn, values: readonly string[]): RawBuilder<boolean> {
  const text = dialect.lower(dialect.trim(dialect.text(expression, type)));
  return isAnyOf(dialect, sql<string>`coalesce(${text}, '')`, values);
}

/** Null in the type of numbers: a column of nothing but nulls would be text to PostgreSQL. */
const NO_CODE = sql<number | null>`nullif(0, 0)`;

function casesOf(dialect: SqlDialect, reading: OutcomeReading, column: ReadColumn, missing: readonly string[]): OutcomeCase[] {
  const own = dialect.text(column.expression, column.type);
  const text = dialect.trim(own);
  switch (reading.reads) {
    case 'answered':
      return [{ when: isAnswered(dialect, reading.when, column, text, missing), code: sql<number>`${sql.lit(ANSWERED)}`, word: NO_WORD }];
    case 'code': {
      const code = column.type === 'whole' ? wholeCode(column) : codeOfText(dialect, text);
      if (reading.min !== undefined) {
        const max = reading.max ?? LARGEST_CODE;
        return [{ when: sql<boolean>`${code} between ${sql.lit(reading.min)} and ${sql.lit(max)}`, code, word: NO_WORD }];
      }
      const isThere = column.type === 'whole' ? sql<boolean>`${column.expression} is not null` : isPresent(dialect, text, missing);
      const other = { when: isThere, code, word: sql<string | null>`case when ${code} is null then ${wordOfText(dialect, text)} end` };
      // Nearly all records hold bare digits, and are told without a look for blanks around them, and for digits that mean a missing value.
      return column.type === 'whole' || dialect.isDigits === undefined || missing.some((spelling) => /^\d+$/.test(spelling))
        ? [other]
        : [{ when: dialect.isDigits(own), code: dialect.wholeOfDigits(own), word: NO_WORD }, other];
    }
    case 'phrase': {
      const digits = dialect.firstCapture(text, `(?:${reading.after.map(literally).join('|')})([1-6][0-9][0-9])(?:[^0-9]|$)`);
      const code = dialect.wholeOfDigits(sql<string | null>`nullif(${digits}, '')`);
      return [{ when: sql<boolean>`${code} >= ${sql.lit(reading.min ?? 0)}`, code, word: NO_WORD }];
    }
    case 'word': {
      const says = isPresent(dialect, text, [...missing, ...(reading.except ?? [])]);
      if (reading.prefix === undefined) {
        return [{ when: says, code: NO_CODE, word: wordOfText(dialect, text) }];
      }
      const { prefix, digits = DIGITS_OF_A_CAUSE, except = [] } = reading;
      const forms = (values: string) => [plainCause(values), ...(prefix === Q850_PREFIX ? [namedCause(values)] : [])];
      const fits = (values: string) => dialect.fullMatch(text, forms(values).join('|'));
      const isSilent = except.length === 0 ? sql`` : sql` and not ${fits(except.join('|'))}`;
      const isNumber = isPlainNumber(dialect, text, digits);
      const isCause = sql<boolean>`(${fits(upToDigits(digits))}${isSilent})`;
      return [
        {
          when: sql<boolean>`(${says} and ${isNumber === null ? isCause : sql`case when ${isNumber} then 1 = 1 else ${isCause} end`})`,
          code: NO_CODE,
          word: dialect.concatenated([sql<string>`${sql.val(prefix)}`, causeOfText(dialect, text, isNumber, forms(upToDigits(digits)))]),
        },
      ];
    }
  }
}

/** Whether a text is a number as nearly all records write causes, where there is a faster way than a pattern; else null. */
function isPlainNumber(dialect: SqlDialect, text: Text, digits: number): RawBuilder<boolean> | null {
  return dialect.isDigits === undefined
    ? null
    : sql<boolean>`(${dialect.isDigits(text)} and length(${text}) <= ${sql.lit(digits)} and ${text} not like '0_%')`;
}

/**
 * The number of a cause, without zeros before or behind it.
 * @param isNumber see `isPlainNumber`
 */
function causeOfText(dialect: SqlDialect, text: Text, isNumber: RawBuilder<boolean> | null, forms: readonly string[]): Text {
  const cases = forms.map((form) => sql`when ${dialect.fullMatch(text, form)} then ${dialect.firstCapture(text, `^${form}$`)}`);
  return sql<
    string | null
  >`case when ${isNumber ?? dialect.fullMatch(text, String.raw`[1-9]\d*`)} then ${text} ${sql.join(cases, sql` `)} end`;
}

/** A record's own word; the number of a cause counts where both are there. */
function wordOfText(dialect: SqlDialect, text: Text): Text {
  const number = dialect.firstCapture(text, `^${NAMED_CAUSE}$`);
  return sql<
    string | null
  >`case when not ${mayNameCause(text)} then ${text} when ${dialect.fullMatch(text, NAMED_CAUSE)} then ${dialect.concatenated([sql<string>`${sql.val(Q850_PREFIX)}`, number])} else ${text} end`;
}

/** Holds for all that `NAMED_CAUSE` fits and for little else: the pattern takes an engine many times longer than all that is read of a usual word. */
function mayNameCause(text: Text): RawBuilder<boolean> {
  return sql<boolean>`(${text} like '%[%' or ${text} like '%=%')`;
}

/** Null in the type of text, so that engines that want one type per column have it. */
const NO_WORD = sql<string | null>`nullif('', '')`;

/** Whether a column says that the call was answered; null or false where it does not. */
export function isAnswered(
  dialect: SqlDialect,
  when: 'positive' | 'time' | 'yes' | 'present',
  column: ReadColumn,
  text: Text,
  missing: readonly string[]
): RawBuilder<boolean> {
  const inUtc = [{ until: null, offsetMs: 0 }];
  const isTime = () => sql<boolean>`${instantOf(dialect, column, inUtc)} is not null`;
  // Looked at as text, since reading a time is a long expression that a statement repeats wherever it asks for the code.
  const isMoment = () => {
    const small = dialect.lower(text);
    const ofForms = (column.times?.forms ?? []).map(
      (form) =>
        sql`or case when ${dialect.fullMatch(small, form.pattern)} then ${instantOfForm(dialect, small, form, inUtc)} >= ${sql.lit(ZERO_DATES_END_MS)} end`
    );
    return sql<boolean>`(${dialect.fullMatch(text, MOMENT)} and not ${dialect.fullMatch(text, ZERO_DATE)} ${sql.join(ofForms, sql` `)})`;
  };
  switch (column.type) {
    case 'whole':
    case 'number':
      return when === 'time' ? isTime() : sql<boolean>`${column.expression} > 0`;
    case 'boolean':
    case 'clock':
    case 'instant':
      return column.type === 'boolean' ? sql<boolean>`${column.expression}` : isTime();
    case 'text':
    case 'other':
      switch (when) {
        case 'time':
          return isMoment();
        case 'present':
          return sql<boolean>`(${isPresent(dialect, text, missing)} and not ${dialect.fullMatch(dialect.lower(text), ZERO)})`;
        case 'positive':
          return sql<boolean>`${dialect.numberOfText(text)} > 0`;
        case 'yes': {
          const small = dialect.lower(text);
          const isYes = isAnyOf(dialect, small, YES);
          const isLength = sql<boolean>`(${dialect.fullMatch(small, ANY_LENGTH)} and ${dialect.fullMatch(small, NOT_NOTHING)})`;
          return sql<boolean>`(${dialect.numberOfText(text)} > 0 or ${isYes} or ${isLength} or ${isMoment()})`;
        }
      }
  }
}

/**
 * Whether a column holds a value that says neither that the call was answered nor that it was not, such as `perhaps`; null where every
 * value says one or the other.
 */
export function isNotUnderstood(
  dialect: SqlDialect,
  when: 'positive' | 'time' | 'yes' | 'present',
  column: ReadColumn,
  missing: readonly string[]
): RawBuilder<boolean> | null {
  if (when === 'present') {
    return null;
  }
  const text = dialect.trim(dialect.text(column.expression, column.type));
  const isNo = dialect.fullMatch(dialect.lower(text), ZERO);
  const isYes = isAnswered(dialect, when, column, text, missing);
  return sql<boolean>`case when not ${isPresent(dialect, text, missing)} then 1 = 0 when ${isYes} then 1 = 0 when ${isNo} then 1 = 0 when ${dialect.numberOfText(text)} is not null then 1 = 0 else ${text} is not null end`;
}

function wholeCode({ expression }: ReadColumn): Code {
  return sql<number | null>`case when ${expression} between 0 and ${sql.lit(LARGEST_CODE)} then ${expression} end`;
}

/** The final status code, where the text is a whole number, or one with its reason. */
function codeOfText(dialect: SqlDialect, trimmed: Text): Code {
  const digits = dialect.firstCapture(trimmed, String.raw`^(\d{1,9})(?:\.0+)?$`);
  const quickly = dialect.isDigits === undefined ? sql`` : sql`when ${dialect.isDigits(trimmed)} then ${dialect.wholeOfDigits(trimmed)} `;
  const withReason = [CODE_OF_SIP, CODE_WITH_REASON].map((pattern) => dialect.wholeOfDigits(dialect.firstCapture(trimmed, pattern)));
  return sql<
    number | null
  >`case ${quickly}when ${dialect.fullMatch(trimmed, WHOLE_NUMBER)} then ${dialect.wholeOfDigits(digits)} else coalesce(${sql.join(withReason)}) end`;
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

const WHOLE = /^(\d{1,9})(?:\.0+)?$/;
const WITH_REASON = [new RegExp(CODE_OF_SIP), new RegExp(CODE_WITH_REASON)];
const CAUSE = new RegExp(`^${NAMED_CAUSE}$`);

/** Code and word of a value of `raw`, as the expressions tell them. */
export function readOutcome(raw: unknown, missing: ReadonlySet<string>): { code: number | null; word: string | null } {
  if (raw === null || raw === undefined) {
    return { code: null, word: null };
  }
  const text = String(raw).replace(/^ +| +$/g, '');
  const code = [WHOLE, ...WITH_REASON].map((pattern) => pattern.exec(text)?.[1]).find((digits) => digits !== undefined);
  if (code !== undefined) {
    return { code: Number(code), word: null };
  }
  const cause = CAUSE.exec(text)?.[1];
  const word = cause === undefined ? text : `${Q850_PREFIX}${cause}`;
  return { code: null, word: text === '' || missing.has(text) ? null : word };
}
