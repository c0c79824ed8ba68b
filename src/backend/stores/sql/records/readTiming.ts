import { type RawBuilder, sql } from 'kysely';
import type { OffsetSpan } from '../../../../domain/timeZone';
import { LONGEST_TIMING_MS } from '../../../../domain/timings';
import type { TimingReading } from '../../../layouts/layout';
import type { SqlDialect } from '../dialect';
import type { ColumnOf, ReadColumn } from './readColumn';
import { instantOf } from './readTime';

/** Beyond every length in any unit. */
const LARGEST = 1_000_000_000_000_000;

/** Whole milliseconds of a timing; negative ones and texts are none. Columns are the records' own. */
export function timingExpression(dialect: SqlDialect, reading: TimingReading, columnOf: ColumnOf, spans: readonly OffsetSpan[]): RawBuilder<number | null> {
  const value = millisecondsOf(dialect, reading, columnOf, spans);
  const says = 'positive' in reading && reading.positive === true ? sql<boolean>`${value} > 0 and ${value} <= ${sql.lit(LONGEST_TIMING_MS)}` : sql<boolean>`${value} between 0 and ${sql.lit(LONGEST_TIMING_MS)}`;
  return sql<number | null>`case when ${says} then ${dialect.rounded(value)} end`;
}

function millisecondsOf(dialect: SqlDialect, reading: TimingReading, columnOf: ColumnOf, spans: readonly OffsetSpan[]): RawBuilder<number> {
  if ('from' in reading) {
    return sql<number>`(${instantOf(dialect, columnOf(reading.to), spans)} - ${instantOf(dialect, columnOf(reading.from), spans)})`;
  }
  const unit = sql.lit(reading.millisecondsPerUnit);
  const length = numberOf(dialect, columnOf(reading.column));
  return 'less' in reading ? sql<number>`((${length} - ${numberOf(dialect, columnOf(reading.less))}) * ${unit})` : sql<number>`(${length} * ${unit})`;
}

/** With a fraction, so that no engine multiplies in the few bits of the column's own type, and within bounds that it can multiply. */
function numberOf(dialect: SqlDialect, { expression, type }: ReadColumn): RawBuilder<number | null> {
  return type === 'whole' || type === 'number' ? sql<number>`case when ${expression} between ${sql.lit(-LARGEST)} and ${sql.lit(LARGEST)} then ${expression} * 1e0 end` : dialect.numberOfText(dialect.trim(dialect.text(expression, type)));
}
