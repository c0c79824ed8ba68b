import type { RecordsRead } from '../../../../domain/explanation';
import type { CallResultSettings } from '../../../../domain/settings';
import type { Layout, Merge, RowCondition, TimingReading } from '../../../../domain/layouts/layout';
import { layoutOf } from '../../../../domain/recordLayout';

type ReadBy = Pick<CallResultSettings, 'layout' | 'columns' | 'callTime' | 'merge'> &
  Partial<Pick<CallResultSettings, 'only'>> & { readonly tables?: Readonly<Record<string, string>> };

/** Where in the records of a data source its numbers come from; known from its settings, without a look at the records. */
export function recordsRead(settings: ReadBy): RecordsRead {
  const layout = layoutOf(settings);
  const { title, proposedCallTime } = layout;
  const columnOf = (name: string) => own(settings.columns, name);
  const tables = layout.tables.filter(({ files }) => files === 'named').map(({ name }) => own(settings.tables ?? {}, name));
  const outcome = [...new Set(layout.outcome.map(({ column }) => column))];
  const [table] = tables;
  return {
    layout: title,
    tables,
    code: outcome.map((name) => [...(table === undefined ? [] : [table]), columnOf(name)].join('.')).join(' or '),
    columns: Object.fromEntries(
      columnsRead(layout, outcome, layout.times[settings.callTime ?? proposedCallTime] ?? [])
        .map((name) => [name, columnOf(name)])
        .filter(([name, column]) => name !== column)
    ),
    merging: mergingOf(layout, columnOf),
  };
}

/** The settings' name for something, else its own; things may be called `constructor`, so only own entries count. */
function own(names: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(names, name) ? names[name] : undefined) ?? name;
}

function columnsRead({ only, merge, callId, timings }: Layout, outcome: readonly string[], times: readonly string[]): string[] {
  const names = [
    ...outcome,
    ...times,
    ...(only ?? []).map(({ column }) => column),
    ...(merge?.keys ?? []).flatMap(({ columns }) => columns),
    merge?.id,
    callId,
    ...Object.values(timings).flat().flatMap(columnsOf),
  ];
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}

function columnsOf(reading: TimingReading): string[] {
  if ('from' in reading) {
    return [reading.from, reading.to];
  }
  return 'less' in reading ? [reading.column, reading.less] : [reading.column];
}

function mergingOf({ only, merge }: Layout, columnOf: (name: string) => string): string | null {
  if (merge === null && (only ?? []).length === 0) {
    return null;
  }
  const [first, ...others] = only ?? [];
  const which =
    first === undefined ? 'rows' : others.reduce((text, one) => `${text}, ${conditionText(one, columnOf)}`, rowsText(first, columnOf));
  return merge === null ? `${which} only` : `${which} merged by ${keyText(merge, columnOf)}`;
}

function rowsText({ column, values, not }: RowCondition, columnOf: (name: string) => string): string {
  return not === true ? `rows whose ${columnOf(column)} is not ${values.join(' or ')}` : `${values.join(' or ')} rows`;
}

function conditionText({ column, values, not }: RowCondition, columnOf: (name: string) => string): string {
  return `${columnOf(column)} ${not === true ? 'not ' : ''}${values.join(' or ')}`;
}

/** Where rows have several keys, the first that is filled counts. */
function keyText({ keys }: Merge, columnOf: (name: string) => string): string {
  return [...new Set(keys.map(({ columns }) => columns.map(columnOf).join(' and ')))].join(', else ');
}
