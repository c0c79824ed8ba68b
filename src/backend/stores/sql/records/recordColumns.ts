import { type RawBuilder, sql } from 'kysely';
import type { CallUnit } from '../../../../domain/callUnit';
import { CallResultError } from '../../../../domain/errors';
import type { CallTime } from '../../../../domain/layoutNames';
import type { CallResultSettings } from '../../../../domain/settings';
import type { OffsetSpan } from '../../../../domain/timeZone';
import type { Timing } from '../../../../domain/timings';
import type { Layout, OutcomeReading, RowCondition, TimingReading } from '../../../layouts/layout';
import type { SqlDialect } from '../dialect';
import { findColumn, mappedName, meaningfulColumns, timeColumns, timingColumns } from './columnNames';
import type { ColumnOf } from './readColumn';
import { outcomeExpressions } from './readOutcome';
import { instantOf } from './readTime';
import { timingExpression } from './readTiming';

/** What is read of one table of records: where each thing stands, by the records' own names of its columns. */
export interface RecordColumns {
  readonly times: readonly string[];
  readonly outcome: readonly OutcomeReading[];
  readonly only: RowCondition | null;
  readonly key: string | null;
  readonly id: string | null;
  readonly callId: string | null;
  readonly timings: Readonly<Record<Timing, TimingReading | null>>;
  /** The records' own columns that are kept as they are, for dimensions. */
  readonly kept: readonly string[];
}

/**
 * Finds what the layout needs among the columns that are there.
 * @throws CallResultError `settings`, naming the column that is missing, those that are there and the repair.
 */
export function findRecordColumns(settings: CallResultSettings, layout: Layout, callTime: CallTime, available: readonly string[], unit: CallUnit = 'calls'): RecordColumns {
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
  const outcome = layout.outcome.flatMap((reading) => {
    const column = find(reading.column);
    return column === null ? [] : [{ ...reading, column }];
  });
  const [wanted] = layout.outcome.filter(({ reads }) => reads !== 'answered');
  if (wanted !== undefined && outcome.every(({ reads }) => reads === 'answered')) {
    throw missingColumn(settings, layout, wanted.column, available);
  }
  const timing = (name: Timing) => firstThere(layout.timings[name] ?? [], find);
  const used = new Set([...meaningfulColumns(layout)].map(find));
  const named = new Set(settings.dimensions.flatMap((dimension) => ('column' in dimension ? [dimension.column] : [dimension.from, dimension.to])).map(find));
  const only = onlyOf(layout, unit);
  return {
    times,
    outcome,
    only: only === null ? null : { ...only, column: need(only.column) },
    key: layout.merge === null ? null : need(layout.merge.key),
    id: find(layout.merge?.id),
    callId: find(layout.callId),
    timings: { pdd: timing('pdd'), setup: timing('setup'), duration: timing('duration') },
    kept: available.filter((name) => !used.has(name) || named.has(name)),
  };
}

/** @throws CallResultError `query` if the layout's records are no single attempts. */
function onlyOf(layout: Layout, unit: CallUnit): RowCondition | null {
  if (unit === 'calls') {
    return layout.only ?? null;
  }
  if ('refused' in layout.attempts) {
    throw new CallResultError('query', `unit: attempts cannot be counted in records of the layout ${layout.name}: ${layout.attempts.refused}. Ask for calls.`);
  }
  return layout.attempts.only;
}

/** The first reading all of whose columns are there, with the records' own names. */
function firstThere(readings: readonly TimingReading[], find: (column: string) => string | null): TimingReading | null {
  for (const reading of readings) {
    const found = renamed(reading, find);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

function renamed(reading: TimingReading, find: (column: string) => string | null): TimingReading | null {
  if ('from' in reading) {
    const [from, to] = [find(reading.from), find(reading.to)];
    return from === null || to === null ? null : { from, to };
  }
  const column = find(reading.column);
  if ('less' in reading) {
    const less = find(reading.less);
    return column === null || less === null ? null : { ...reading, column, less };
  }
  return column === null ? null : { ...reading, column };
}

/** Columns of the records that are read at all, each once. */
export function usedColumns({ times, outcome, only, key, id, callId, timings, kept }: RecordColumns): string[] {
  const ofTimings = Object.values(timings).flatMap((timing) => (timing === null ? [] : timingColumns(timing)));
  return [...new Set([...times, ...outcome.map(({ column }) => column), only?.column, key, id, callId, ...ofTimings, ...kept])].filter((name) => name !== null && name !== undefined);
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
export function callTimeOf(dialect: SqlDialect, times: readonly string[], columnOf: ColumnOf, spans: readonly OffsetSpan[]): RawBuilder<number | null> {
  const instants = times.map((name) => instantOf(dialect, columnOf(name), spans));
  return instants.length === 1 && instants[0] !== undefined ? instants[0] : sql<number | null>`coalesce(${sql.join(instants)})`;
}

/** A condition for the rows that the layout takes. */
export function onlyCondition(dialect: SqlDialect, only: RowCondition | null, columnOf: ColumnOf): RawBuilder<boolean> | null {
  if (only === null) {
    return null;
  }
  const { expression, type } = columnOf(only.column);
  const values = sql.join(only.values.map((value) => sql.val(value)));
  const text = sql`coalesce(${dialect.text(expression, type)}, '')`;
  return only.not === true ? sql<boolean>`${text} not in (${values})` : sql<boolean>`${text} in (${values})`;
}

/** The columns of ours that every record is turned into, with their expressions. */
export function normalisedColumns(dialect: SqlDialect, columns: RecordColumns, columnOf: ColumnOf, spans: readonly OffsetSpan[]) {
  const timing = (name: Timing) => {
    const reading = columns.timings[name];
    return reading === null ? sql<null>`null` : timingExpression(dialect, reading, columnOf, spans);
  };
  const { code, word } = outcomeExpressions(dialect, columns.outcome, columnOf);
  const callId = columns.callId === null ? null : columnOf(columns.callId);
  return [
    { name: 'call_at', expression: callTimeOf(dialect, columns.times, columnOf, spans) },
    { name: 'code', expression: code },
    { name: 'word', expression: word },
    { name: 'call_id', expression: callId === null ? sql<null>`null` : dialect.text(callId.expression, callId.type) },
    { name: 'pdd', expression: timing('pdd') },
    { name: 'setup', expression: timing('setup') },
    { name: 'duration', expression: timing('duration') },
  ] as const;
}
