import type { Column, Table } from '../analysis/table';
import { callsLink, type LinkedSource } from './callsLink';
import { fieldConfig } from './fieldConfig';
import type { DataLink, Field, FieldConfig, Frame } from './frame';

/** The versions of Grafana's dataplane types that the frames keep to. */
const TYPE_VERSION = [0, 1] as const;
const HEATMAP_VERSION = [0, 0] as const;

/**
 * An answer as Grafana's frame.
 * @param source the data source that was asked, whose calls its fields lead to; null: nowhere
 */
export function toFrame(table: Table, refId: string, source: LinkedSource | null = null): Frame {
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
    fields: table.columns.map((column) => toField(column, source === null || table.about === null ? null : callsLink(column, table.about, source))),
  };
}

function toField(column: Column, link: DataLink | null): Field {
  const { name, labels } = column;
  const base = { name, ...(labels === undefined ? {} : { labels }), config: withLink(fieldConfig(column), link) };
  switch (column.type) {
    case 'time':
      return { ...base, type: 'time', values: column.values, nullable: false };
    case 'number':
      return { ...base, type: 'number', values: column.values, nullable: column.quantity.of !== 'calls' };
    case 'text':
      return { ...base, type: 'string', values: column.values, nullable: column.holds === 'optional text' || column.holds === 'optional results' };
  }
}

function withLink(config: FieldConfig, link: DataLink | null): FieldConfig {
  return link === null ? config : { ...config, links: [...(config.links ?? []), link] };
}
