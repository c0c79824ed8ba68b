import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../../domain/errors';
import { recordText } from '../../../../domain/recordText';
import type { DoubtsAnswer, LatenessAnswer, NewestAnswer, RowsAnswer } from '../../catalogueAnswer';
import type { DoubtsQuestion, LatenessQuestion, NewestQuestion, RowLevelQuestion, RowsQuestion } from '../../catalogueQuestion';
import type { AnswerFacts } from '../../answer';
import type { ColumnDoubt } from '../../columnDoubts';
import type { TimeRange } from '../../question';
import type { StoreQuestion } from '../../store';
import { type AskedCalls, factsOf, factsWithoutStatement, joinedFacts } from '../answerQuestion';
import type { SqlDialect } from '../dialect';
import type { ColumnFacts } from '../records/columnFacts';
import { doubtColumns } from '../records/doubtColumns';
import type { StatementAnswer } from '../sqlServer';
import type { RowSource } from './rowSource';
import { duplicatesStatement, lastStatement, latenessStatement, newestStatement, rowsStatement, where } from './rowStatements';

type Run = (statement: RawBuilder<unknown>) => Promise<StatementAnswer>;

/** For what is known without looking at records. */
const NO_TIME: TimeRange = { from: 0, to: 0 };

/** Records that can be asked before they are merged. */
export interface AskedRows extends Pick<AskedCalls, 'unread' | 'origin'> {
  /** What was doubtful of records when their tables were opened. */
  readonly openedDoubts?: readonly ColumnDoubt[];
  readonly dialect: SqlDialect;
  /** The tables that are there, to be asked about a range (null: any time). */
  rowsOf(range: TimeRange | null): readonly RowSource[] | Promise<readonly RowSource[]>;
}

/** Whether a question is about records before they are merged. */
export function isAboutRows(question: StoreQuestion): question is RowLevelQuestion {
  return question.kind === 'newest' || question.kind === 'rows' || question.kind === 'lateness' || question.kind === 'doubts';
}

/**
 * Answers a question about records as they were written.
 * @throws CallResultError `query` if it names a dimension that no table has; what running the statements throws
 */
export async function answerRows(
  asked: AskedRows,
  question: RowLevelQuestion,
  run: Run
): Promise<NewestAnswer | RowsAnswer | LatenessAnswer | DoubtsAnswer> {
  refuseUnknownDimensions(await asked.rowsOf(NO_TIME), question);
  switch (question.kind) {
    case 'newest':
      return answerNewest(asked, question, run);
    case 'rows':
      return answerCounted(asked, question, run);
    case 'lateness':
      return answerLateness(asked, question, run);
    case 'doubts':
      return answerDoubts(asked, question, run);
  }
}

function refuseUnknownDimensions(rows: readonly RowSource[], { filters = [] }: RowLevelQuestion): void {
  const known = new Set(rows.flatMap(({ source }) => [...source.dimensions.keys()]));
  const unknown = filters.find(({ dimension }) => !known.has(dimension));
  if (unknown !== undefined) {
    throw new CallResultError(
      'query',
      `Unknown dimension "${unknown.dimension}". Available: ${[...known].slice(0, 50).join(', ') || 'none'}.`
    );
  }
}

async function answerNewest(
  asked: AskedRows,
  { before, spanMs, rows: max, filters = [] }: NewestQuestion,
  run: Run
): Promise<NewestAnswer> {
  const { rowsOf, unread } = asked;
  const none = { kind: 'newest', last: null, from: null, newestRows: 0, whole: true } as const;
  const sources = await rowsOf(null);
  if (sources.length === 0) {
    // Files of no bytes alone.
    return { ...none, ...factsWithoutStatement(unread) };
  }
  const found = await run(lastStatement(sources, before, filters));
  const lasts = (found.columns[0] ?? []).filter((value) => value !== null && value !== undefined).map(Number);
  if (lasts.length === 0) {
    return { ...none, ...factsOf(found, asked) };
  }
  const last = Math.max(...lasts);
  const range = { from: last - spanMs, to: last + 1 };
  const counted = await run(newestStatement(await rowsOf(range), range, max, filters));
  const rows = (counted.columns[1] ?? []).map(Number);
  const full = rows.flatMap((count, table) => (count < max ? [] : [Number(counted.columns[0]?.[table])]));
  const newestRows = rows.reduce((sum, count) => sum + count, 0);
  return {
    kind: 'newest',
    ...factsOfBoth(found, counted, asked),
    last,
    from: Math.max(range.from, ...full),
    newestRows,
    whole: full.length === 0,
  };
}

