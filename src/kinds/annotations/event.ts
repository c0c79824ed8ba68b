import type { TableBody } from '../../backend/queries/after/tables/table';

/** A moment, or a span of time, to be marked on panels. Times in epoch milliseconds; a moment ends when it begins. */
export interface Event {
  readonly time: number;
  readonly timeEnd: number;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
}

/** Rows in the order of time; the fields have the names under which Grafana looks for the parts of an annotation. */
export function annotationTable(events: readonly Event[]): TableBody {
  return {
    name: 'Annotations',
    type: 'table',
    visualization: 'table',
    columns: [
      { type: 'time', name: 'time', values: Float64Array.from(events, ({ time }) => time) },
      { type: 'time', name: 'timeEnd', values: Float64Array.from(events, ({ timeEnd }) => timeEnd) },
      { type: 'text', holds: 'text', name: 'title', values: events.map(({ title }) => title) },
      { type: 'text', holds: 'text', name: 'text', values: events.map(({ text }) => text) },
      // Grafana divides tags at commas, and expects a text even where there is none.
      {
        type: 'text',
        holds: 'text',
        name: 'tags',
        values: events.map(({ tags }) => tags.map((tag) => tag.replaceAll(',', ' ')).join(',')),
      },
    ],
  };
}

export function callsText(calls: number): string {
  return `${calls.toLocaleString('en-US')} ${calls === 1 ? 'call' : 'calls'}`;
}
