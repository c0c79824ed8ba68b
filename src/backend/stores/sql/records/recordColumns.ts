import { type RawBuilder, sql } from 'kysely';
import type { CallUnit } from '../../../../domain/callUnit';
import { CallResultError } from '../../../../domain/errors';
import { type MissingValues, missingValues } from '../../../../domain/missingValues';
import { nearestNames } from '../../../../domain/nearestNames';
import type { CallTime } from '../../../../domain/callTimes';
import type { CallResultSettings } from '../../../../domain/settings';
import type { OffsetSpan } from '../../../../domain/timeZone';
import type { Timing } from '../../../../domain/timings';
import type { RowRule } from '../../../../domain/rowRules';
import type { KeyReading, Layout, Merge, OutcomeReading, RowCondition, TimingReading } from '../../../../domain/layouts/layout';
import type { SqlDialect } from '../dialect';
import { findColumn, mappedName, meaningfulColumns, outcomeColumns, timeColumns, timingColumns } from './columnNames';
import { type DecidedOutcome, decidedOutcome } from './decidedOutcome';
import { presentOrNull } from './presentText';
import type { ColumnOf } from './readColumn';
import { outcomeExpressions } from './readOutcome';
import { instantOf } from './readTime';
import { timingExpression } from './readTiming';
import { type UnbridgedColumns, unbridgedColumns } from './unbridgedLegs';

/** Conditions that all must hold; `none` where a layout's records are nothing of the kind. */
export type RowSelection = readonly RowCondition[] | 'none';

/** What is read of one table of records: where each thing stands, by the records' own names of its columns. */
export interface RecordColumns {
  readonly times: readonly string[];
  readonly outcome: readonly OutcomeReading[];
  /** Rules that are evaluated for every row. */
  readonly rowRules: readonly RowRule[];
  /** Which rows are counted as calls, and which as attempts. */
  readonly rows: Readonly<Record<CallUnit, RowSelection>>;
  /** What rows of one call share, the first that is filled; null where nothing tells. */
  readonly keys: readonly KeyReading[] | null;
  /** Where legs of one call may have no key in common; null where they have one. */
  readonly unbridged: UnbridgedColumns | null;
  readonly id: string | null;
  readonly callId: string | null;
  /** Where each timing may stand, the better first; null where it cannot be told. */
  readonly timings: Readonly<Record<Timing, readonly TimingReading[] | null>>;
  /** The records' own columns that are kept as they are, for dimensions. */
  readonly kept: readonly string[];
  readonly missing: MissingValues;
}

/**
 * Finds what the layout needs among the columns that are there.
 * @throws CallResultError `settings`, naming the column that is missing, those that are there and the repair.
 */
export function findRecordColumns(
  settings: CallResultSettings,
  layout: Layout,
  callTime: CallTime,
  available: readonly string[]
): RecordColumns {
  const find = (column: string | null | undefined) =>
    column === null || column === undefined ? null : findColumn(settings, available, column);
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
  const isSaidBetter = (reading: OutcomeReading) => 'unless' in reading && reading.unless?.some((column) => find(column) !== null);
  const outcome = layout.outcome.flatMap((reading) => {
    const column = find(reading.column);
    if (column === null || isSaidBetter(reading)) {
      return [];
    }
    if (reading.reads !== 'word' || reading.onlyIf === undefined) {
      return [{ ...reading, column }];
    }
    const condition = find(reading.onlyIf.column);
    return condition === null ? [] : [{ ...reading, column, onlyIf: { ...reading.onlyIf, column: condition } }];
  });
  const [wanted] = layout.outcome.filter(({ reads }) => reads !== 'answered');
  // Of records whose columns the user names, an answer alone is an outcome too: Kamailio's acc_cdrs has no other.
  const enough = layout.columnsNamedByUser === true ? outcome.length > 0 : outcome.some(({ reads }) => reads !== 'answered');
  if (wanted !== undefined && !enough) {
    throw missingColumn(settings, layout, wanted.column, available);
  }
  const timing = (name: Timing) => readingsThere(layout.timings[name] ?? [], find);
  const used = new Set([...meaningfulColumns(layout)].map(find));
  const inSettings = settings.dimensions.flatMap((dimension) =>
    'column' in dimension ? [dimension.column] : [dimension.from, dimension.to]
  );
  const named = new Set([...inSettings, ...Object.values(layout.dimensions)].map(find));
  const isDimension = (name: string) => named.has(name) || (layout.notDimensions !== 'others' && !used.has(name));
  const conditions = (layout.only ?? []).flatMap((condition) =>
    condition.optional === true && find(condition.column) === null ? [] : [{ ...condition, column: need(condition.column) }]
  );
  const rowRules = (layout.rowRules ?? []).map((rule) => withFoundColumns(rule, find, available));
  // Rows that are the same in all that is kept are then the same to the rules.
  const ruled = new Set(rowRules.flatMap(({ when }) => when.map(({ column }) => column)));
  return {
    times,
    outcome,
    rowRules,
    rows: { calls: conditions, attempts: attemptRows(layout, find, conditions) },
    keys: layout.merge === null ? null : keysThere(layout.merge, find, need),
    unbridged: unbridgedColumns(layout.merge?.unbridged, find),
    id: find(layout.merge?.id),
    callId: find(layout.callId),
    timings: { pdd: timing('pdd'), setup: timing('setup'), duration: timing('duration') },
    kept: available.filter((name) => isDimension(name) || ruled.has(name)),
    missing: missingValues(settings.missing),
  };
}

