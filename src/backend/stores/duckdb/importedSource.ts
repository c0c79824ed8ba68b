import { sql } from 'kysely';
import type { CallResultSettings } from '../../../domain/settings';
import type { Timing } from '../../../domain/timings';
import type { Layout } from '../../layouts/layout';
import type { CallsSource } from '../sql/callsSource';
import { meaningfulColumns } from './columnNames';
import { duckDbDialect } from './dialect';
import { dimensionExpressions } from './dimensionExpressions';
import type { ImportedCalls } from './importedCalls';

/** How imported calls are asked. */
export function importedSource(imported: ImportedCalls, settings: CallResultSettings, layout: Layout): CallsSource {
  const time = sql<number>`call_at`;
  const timings = new Map<Timing, ReturnType<typeof sql<number | null>>>();
  for (const name of imported.timings) {
    timings.set(name, sql<number | null>`${sql.id(name)}`);
  }
  return {
    from: imported.calls,
    time,
    within: ({ from, to }) => sql<boolean>`${time} >= ${duckDbDialect.wholeNumber(from)} and ${time} < ${duckDbDialect.wholeNumber(to)}`,
    readable: null,
    code: sql<number | null>`code`,
    word: sql<string | null>`word`,
    callId: sql<string | null>`call_id`,
    timings,
    dimensions: dimensionExpressions(settings, layout, imported.keptColumns, meaningfulColumns(layout)),
  };
}
