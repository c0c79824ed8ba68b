import { type RawBuilder, sql } from 'kysely';
import type { CallTime } from '../../../../domain/callTimes';
import type { Layout, OutcomeReading } from '../../../../domain/layouts/layout';
import type { CallResultSettings } from '../../../../domain/settings';
import type { SqlDialect } from '../dialect';
import { findColumn, timingColumns } from './columnNames';
import { greatestText } from './greatestText';
import { isPresent } from './presentText';
import type { ColumnOf } from './readColumn';
import { isAnswered, isNotUnderstood } from './readOutcome';
import { isUsualClockTime } from './readTime';
import type { RecordColumns } from './recordColumns';

/** What a column is read for, as far as it matters that it is empty. */
export type ColumnUse = 'key' | 'callTime' | 'other';

type Answered = Extract<OutcomeReading, { reads: 'answered' }>['when'];

/** What a column with a meaning holds. */
export interface ColumnFacts {
  readonly column: string;
  readonly uses: readonly ColumnUse[];
  readonly rows: number;
  /** Rows with a value. */
  readonly filled: number;
  /** Rows with a time of day; null where the column is not one of times. */
  readonly timed: number | null;
  /** Rows with a date and a time of day; null where the column is not a key that rows are merged by. */
  readonly timesOfKey: number | null;
  /** Rows that say that the call was answered; null where that is not for the column alone to say. */
  readonly answered: number | null;
  /** Rows that say neither that it was answered nor that it was not. */
  readonly notUnderstood: number;
  /** A value that is not understood, else any. */
  readonly example: string | null;
}

interface FactsColumn {
  readonly column: string;
  readonly uses: readonly ColumnUse[];
  readonly isTime: boolean;
  /** Whether it tells calls without other columns. */
  readonly isKey: boolean;
  readonly when: Answered | null;
}

/** A day, perhaps with the time of midnight. */
const DATE_ALONE = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T ]00:00(?::00(?:[.]0{1,9})?)?(?: ?(?:Z|UTC|[+-]00(?::?00)?))?)?`;
const DATE_AND_TIME = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})[T ]\d{1,2}:\d{2}.*`;
const AGGREGATES = 6;

/** Columns with a meaning, each once. */
function factsColumns(
  { times, outcome, keys, callId, timings }: RecordColumns,
  { settings, layout, callTime }: { settings: CallResultSettings; layout: Layout; callTime: CallTime }
): FactsColumn[] {
  const chosen = layout.times[callTime] ?? [];
  const isChosen = (column: string) => chosen.some((name) => findColumn(settings, [column], name) !== null);
  const ofKeys = new Set((keys ?? []).flatMap(({ columns }) => columns));
  const ofTimings = Object.values(timings).flatMap((readings) => (readings ?? []).flatMap(timingColumns));
  const all = [...times, ...outcome.map(({ column }) => column), ...ofKeys, ...(callId === null ? [] : [callId]), ...ofTimings];
  return [...new Set(all)].map((column) => ({
    column,
    uses: [
      ...(ofKeys.has(column) ? (['key'] as const) : []),
      ...(times.includes(column) && isChosen(column) ? (['callTime'] as const) : []),
      'other',
    ],
    isTime: times.includes(column),
    isKey: (keys ?? []).some(({ columns: [only, ...others] }) => only === column && others.length === 0),
    when: outcome.flatMap((reading) => (reading.reads === 'answered' && reading.column === column ? [reading.when] : []))[0] ?? null,
  }));
}

/**
 * The statement that looks at columns with a meaning, and how its answer is read.
 * @param rows what follows `from`: the records to look at
 */