/** @throws CallResultError `settings` if the rule looks at a column that is not there: the nearest names */
function withFoundColumns(rule: RowRule, find: (column: string) => string | null, available: readonly string[]): RowRule {
  const when = rule.when.map((condition) => {
    const column = find(condition.column);
    if (column === null) {
      const near = nearestNames(condition.column, available).map(printable).join(', ');
      throw new CallResultError(
        'settings',
        `rules: ${rule.name} looks at the column "${condition.column}", which the records do not have. ${near === '' ? listed(available) : `Did you mean ${near}?`} Correct the column in the rule, or remove the rule.`
      );
    }
    return { ...condition, column };
  });
  return { ...rule, when };
}

/** The keys all of whose columns are there; null if there is none and the layout can do without. */
function keysThere(
  { keys, optional }: Merge,
  find: (column: string) => string | null,
  need: (column: string) => string
): readonly KeyReading[] | null {
  const there = keys.flatMap(({ columns, pair, unless = [] }): KeyReading[] => {
    const found = columns.map(find).filter((column) => column !== null);
    const isSaidBetter = unless.some((column) => find(column) !== null);
    return found.length < columns.length || isSaidBetter ? [] : [{ columns: found, ...(pair === undefined ? {} : { pair }) }];
  });
  if (there.length === 0 && optional !== true) {
    keys[0]?.columns.forEach(need);
  }
  return there.length === 0 ? null : there;
}

function attemptRows({ attempts }: Layout, find: (column: string) => string | null, calls: readonly RowCondition[]): RowSelection {
  if ('refused' in attempts) {
    return 'none';
  }
  if (attempts.only === null) {
    return calls;
  }
  const column = find(attempts.only.column);
  // What a layout says of calls by the same column is not about attempts: some have rows of their own, which are not calls.
  const others = calls.filter((condition) => !(condition.optional === true && condition.column === column));
  return column === null ? 'none' : [...others, { ...attempts.only, column }];
}

/**
 * @param hasAttempts whether the records have what tells attempts from other rows
 * @throws CallResultError `query` if attempts cannot be counted in these records: why, and what can be done
 */
export function refuseMissingAttempts(layout: Layout, unit: CallUnit, hasAttempts: boolean): void {
  if (unit === 'calls') {
    return;
  }
  if ('refused' in layout.attempts) {
    throw new CallResultError(
      'query',
      `unit: attempts are not available in layout ${layout.name}: ${layout.attempts.refused}. Count calls.`
    );
  }
  if (!hasAttempts) {
    const column = layout.attempts.only?.column ?? '';
    throw new CallResultError(
      'query',
      `unit: attempts need the column "${column}", which the records do not have. Count calls, or enter the column under columns: {"${column}": "…"} in the data source settings.`
    );
  }
}

/** The readings all of whose columns are there, with the records' own names; null if there is none. */
function readingsThere(readings: readonly TimingReading[], find: (column: string) => string | null): readonly TimingReading[] | null {
  const found = readings.filter(({ unless }) => unless === undefined || find(unless) === null).map((reading) => renamed(reading, find));
  const there = found.filter((reading) => reading !== null);
  return there.length === 0 ? null : there;
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
export function usedColumns({ times, outcome, rows, keys, unbridged, id, callId, timings, kept }: RecordColumns): string[] {
  const ofTimings = Object.values(timings).flatMap((readings) => (readings ?? []).flatMap(timingColumns));
  const ofRows = Object.values(rows).flatMap((selection) => (selection === 'none' ? [] : selection.map(({ column }) => column)));
  return [
    ...new Set([
      ...times,
      ...outcome.flatMap(outcomeColumns),
      ...ofRows,
      ...(keys ?? []).flatMap(({ columns }) => columns),
      ...(unbridged?.common ?? []),
      id,
      callId,
      ...ofTimings,
      ...kept,
    ]),
  ].filter((name) => name !== null && name !== undefined);
}

/** Columns whose texts tell which rows are calls, and the number of the record. */
export function comparedColumns({ rows, id }: RecordColumns): ReadonlySet<string> {
  const ofRows = Object.values(rows).flatMap((selection) => (selection === 'none' ? [] : selection.map(({ column }) => column)));
  return new Set([...ofRows, ...(id === null ? [] : [id])]);
}

/** Columns of the records that may hold moments, each once. */
export function momentColumns({ times, outcome, timings }: RecordColumns): string[] {
  const ofAnswers = outcome.flatMap((reading) =>
    reading.reads === 'answered' && (reading.when === 'time' || reading.when === 'yes') ? [reading.column] : []
  );
  const ofTimings = Object.values(timings).flatMap((readings) =>
    (readings ?? []).flatMap((reading) => ('from' in reading ? timingColumns(reading) : []))
  );
  return [...new Set([...times, ...ofAnswers, ...ofTimings])];
}

/** Names of columns do not begin with a date. */
const BEGINS_WITH_A_DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})/;

