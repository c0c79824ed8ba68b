import type { TimeRange } from '../../../stores/question';
import type { Table } from './table';

/** Gray, on both of Grafana's themes. */
const COLOR = '#808080';

/**
 * What Grafana's time series panels draw over the buckets whose numbers can change: a region, as of an annotation. It comes beside the series, so the
 * panel needs no annotation of the dashboard.
 */
export function unsettledMark({ from, to }: TimeRange): Table {
  const text = (name: string, value: string) => ({ type: 'text', holds: 'text', name, values: [value] }) as const;
  return {
    name: 'Not settled yet',
    type: 'table',
    topic: 'annotations',
    visualization: 'table',
    columns: [
      { type: 'time', name: 'time', values: Float64Array.of(from) },
      { type: 'time', name: 'timeEnd', values: Float64Array.of(to) },
      // Grafana asks only whether there is something.
      text('isRegion', 'true'),
      text('color', COLOR),
      text('title', 'Not settled yet'),
      text('text', 'Calls of this time may still be recorded, and its numbers can change.'),
    ],
    about: null,
    notices: [],
    custom: {},
    statement: '',
  };
}
