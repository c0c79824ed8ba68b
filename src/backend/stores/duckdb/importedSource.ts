import { sql } from 'kysely';
import type { CallResultSettings } from '../../../domain/settings';
import type { Timing } from '../../../domain/timings';
import type { Layout } from '../../layouts/layout';
import type { CallsSource } from '../sql/callsSource';
import { bucketOfMilliseconds } from '../sql/bucketExpression';
import { dimensionExpressions } from '../sql/records/dimensionExpressions';
import { duckDbDialect } from './dialect';
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
    bucket: (grid) => bucketOfMilliseconds(duckDbDialect, time, grid),
    within: ({ from, to }) => sql<boolean>`${time} >= ${duckDbDialect.wholeNumber(from)} and ${time} < ${duckDbDialect.wholeNumber(to)}`,
    readable: null,
    code: sql<number | null>`code`,
    word: sql<string | null>`word`,
    raw: null,
    weight: null,
    retried: null,
    callId: sql<string | null>`call_id`,
    timings,
    dimensions: dimensionExpressions(duckDbDialect, settings, layout, imported.keptColumns),
  };
}
