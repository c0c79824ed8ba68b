import { type RawBuilder, sql } from 'kysely';
import { type OffsetSpan, localSpans } from '../../../../domain/timeZone';
import { shifted } from '../bucketExpression';
import type { SqlDialect } from '../dialect';
import { type ClockReading, MONTHS, type TimeForm } from './timeForms';
import { ZONE_MINUTES } from './zoneNames';

type Text = RawBuilder<string | null>;
type Milliseconds = RawBuilder<number | null>;

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
const HALF_A_DAY_MS = MS_PER_DAY / 2;
/** The first of January 1970, counted as spreadsheets count days. */
const SERIAL_OF_1970 = 25_569;
const OFFSET_SIGN = String.raw`^([+-])`;
const OFFSET_HOURS = String.raw`^[+-](\d{2})`;
const OFFSET_MINUTES = String.raw`^[+-]\d{2}:?(\d{2})$`;

/** The instant of a local clock's milliseconds. */
export function fromClock(dialect: SqlDialect, clock: Milliseconds, spans: readonly OffsetSpan[]): Milliseconds {
  return shifted(dialect, sql<number>`${clock}`, localSpans(spans), -1);
}

/** What a form tells: the milliseconds of a clock as if it were UTC, and, where the text names its zone, the minutes to take off. */
interface FormTime {
  readonly clock: Milliseconds;
  readonly zoneMinutes: RawBuilder<number> | null;
}

/** @param folded a text without blanks around it, in small letters, that fits the form */
export function instantOfForm(dialect: SqlDialect, folded: Text, form: TimeForm, spans: readonly OffsetSpan[]): Milliseconds {
  if (form.reads === 'scientific') {
    return dialect.rounded(sql<number>`${dialect.numberOfText(folded)} * 1e3`);
  }
  const { clock, zoneMinutes } = formTime(dialect, folded, form, form.reads);
  return zoneMinutes === null
    ? fromClock(dialect, clock, spans)
    : sql<number | null>`(${clock} - ${zoneMinutes} * ${sql.lit(MS_PER_MINUTE)})`;
}

/** The milliseconds of a clock without zone, as if it were UTC; null for forms that tell the instant. */
export function clockOfForm(dialect: SqlDialect, folded: Text, form: TimeForm): Milliseconds | null {
  if (form.reads === 'scientific') {
    return null;
  }
  const { clock, zoneMinutes } = formTime(dialect, folded, form, form.reads);
  return zoneMinutes === null ? clock : null;
}

function formTime(dialect: SqlDialect, folded: Text, { pattern }: TimeForm, reads: ClockReading | 'serial'): FormTime {
  if (reads === 'serial') {
    const days = dialect.numberOfText(folded);
    return {
      clock: dialect.rounded(sql<number>`(${days} - ${sql.lit(SERIAL_OF_1970)}) * ${sql.lit(MS_PER_DAY)}`),
      zoneMinutes: null,
    };
  }
  const written = dialect.rewritten(folded, pattern, reads.clock);
  const named = reads.monthNames === true ? withMonthNumbers(written) : written;
  const clock = dialect.clockOfText(sql<string | null>`replace(${named}, ',', '.')`);
  const zone = reads.zone === undefined ? null : dialect.rewritten(folded, pattern, reads.zone.template);
  return {
    clock: reads.half === undefined ? clock : ofWholeDay(dialect, folded, clock, reads.half),
    zoneMinutes: zone === null ? null : reads.zone?.is === 'name' ? minutesOfName(zone) : minutesOfOffset(dialect, zone),
  };
}

function withMonthNumbers(text: Text): Text {
  return MONTHS.reduce(
    (named: Text, month, index) => sql<string | null>`replace(${named}, ${sql.lit(month)}, ${sql.lit(String(index + 1))})`,
    text
  );
}

/** The hour 12 begins each half of the day. */
function ofWholeDay(dialect: SqlDialect, folded: Text, clock: Milliseconds, half: NonNullable<ClockReading['half']>): Milliseconds {
  const halfIf = (pattern: string) =>
    sql<number>`case when ${dialect.fullMatch(folded, pattern)} then ${sql.lit(HALF_A_DAY_MS)} else 0 end`;
  return sql<number | null>`(${clock} + ${halfIf(half.afternoon)} - ${halfIf(half.twelve)})`;
}

function minutesOfName(zone: Text): RawBuilder<number> {
  const cases = Object.entries(ZONE_MINUTES).map(([name, minutes]) => sql`when ${sql.lit(name.toLowerCase())} then ${sql.lit(minutes)}`);
  return sql<number>`case ${zone} ${sql.join(cases, sql` `)} end`;
}

function minutesOfOffset(dialect: SqlDialect, zone: Text): RawBuilder<number> {
  const digits = (pattern: string) =>
    sql<number>`coalesce(${dialect.wholeOfDigits(sql<string | null>`nullif(${dialect.firstCapture(zone, pattern)}, '')`)}, 0)`;
  const behind = sql<number>`case when ${dialect.firstCapture(zone, OFFSET_SIGN)} = '-' then -1 else 1 end`;
  return sql<number>`(${behind} * (${digits(OFFSET_HOURS)} * 60 + ${digits(OFFSET_MINUTES)}))`;
}
