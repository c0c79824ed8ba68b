import type { Column } from '../src/backend/queries/after/tables/table';
import { encodeFrame } from '../src/backend/frames/arrow';
import { toFrame } from '../src/backend/frames/toFrame';
import { RESULTS } from '../src/domain/results';

/** Milliseconds from a table of a trend to the bytes of its Arrow file. */
export function encodeTrend(series: number, points: number): number {
  const columns: Column[] = [
    { type: 'time', name: 'time', values: Float64Array.from({ length: points }, (_, point) => Date.UTC(2026, 0, 1) + point * 60_000) },
  ];
  for (const result of RESULTS.slice(0, series)) {
    const values = Float64Array.from({ length: points }, (_, point) => point % 97);
    columns.push({ type: 'number', name: 'calls', labels: { result }, displayName: result, result, quantity: { of: 'calls' }, values });
  }
  const started = performance.now();
  encodeFrame(
    toFrame(
      { name: 'trend', type: 'timeseries-wide', columns, about: null, notices: [], custom: {}, statement: '', visualization: 'graph' },
      'A'
    )
  );
  return performance.now() - started;
}
