import { sql } from 'kysely';
import type { CallUnit } from '../../../../domain/callUnit';
import type { OffsetSpan } from '../../../../domain/timeZone';
import { type Timing, TIMINGS } from '../../../../domain/timings';
import type { TimeRange } from '../../question';
import type { CallsSource, TimingExpression } from '../callsSource';
import { dimensionExpressions } from '../records/dimensionExpressions';
import { presentOrNull, presentText } from '../records/presentText';
import { timingExpression } from '../records/readTiming';
import { findRecordColumns, recordOutcome, refuseMissingAttempts, rowsCondition } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import type { OpenTable, ReadingOf } from './openTables';
import { tableTime } from './tableTime';

/**
 * One table, every row of which that the layout takes is a call (or an attempt).
 * @param range that all questions of the source are within; null: they may be of any
 * @throws CallResultError `query` if the layout's records are not single attempts
 */
export function tableSource(
  server: SqlServer,
  reading: ReadingOf,
  table: OpenTable,
  unit: CallUnit,
  spans: readonly OffsetSpan[],
  range: TimeRange | null = null
): CallsSource {
  const { dialect } = server;
  const { columnOf } = table;
  const record = findRecordColumns(reading.settings, reading.layout, reading.callTime, [...table.columns.keys()]);
  refuseMissingAttempts(reading.layout, unit, record.rows.attempts !== 'none');
  const { from, near, time, earliest, complete, bucket, within } = tableTime(server, table, record.times, spans);
  const { code, word, rule, raw } = recordOutcome(dialect, record, columnOf);
  const conditions = [rowsCondition(dialect, record.rows[unit], columnOf), complete ? null : sql<boolean>`${time} is not null`].filter(
    (condition) => condition !== null
  );
  const timings = new Map<Timing, TimingExpression>();
  for (const name of TIMINGS) {
    const readings = record.timings[name];
    if (readings !== null) {
      timings.set(name, timingExpression(dialect, readings, columnOf, spans));
    }
  }
  return {
    from: range === null ? from : near(range),
    time,
    ...(earliest === undefined ? {} : { earliest }),
    bucket,
    within,
    readable: conditions.length === 0 ? null : sql<boolean>`${sql.join(conditions, sql` and `)}`,
    code,
    word,
    rule,
    raw,
    missing: record.missing.ofMeanings,
    weight: null,
    retried: null,
    callId: record.callId === null ? null : presentOrNull(dialect, columnOf(record.callId), record.missing.ofMeanings),
    timings,
    dimensions: dimensionExpressions(
      dialect,
      reading.settings,
      reading.layout,
      new Map(record.kept.map((name) => [name, presentText(dialect, columnOf(name), record.missing.ofDimensions)]))
    ),
  };
}
