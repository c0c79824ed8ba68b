import type { RecordsRead } from '../../domain/explanation';
import { LAYOUT_FACTS } from '../../domain/layoutFacts';
import type { CallResultSettings } from '../../domain/settings';
import type { Layout } from './layout';
import { LAYOUTS } from './layouts';

/** Where in the records of a data source its numbers come from; known from its settings, without a look at the records. */
export function recordsRead(settings: Pick<CallResultSettings, 'layout' | 'columns' | 'callTime'>): RecordsRead {
  const layout = LAYOUTS[settings.layout];
  const { title, proposedCallTime } = LAYOUT_FACTS[settings.layout];
  const columnOf = (name: string) => (Object.hasOwn(settings.columns, name) ? settings.columns[name] : undefined) ?? name;
  const tables = layout.tables.filter(({ files }) => files === 'named').map(({ name }) => name);
  const { only, merge } = layout;
  const names = [layout.code, layout.times[settings.callTime ?? proposedCallTime], only?.column, merge?.key, merge?.id, layout.callId, ...timingColumns(layout)];
  const [table] = tables;
  return {
    layout: title,
    tables,
    code: [...(table === undefined ? [] : [table]), columnOf(layout.code)].join('.'),
    columns: [...new Set(names.filter((name) => typeof name === 'string'))].map((name) => ({ name, column: columnOf(name) })),
    merging: mergingOf(layout, columnOf),
  };
}

function timingColumns({ timings }: Layout): string[] {
  return Object.values(timings).map(({ column }) => column);
}

function mergingOf({ only, merge }: Layout, columnOf: (name: string) => string): string | null {
  const rows = only === undefined ? 'rows' : `${only.value} rows`;
  if (merge === null) {
    return only === undefined ? null : `${rows} only`;
  }
  return `${rows} merged by ${columnOf(merge.key)}`;
}