function missingColumn(settings: CallResultSettings, layout: Layout, column: string, available: readonly string[]): CallResultError {
  const wanted = mappedName(settings, column);
  if (settings.engine === 'files' && settings.header && available.some((name) => BEGINS_WITH_A_DATE.test(name))) {
    return new CallResultError(
      'settings',
      `Column "${wanted}", which layout ${layout.name} needs, is missing, and the first line looks like a record rather than column names. ${listed(available)} Add a line with the column names before it, or set header to false and name the columns by their positions, such as {"${column}": 1}.`
    );
  }
  return new CallResultError(
    'settings',
    `Column "${wanted}", which layout ${layout.name} needs, is missing. ${listed(available)} Choose another layout, or enter the column under columns: {"${column}": "…"}.`
  );
}

function listed(available: readonly string[]): string {
  return `Available: ${available.slice(0, 30).map(printable).join(', ')}.`;
}

/** Names out of a file that is none of records may be anything. */
function printable(name: string): string {
  const text = name.replace(/[\p{C}\uFFFD]/gu, '·');
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The call's time: of the columns that can tell it, the first one that does in this row. */
export function callTimeOf(
  dialect: SqlDialect,
  times: readonly string[],
  columnOf: ColumnOf,
  spans: readonly OffsetSpan[]
): RawBuilder<number | null> {
  const instants = times.map((name) => instantOf(dialect, columnOf(name), spans));
  return instants.length === 1 && instants[0] !== undefined ? instants[0] : sql<number | null>`coalesce(${sql.join(instants)})`;
}

/** A condition for the rows that are counted; null where all are. */
export function rowsCondition(dialect: SqlDialect, rows: RowSelection, columnOf: ColumnOf): RawBuilder<boolean> | null {
  if (rows === 'none') {
    return sql<boolean>`1 = 0`;
  }
  const conditions = rows.map((row) => rowCondition(dialect, row, columnOf));
  return conditions.length === 0 ? null : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** A condition for one row, which holds for none whose value is missing unless it says so. */
export function rowCondition(dialect: SqlDialect, row: RowCondition, columnOf: ColumnOf): RawBuilder<boolean> {
  const { expression, type } = columnOf(row.column);
  const values = sql.join(row.values.map((value) => sql.val(value)));
  const own = dialect.text(expression, type);
  if (row.not !== true && !row.values.includes('')) {
    // A planner guesses how many rows these are from the column's values, which it does not see within a coalesce.
    return sql<boolean>`${own} in (${values})`;
  }
  const text = sql`coalesce(${own}, '')`;
  return row.not === true ? sql<boolean>`${text} not in (${values})` : sql<boolean>`${text} in (${values})`;
}

/** How a record ended, by what it says and by the rules that look at its columns. */
export function recordOutcome(
  dialect: SqlDialect,
  { outcome, rowRules, missing }: Pick<RecordColumns, 'outcome' | 'rowRules' | 'missing'>,
  columnOf: ColumnOf
): DecidedOutcome {
  return decidedOutcome(dialect, outcomeExpressions(dialect, outcome, columnOf, missing.ofMeanings), rowRules, columnOf, missing);
}

/** The columns of ours that every record is turned into, with their expressions. */
export function normalizedColumns(dialect: SqlDialect, columns: RecordColumns, columnOf: ColumnOf, spans: readonly OffsetSpan[]) {
  const timing = (name: Timing) => {
    const readings = columns.timings[name];
    // Of null alone PostgreSQL makes a text.
    return readings === null ? sql<null>`nullif(0, 0)` : timingExpression(dialect, readings, columnOf, spans).ms;
  };
  const { code, word, rule } = recordOutcome(dialect, columns, columnOf);
  const callId = columns.callId === null ? null : presentOrNull(dialect, columnOf(columns.callId), columns.missing.ofMeanings);
  return [
    { name: 'call_at', expression: callTimeOf(dialect, columns.times, columnOf, spans) },
    { name: 'code', expression: code },
    { name: 'word', expression: word },
    { name: 'rule', expression: rule ?? sql.lit(0) },
    { name: 'call_id', expression: callId ?? sql<null>`null` },
    { name: 'pdd', expression: timing('pdd') },
    { name: 'setup', expression: timing('setup') },
    { name: 'duration', expression: timing('duration') },
  ] as const;
}
