import type { TextColumn } from './table';

/** Columns of the same table that tell a row's result, dimension and value. */
export interface RowColumns {
  readonly results: string;
  readonly dimension: string;
  readonly value: string;
}

/** A column that leads to the calls of those rows that have a value of a dimension; other rows have nothing there to follow. */
export function callsOfRow(rows: readonly boolean[], { results, dimension, value }: RowColumns): TextColumn {
  return {
    type: 'text',
    holds: 'optional text',
    name: 'records',
    longest: 'show'.length,
    values: rows.map((leads) => (leads ? 'show' : null)),
    drilldown: {
      title: 'Show these calls',
      results: [{ column: results }],
      filters: [{ dimension: { column: dimension }, includes: true, values: [{ column: value }] }],
    },
  };
}
