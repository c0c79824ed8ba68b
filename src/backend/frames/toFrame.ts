import { callsLinkOf, frameLinks } from '../../domain/callsLinks';
import type { Column, Table } from '../queries/after/tables/table';
import { type LinkedSource, ownLink, sharedLink } from './callsLink';
import { fieldConfig } from './fieldConfig';
import type { DataLink, Field, FieldConfig, Frame, FrameMeta } from './frame';
import { seriesStyle } from './seriesStyle';
import { tableCells } from './tableCells';

/** The versions of Grafana's dataplane types that the frames keep to. */
const TYPE_VERSION = [0, 1] as const;
const HEATMAP_VERSION = [0, 0] as const;

/** Numbers that can be read beside or below each other in one panel of Explore. */
const MAX_SHOWN_NUMBERS = 30;

/** How frames are made of an answer. */
export interface FrameOptions {
  /** The data source that was asked, whose calls their fields lead to; null: nowhere. */
  readonly source: LinkedSource | null;
  /** Without what a viewer does not look at, and what all links have in common said once. */
  readonly light: boolean;
}

const PLAIN: FrameOptions = { source: null, light: false };

/** What of `meta.custom` light frames leave out; it can be asked for. */
const ASKED_FOR: ReadonlySet<string> = new Set(['explanation', 'question']);

/** An answer as Grafana's frames. */
export function toFrames(tables: readonly Table[], refId: string, options = PLAIN): Frame[] {
  const [first] = tables;
  // Grafana puts the frame's name in front of each field's where several frames differ in it, unless a field has a name to show.
  const named = tables.some(({ name, topic }) => topic === undefined && name !== first?.name);
  return tables.map((table) =>
    toFrame(named ? { ...table, columns: table.columns.map((column) => ({ displayName: column.name, ...column })) } : table, refId, options)
  );
}

/** One answer as Grafana's frame. */
export function toFrame(table: Table, refId: string, { source, light }: FrameOptions = PLAIN): Frame {
  const { about, columns, custom } = table;
  const shared = source === null || about === null ? null : sharedLink(about, source);
  const own = columns.map((column) => (shared === null || about === null ? null : ownLink(column, about)));
  const links = columns.map((_, index) => {
    const link = own[index] ?? null;
    return light || shared === null || link === null ? null : callsLinkOf({ ...shared, title: link.title }, link);
  });
  const common = light && shared !== null ? frameLinks(shared, own) : null;
  return {
    name: table.name,
    refId,
    meta: {
      type: table.type,
      typeVersion: table.type === 'heatmap-rows' ? HEATMAP_VERSION : TYPE_VERSION,
      ...(table.topic === undefined ? {} : { dataTopic: table.topic }),
      custom: light ? { ...withoutAskedFor(custom), ...(common === null ? {} : { links: common }) } : custom,
      ...(table.notices.length === 0 ? {} : { notices: table.notices }),
      ...(light ? {} : { executedQueryString: table.statement }),
      ...preferredVisualization(table),
    },
    fields: columns.map((column, index) => toField(column, configOf(column, table, links[index] ?? null))),
  };
}

function withoutAskedFor(custom: Table['custom']): Table['custom'] {
  return Object.fromEntries(Object.entries(custom).filter(([key]) => !ASKED_FOR.has(key)));
}

/**
 * Explore shows a panel by its id. It has no type beside it: the type "table" would be what a new panel is offered first, and without one
 * Explore falls back to a table, or to lines where there is time.
 */
function preferredVisualization({
  visualization,
  columns,
}: Table): Pick<FrameMeta, 'preferredVisualisationType' | 'preferredVisualisationPluginId'> {
  switch (visualization) {
    case 'table':
    case 'graph':
      return { preferredVisualisationType: visualization };
    case 'bargauge':
    case 'stat':
      return columns.length > MAX_SHOWN_NUMBERS
        ? { preferredVisualisationType: 'table' }
        : { preferredVisualisationPluginId: visualization };
    case 'heatmap':
      return { preferredVisualisationPluginId: visualization };
  }
}

function configOf(column: Column, { type }: Table, link: DataLink | null): FieldConfig {
  const own = fieldConfig(column);
  const cells = type === 'table' ? tableCells(column) : type === 'timeseries-wide' ? seriesStyle(column) : {};
  const custom = { ...own.custom, ...cells.custom };
  const config = { ...own, ...cells, ...(Object.keys(custom).length === 0 ? {} : { custom }) };
  return link === null ? config : { ...config, links: [...(config.links ?? []), link] };
}

function toField(column: Column, config: FieldConfig): Field {
  const { name, labels } = column;
  const base = { name, ...(labels === undefined ? {} : { labels }), config };
  switch (column.type) {
    case 'time':
      return { ...base, type: 'time', values: column.values, nullable: false };
    case 'number':
      return { ...base, type: 'number', values: column.values, nullable: column.quantity.of !== 'calls' };
    case 'text':
      return {
        ...base,
        type: 'string',
        values: column.values,
        nullable: column.holds === 'optional text' || column.holds === 'optional results',
      };
  }
}
