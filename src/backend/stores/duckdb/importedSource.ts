import { sql } from 'kysely';
import type { CallUnit } from '../../../domain/callUnit';
import type { CallResultSettings } from '../../../domain/settings';
import type { Timing } from '../../../domain/timings';
import type { Layout } from '../../../domain/layouts/layout';
import { type CallsSource, type TimingExpression, timingOf } from '../sql/callsSource';
import { bucketOfMilliseconds } from '../sql/bucketExpression';
import { dimensionExpressions } from '../sql/records/dimensionExpressions';
import { refuseMissingAttempts } from '../sql/records/recordColumns';
import type { RowSource } from '../sql/rows/rowSource';
import { duckDbDialect } from './dialect';
import type { ImportedCalls } from './importedCalls';

/** How imported calls are asked. */
export function importedSource(imported: ImportedCalls, settings: CallResultSettings, layout: Layout, unit: CallUnit): CallsSource {
  refuseMissingAttempts(layout, unit, imported.hasAttempts);
  const time = sql<number>`call_at`;
  const timings = new Map<Timing, TimingExpression>();
  for (const name of imported.timings) {
    timings.set(name, timingOf(sql<number | null>`${sql.id(name)}`));
  }
  return {
    from: unit === 'calls' ? imported.calls : imported.records,
    time,
    bucket: (grid) => bucketOfMilliseconds(duckDbDialect, time, grid),
    within: ({ from, to }) => sql<boolean>`${time} >= ${duckDbDialect.wholeNumber(from)} and ${time} < ${duckDbDialect.wholeNumber(to)}`,
    readable: 'refused' in layout.attempts ? null : unit === 'calls' ? sql<boolean>`is_call` : sql<boolean>`is_attempt`,
    code: sql<number | null>`code`,
    word: sql<string | null>`word`,
    rule: (layout.rowRules ?? []).length === 0 ? null : sql<number>`rule`,
    raw: null,
    missing: [],
    weight: null,
    retried: layout.merge === null || 'refused' in layout.attempts ? null : sql<boolean>`retried = 1`,
    callId: sql<string | null>`call_id`,
    timings,
    dimensions: dimensionExpressions(duckDbDialect, settings, layout, imported.keptColumns),
  };
}

/** The imported records as they were written, those of each table apart. */
export function importedRows(imported: ImportedCalls, settings: CallResultSettings, layout: Layout): RowSource[] {
  const tables = layout.tables.filter(({ name }) => imported.tableNames.has(name));
  return tables.map(({ name, insertionKey }) => {
    const source = importedSource(imported, settings, layout, 'calls');
    const isMerged = layout.merge !== null;
    const from = isMerged
      ? sql`(select * from ${imported.records} where is_call and table_no = ${sql.lit(layout.tables.findIndex((table) => table.name === name))}) as records`
      : source.from;
    return {
      table: name,
      source: { ...source, from },
      byTime: source.time,
      inserted: isMerged && insertionKey !== undefined ? sql`record_id` : null,
      recordNumber: layout.recordNumber === undefined ? null : isMerged ? sql`record_id` : 'unknown',
    };
  });
}
