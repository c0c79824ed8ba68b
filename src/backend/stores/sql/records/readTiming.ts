import { type RawBuilder, sql } from 'kysely';
import type { OffsetSpan } from '../../../../domain/timeZone';
import { LONGEST_TIMING_MS } from '../../../../domain/timings';
import type { TimingReading } from '../../../../domain/layouts/layout';
import { type TimingExpression, timingOf } from '../callsSource';
import type { SqlDialect } from '../dialect';
import { once } from '../once';
import type { ColumnOf, ReadColumn } from './readColumn';
import { instantOf } from './readTime';

/** Beyond every length in any unit, and far below what the engines' types of numbers hold. */
const LARGEST = 1_000_000_000_000_000;

type Milliseconds = RawBuilder<number | null>;

/**
 * Whole milliseconds of a timing, by the first reading that tells them in that row; negative lengths and texts are none.
 * Columns are the records' own.
 */
export function timingExpression(
  dialect: SqlDialect,
  readings: readonly TimingReading[],
  columnOf: ColumnOf,
  spans: readonly OffsetSpan[]
): TimingExpression {
  const [first] = readings;
  if (first !== undefined && readings.length === 1) {
    return oneReading(dialect, first, columnOf, spans);
  }
  return timingOf(
    sql<number | null>`coalesce(${sql.join(readings.map((reading) => readingExpression(dialect, reading, columnOf, spans)))})`
  );
}

function oneReading(dialect: SqlDialect, reading: TimingReading, columnOf: ColumnOf, spans: readonly OffsetSpan[]): TimingExpression {
  const ms = readingExpression(dialect, reading, columnOf, spans);
  if ('from' in reading || 'less' in reading || reading.millisecondsPerUnit !== 1 || columnOf(reading.column).type !== 'whole') {
    return timingOf(ms);
  }
  const { expression } = columnOf(reading.column);
  return { ms, known: isLength(expression, reading), ofKnown: sql<number>`${expression}` };
}

/** Whether a whole number of the reading's units is a timing. */
function isLength(
  units: RawBuilder<unknown>,
  { millisecondsPerUnit, positive }: { readonly millisecondsPerUnit: number; readonly positive?: boolean }
): RawBuilder<boolean> {
  return sql<boolean>`${units} between ${sql.lit(positive === true ? 1 : 0)} and ${sql.lit(LONGEST_TIMING_MS / millisecondsPerUnit)}`;
}

function readingExpression(dialect: SqlDialect, reading: TimingReading, columnOf: ColumnOf, spans: readonly OffsetSpan[]): Milliseconds {
  if ('from' in reading) {
    return within(
      dialect,
      sql<number>`(${instantOf(dialect, columnOf(reading.to), spans)} - ${instantOf(dialect, columnOf(reading.from), spans)})`,
      LONGEST_TIMING_MS
    );
  }
  const { millisecondsPerUnit } = reading;
  const max = LONGEST_TIMING_MS / millisecondsPerUnit;
  const column = columnOf(reading.column);
  if ('less' in reading) {
    const less = columnOf(reading.less);
    if (column.type === 'whole' && less.type === 'whole') {
      return times(within(dialect, sql<number>`(${bounded(dialect, column)} - ${bounded(dialect, less)})`, max), millisecondsPerUnit);
    }
    // Two numbers of single precision would be subtracted in it.
    return inMilliseconds(dialect, sql<number>`(${lengthOf(dialect, column)} * 1e0 - ${lengthOf(dialect, less)})`, millisecondsPerUnit);
  }
  if (column.type === 'whole') {
    // Whole numbers stay whole: nothing is rounded, and what is in bounds before it is multiplied cannot overflow.
    return times(
      sql<number | null>`case when ${isLength(column.expression, reading)} then ${dialect.long(sql<number>`${column.expression}`)} end`,
      millisecondsPerUnit
    );
  }
  return inMilliseconds(dialect, lengthOf(dialect, column), millisecondsPerUnit, reading.positive === true);
}

function within(dialect: SqlDialect, value: RawBuilder<number>, max: number): Milliseconds {
  return once(dialect, value, (length) => sql<number | null>`case when ${length} between 0 and ${sql.lit(max)} then ${length} end`);
}

function times(value: Milliseconds, factor: number): Milliseconds {
  return factor === 1 ? value : sql<number | null>`(${value} * ${sql.lit(factor)})`;
}

function inMilliseconds(dialect: SqlDialect, length: RawBuilder<number | null>, unit: number, isPositive = false): Milliseconds {
  const value = sql<number>`(${length} * ${sql.lit(unit)})`;
  const isMore = isPositive ? sql`${value} > 0 and ` : sql``;
  return sql<
    number | null
  >`case when ${isMore}${value} between 0 and ${sql.lit(LONGEST_TIMING_MS)} then ${dialect.rounded(value, true)} end`;
}

function bounded(dialect: SqlDialect, { expression }: ReadColumn): RawBuilder<number | null> {
  return sql<
    number | null
  >`case when ${expression} between ${sql.lit(-LARGEST)} and ${sql.lit(LARGEST)} then ${dialect.long(sql<number>`${expression}`)} end`;
}

/** With a fraction, and within bounds that every engine can multiply. */
function lengthOf(dialect: SqlDialect, column: ReadColumn): RawBuilder<number | null> {
  switch (column.type) {
    case 'whole':
    case 'number': {
      const value = dialect.withFraction(sql<number>`${column.expression}`, column.type);
      return sql<number | null>`case when ${value} between ${sql.lit(-LARGEST)} and ${sql.lit(LARGEST)} then ${value} end`;
    }
    case 'text':
    case 'boolean':
    case 'clock':
    case 'instant':
    case 'other':
      return dialect.numberOfText(dialect.trim(dialect.text(column.expression, column.type)));
  }
}