export function lookAtColumns(
  dialect: SqlDialect,
  record: RecordColumns,
  of: { readonly settings: CallResultSettings; readonly layout: Layout; readonly callTime: CallTime },
  columnOf: ColumnOf,
  rows: RawBuilder<unknown>
) {
  const columns = factsColumns(record, of);
  const missing = record.missing.ofMeanings;
  const count = (condition: RawBuilder<boolean>) => sql`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
  const texts = columns.map(({ column }, index) => {
    const { expression, type } = columnOf(column);
    return sql`${dialect.trim(dialect.text(expression, type))} as ${sql.id(`t${index}`)}`;
  });
  const present = columns.map((_, index) => {
    const isThere = isPresent(dialect, sql<string | null>`${sql.id(`t${index}`)}`, missing);
    return sql`case when ${isThere} then 1 else 0 end as ${sql.id(`p${index}`)}`;
  });
  const aggregates = columns.flatMap(({ column, isTime, isKey, when }, index) => {
    const text = sql<string | null>`${sql.id(`t${index}`)}`;
    const isThere = sql<boolean>`${sql.id(`p${index}`)} = 1`;
    const isText = ['text', 'other'].includes(columnOf(column).type);
    const read = { ...columnOf(column), expression: text, type: 'text' as const };
    const unknown = when === null || !isText ? null : isNotUnderstood(dialect, when, read, missing);
    return [
      count(isThere),
      isTime ? count(sql<boolean>`(${isThere} and ${isTimed(dialect, text)})`) : sql`0`,
      // Digits are before this character.
      isKey ? count(sql<boolean>`(${isThere} and case when ${text} < ':' then ${dialect.fullMatch(text, DATE_AND_TIME)} end)`) : sql`0`,
      when === 'present' || when === 'yes' ? count(isAnswered(dialect, when, read, text, missing)) : sql`0`,
      unknown === null ? sql`0` : count(unknown),
      unknown === null
        ? sql`max(case when ${isThere} then ${text} end)`
        : sql`coalesce(max(case when ${unknown} then ${text} end), max(case when ${isThere} then ${text} end))`,
    ];
  });
  const named = [sql`count(*)`, ...aggregates].map((aggregate, index) => sql`${aggregate} as ${sql.id(`a${index}`)}`);
  return {
    statement: sql`select ${sql.join(named)} from (select texts.*, ${sql.join(present)} from (select ${sql.join(texts)} from ${rows}) as texts) as present`,
    read: (answer: readonly (readonly unknown[])[]): ColumnFacts[] =>
      columns.map(({ column, uses, isTime, isKey, when }, index) => {
        const [filled, timed, timesOfKey, answered, notUnderstood, example] = answer.slice(1 + index * AGGREGATES).map(([value]) => value);
        return {
          column,
          uses,
          rows: Number(answer[0]?.[0] ?? 0),
          filled: Number(filled),
          timed: isTime ? Number(timed) : null,
          timesOfKey: isKey ? Number(timesOfKey) : null,
          answered: when === 'present' || when === 'yes' ? Number(answered) : null,
          notUnderstood: Number(notUnderstood),
          example: example === null || example === undefined ? null : String(example),
        };
      }),
  };
}

/** Whether a text that is there is more than a day; nearly all are told by a look that is cheap. */
function isTimed(dialect: SqlDialect, text: RawBuilder<string | null>): RawBuilder<boolean> {
  return sql<boolean>`case when ${isUsualClockTime(dialect, text)} and ${text} not like '% 00:00:00%' then 1 = 1 else not ${dialect.fullMatch(text, DATE_ALONE)} end`;
}

/** What is found of a column in rows, from what was found in two parts of them: as if all had been looked at together. */
export function sumOfFacts(one: ColumnFacts, other: ColumnFacts): ColumnFacts {
  const both = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : a + b);
  const isTold = one.notUnderstood > 0 !== other.notUnderstood > 0;
  return {
    column: one.column,
    uses: [...new Set([...one.uses, ...other.uses])],
    rows: one.rows + other.rows,
    filled: one.filled + other.filled,
    timed: both(one.timed, other.timed),
    timesOfKey: both(one.timesOfKey, other.timesOfKey),
    answered: both(one.answered, other.answered),
    notUnderstood: one.notUnderstood + other.notUnderstood,
    example: isTold ? (one.notUnderstood > 0 ? one : other).example : greatestText(one.example, other.example),
  };
}