async function answerCounted(asked: AskedRows, { range, filters = [] }: RowsQuestion, run: Run): Promise<RowsAnswer> {
  const sources = await asked.rowsOf(range);
  if (sources.length === 0) {
    return { kind: 'rows', ...factsWithoutStatement(asked.unread), tables: [], duplicates: null };
  }
  const counted = await run(rowsStatement(sources, range, filters));
  const [numbers = [], rows = [], failures = []] = counted.columns;
  const tables = numbers.map((number, at) => ({
    table: sources[Number(number)]?.table ?? '',
    rows: Number(rows[at]),
    failures: Number(failures[at]),
  }));
  const statement = duplicatesStatement(sources, range, filters);
  if (statement === null) {
    return { kind: 'rows', ...factsOf(counted, asked), tables, duplicates: null };
  }
  const repeated = await run(statement);
  return { kind: 'rows', ...factsOfBoth(counted, repeated, asked), tables, duplicates: readDuplicates(repeated) };
}

function factsOfBoth(first: StatementAnswer, second: StatementAnswer, asked: AskedRows): AnswerFacts {
  const facts = [factsOf(first, asked), factsOf(second, asked)];
  return { ...factsOf(second, asked), ...joinedFacts(facts, first.milliseconds + second.milliseconds) };
}

function readDuplicates({ columns: [extra = [], calls = []] }: StatementAnswer): NonNullable<RowsAnswer['duplicates']> {
  const callId = calls.find((call) => call !== null && call !== undefined && call !== '');
  return {
    rows: extra.reduce<number>((sum, count) => sum + Number(count), 0),
    callId: callId === undefined ? null : recordText(String(callId)),
  };
}

async function answerLateness(asked: AskedRows, question: LatenessQuestion, run: Run): Promise<LatenessAnswer> {
  const { dialect, rowsOf, unread } = asked;
  const statement = latenessStatement(dialect, await rowsOf(null), question);
  if (statement === null) {
    return { kind: 'lateness', ...factsWithoutStatement(unread), lateness: null };
  }
  const found = await run(statement);
  const rowsOfSecond = new Map<number, number>();
  (found.columns[0] ?? []).forEach((value, at) => {
    const seconds = Number(value);
    rowsOfSecond.set(seconds, (rowsOfSecond.get(seconds) ?? 0) + Number(found.columns[1]?.[at]));
  });
  return { kind: 'lateness', ...factsOf(found, asked), lateness: [...rowsOfSecond].map(([seconds, rows]) => ({ seconds, rows })) };
}

async function answerDoubts(
  { rowsOf, unread, origin, openedDoubts = [] }: AskedRows,
  { range, rows: max, filters = [] }: DoubtsQuestion,
  run: Run
): Promise<DoubtsAnswer> {
  if (unread.doubts !== undefined) {
    return { kind: 'doubts', ...factsWithoutStatement(unread) };
  }
  const found: ColumnFacts[] = [];
  let facts: AnswerFacts = factsWithoutStatement(unread);
  for (const row of await rowsOf(range)) {
    const newest = sql`${row.source.from} where ${where(row, range, filters)} order by ${row.byTime} desc limit ${sql.lit(max)}`;
    const look = row.lookAtColumns?.(newest);
    if (look !== undefined) {
      const answer = await run(look.statement);
      found.push(...look.read(answer.columns));
      facts = factsOf(answer, { unread, origin });
    }
  }
  return { kind: 'doubts', ...facts, unread: { ...unread, doubts: [...doubtColumns(found), ...openedDoubts] } };
}
