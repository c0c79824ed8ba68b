import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { CallTime } from '../../../domain/layoutNames';
import type { CallResultSettings } from '../../../domain/settings';
import type { OffsetSpan } from '../../../domain/timeZone';
import type { Layout } from '../../layouts/layout';
import { findColumn, mappedName, meaningfulColumns, timeColumns } from './columnNames';
import { codeOfText, instantOfText, timingOfText, wordOfText } from './recordText';

/** Prefix of columns that hold the records' own columns, so that they can never clash with ours. */
const KEPT_PREFIX = 'record:';

export const keptColumn = (name: string) => sql.id(`${KEPT_PREFIX}${name}`);

/** What is read of one table of records: where each thing stands in its columns. */
export interface RecordColumns {
  readonly times: readonly string[];
  readonly code: string;
  readonly only: { readonly column: string; readonly value: string } | null;
  readonly key: string | null;
  readonly id: string | null;
  readonly callId: string | null;
  readonly timings: Readonly<Record<'pdd' | 'setup' | 'duration', { readonly column: string; readonly millisecondsPerUnit: number } | null>>;
  /** The records' own columns that are kept as they are, for dimensions. */
  readonly kept: readonly string[];
}

/**
 * Finds what the layout needs among the columns that are there.
 * @throws CallResultError `settings`, naming the column that is missing, those that are there and the repair.
 */
export function findRecordColumns(settings: CallResultSettings, layout: Layout, callTime: CallTime, available: readonly string[]): RecordColumns {
  const find = (column: string | null | undefined) => (column === null || column === undefined ? null : findColumn(settings, available, column));
  const need = (column: string): string => {
    const found = find(column);
    if (found === null) {
      throw missingColumn(settings, layout, column, available);
    }
    return found;
  };
  const wantedTimes = timeColumns(layout, callTime);
  const times = wantedTimes.map(find).filter((name) => name !== null);
  if (times.length === 0) {
    throw missingColumn(settings, layout, wantedTimes[0] ?? 'time', available);
  }
  const timing = (name: 'pdd' | 'setup' | 'duration') => {
    const of = layout.timings[name];
    const column = find(of?.column);
    return of === undefined || column === null ? null : { column, millisecondsPerUnit: of.millisecondsPerUnit };
  };
  const used = new Set([...meaningfulColumns(layout)].map(find));
  const named = new Set(settings.dimensions.flatMap((dimension) => ('column' in dimension ? [dimension.column] : [dimension.from, dimension.to])).map(find));
  return {
    times,
    code: need(layout.code),
    only: layout.only === undefined ? null : { column: need(layout.only.column), value: layout.only.value },
    key: layout.merge === null ? null : need(layout.merge.key),
    id: find(layout.merge?.id),
    callId: find(layout.callId),
    timings: { pdd: timing('pdd'), setup: timing('setup'), duration: timing('duration') },
    kept: available.filter((name) => !used.has(name) || named.has(name)),
  };
}

/** Columns of the records that are read at all, each once. */
export function usedColumns({ times, code, only, key, id, callId, timings, kept }: RecordColumns): string[] {
  const ofTimings = Object.values(timings).map((timing) => timing?.column);
  return [...new Set([...times, code, only?.column, key, id, callId, ...ofTimings, ...kept])].filter((name) => name !== null && name !== undefined);
}

function missingColumn(settings: CallResultSettings, layout: Layout, column: string, available: readonly string[]): CallResultError {
  const wanted = mappedName(settings, column);
  return new CallResultError(
    'settings',
    `no column "${wanted}", which the layout ${layout.name} needs. There are: ${available.slice(0, 30).map(printable).join(', ')}. Choose another layout, or name the column that holds it under columns: {"${column}": "…"}.`
  );
}

/** Names out of a file that is none of records may be anything. */
function printable(name: string): string {
  const text = name.replace(/[\p{C}\uFFFD]/gu, '·');
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The call's time: of the columns that can tell it, the first one that does in this row. */
export function callTimeOf(columns: RecordColumns, spans: readonly OffsetSpan[]): RawBuilder<number | null> {
  const times = columns.times.map((name) => instantOfText(sql<string | null>`${sql.id(name)}`, spans));
  return times.length === 1 && times[0] !== undefined ? times[0] : sql<number | null>`coalesce(${sql.join(times)})`;
}

/** The columns of ours that every record is turned into, with their expressions. */
export function normalisedColumns(columns: RecordColumns, spans: readonly OffsetSpan[]) {
  const text = (name: string) => sql<string | null>`${sql.id(name)}`;
  const timing = (name: 'pdd' | 'setup' | 'duration') => {
    const of = columns.timings[name];
    return of === null ? sql`null` : timingOfText(text(of.column), of.millisecondsPerUnit);
  };
  const code = codeOfText(text(columns.code));
  return [
    { name: 'call_at', expression: callTimeOf(columns, spans) },
    { name: 'code', expression: code },
    { name: 'word', expression: wordOfText(text(columns.code), code) },
    { name: 'call_id', expression: columns.callId === null ? sql`null` : text(columns.callId) },
    { name: 'pdd', expression: timing('pdd') },
    { name: 'setup', expression: timing('setup') },
    { name: 'duration', expression: timing('duration') },
  ] as const;
}
