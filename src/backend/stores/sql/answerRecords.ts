import type { RawBuilder } from 'kysely';
import type { CallResultError } from '../../../domain/errors';
import type { ColumnDoubt } from '../columnDoubts';
import type { TablesAnswer } from '../catalogueAnswer';
import type { TimeRange } from '../question';
import type { Arrivals, StoreAnswer, StoreQuestion } from '../store';
import { answerQuestion, type AskedCalls, factsOf, factsWithoutStatement, shapeOf } from './answerQuestion';
import type { CallsSource } from './callsSource';
import type { SqlDialect } from './dialect';
import { answerParts, type RangePart } from './rollup/answerParts';
import { type RollupQuestion, suitsRollup } from './rollup/suitsRollup';
import { answerRows, isAboutRows } from './rows/answerRows';
import type { ColumnDoubts } from './rows/newestDoubts';
import type { RowSource } from './rows/rowSource';
import type { StatementAnswer } from './sqlServer';
import type { TablesExtent } from './tables/extent';

/** Questions whose answers are numbers or calls that somebody reads. */
const COUNTS_CALLS: ReadonlySet<StoreQuestion['kind']> = new Set(['counts', 'breakdown', 'histogram', 'timing', 'records']);

/** Records of a store, and the ways to ask them. */
export interface AskedRecords extends Omit<AskedCalls, 'source'> {
  readonly dialect: SqlDialect;
  /** Another text whenever the records have changed; absent where that cannot be told. */
  readonly version?: string;
  /** As of `Store`; absent where it cannot be told. */
  changes?(from: string, to: string): readonly TimeRange[] | null;
  run(statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer>;
  /** What is known of a database's tables; none where the records are files. */
  readonly tables: TablesAnswer['tables'];
  /** The records of each table before any are merged, for a range (null: any time). */
  rowsOf(range: TimeRange | null, signal: AbortSignal): readonly RowSource[] | Promise<readonly RowSource[]>;
  /** When the first and the last record was, where an index tells it faster than counting; absent: nowhere. */
  extent?(signal: AbortSignal): Promise<TablesExtent>;
  /** As of `Store`; absent where the order of insertion is not known. */
  arrivals?(since: Arrivals['mark'] | null, signal: AbortSignal): Promise<Arrivals | null>;
  /** What was doubtful of records when their tables were opened; absent: that is in `unread`. */
  readonly openedDoubts?: readonly ColumnDoubt[];
  /** What is doubtful of columns, where that is not in `unread`; waits for a look, and null if that failed. */
  doubts?(): Promise<ColumnDoubts | null>;
  /** Counted calls; absent: none are kept. */
  readonly rollup?: {
    readonly table: string;
    /** What it keeps and the records have as well. */
    readonly dimensions: ReadonlySet<string>;
    /** Which parts of the range it answers, and which the records; null: the records all of it. */
    parts(question: RollupQuestion, signal: AbortSignal): Promise<readonly RangePart[] | null>;
  };
  /** Whether a statement failed because the records are not what was opened any more, or not all of them can be read; absent: no. */
  isOutdated?(error: CallResultError): Promise<boolean>;
  /** The calls that a question is about, with no more columns than it needs. */
  calls(question: StoreQuestion, signal: AbortSignal): CallsSource | Promise<CallsSource>;
}

/**
 * Answers a question in the best of the ways there are, the same on every store: from what is known without a statement, from records
 * before they are merged, from an index, from a rollup, and else from the calls.
 * @throws CallResultError `query` if it names what is not there; what running the statements throws
 */
export async function answerRecords(asked: AskedRecords, question: StoreQuestion, signal: AbortSignal): Promise<StoreAnswer> {
  const answering = answerOf(asked, question, signal);
  if (asked.doubts === undefined || !COUNTS_CALLS.has(question.kind)) {
    return answering;
  }
  const [answer, doubts] = await Promise.all([answering, asked.doubts()]);
  return { ...answer, unread: { ...answer.unread, ...doubts } };
}

async function answerOf(asked: AskedRecords, question: StoreQuestion, signal: AbortSignal): Promise<StoreAnswer> {
  const { dialect, unread, origin, extent, rollup } = asked;
  const run = (statement: RawBuilder<unknown>) => asked.run(statement, signal);
  if (question.kind === 'tables') {
    return { kind: 'tables', tables: asked.tables, ...factsWithoutStatement(unread) };
  }
  if (isAboutRows(question)) {
    return answerRows({ ...asked, rowsOf: (range) => asked.rowsOf(range, signal) }, question, run);
  }
  if (question.kind === 'extent' && extent !== undefined && (question.filters ?? []).length === 0) {
    const { first, last, answer } = await extent(signal);
    return {
      kind: 'extent',
      calls: null,
      first,
      last,
      ...shapeOf(asked, await asked.calls({ ...question, kind: 'shape' }, signal)),
      ...factsOf(answer, asked),
    };
  }
  if (rollup !== undefined && suitsRollup(question, rollup.dimensions)) {
    const parts = await rollup.parts(question, signal);
    if (parts !== null) {
      const fromRecords = parts.some(({ isRollup }) => !isRollup);
      const of = { ...asked, origin: { records: fromRecords ? origin.records : [], rollup: rollup.table } };
      return answerParts(dialect, of, question, parts, asked.run, signal);
    }
  }
  return answerQuestion(dialect, { ...asked, source: await asked.calls(question, signal) }, question, run);
}
