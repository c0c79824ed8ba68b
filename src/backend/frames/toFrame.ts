import type { Column, Table } from '../analysis/table';
import { fieldConfig } from './fieldConfig';
import type { Field, Frame } from './frame';

/** The versions of Grafana's dataplane types that the frames keep to. */
const TYPE_VERSION = [0, 1] as const;
const HEATMAP_VERSION = [0, 0] as const;

/** An answer as Grafana's frame. */
export function toFrame(table: Table, refId: string): Frame {
  return {
    name: table.name,
    refId,
    meta: {
      type: table.type,
      typeVersion: table.type === 'heatmap-rows' ? HEATMAP_VERSION : TYPE_VERSION,
      custom: table.custom,
      ...(table.notices.length === 0 ? {} : { notices: table.notices }),
      executedQueryString: table.statement,
      preferredVisualisationType: table.visualisation,
    },
    fields: table.columns.map(toField),
  };
}

function toField(column: Column): Field {
  const { name, labels } = column;
  const base = { name, ...(labels === undefined ? {} : { labels }), config: fieldConfig(column) };
  switch (column.type) {
    case 'time':
      return { ...base, type: 'time', values: column.values, nullable: false };
    case 'number':
      return { ...base, type: 'number', values: column.values, nullable: column.quantity.of !== 'calls' };
    case 'text':
      return { ...base, type: 'string', values: column.values, nullable: column.holds === 'optional text' || column.holds === 'optional results' };
  }
}
