import { CallResultError } from '../../domain/errors';
import type { BreakdownAnswer, CountsAnswer, HistogramAnswer, RecordsAnswer, TimingAnswer } from './answer';
import type {
  ColumnsAnswer,
  DistinctAnswer,
  DoubtsAnswer,
  ExtentAnswer,
  LatenessAnswer,
  NewestAnswer,
  RowsAnswer,
  ShapeAnswer,
  TablesAnswer,
  ValuesAnswer,
} from './catalogueAnswer';
import type {
  ColumnsQuestion,
  DistinctQuestion,
  ExtentQuestion,
  RowLevelQuestion,
  ShapeQuestion,
  TablesQuestion,
  ValuesQuestion,
} from './catalogueQuestion';
import type { BreakdownQuestion, CountsQuestion, HistogramQuestion, RecordsQuestion, TimeRange, TimingQuestion } from './question';

/** Everything a store can be asked; plain data that knows no engine. */
export type StoreQuestion =
  | CountsQuestion
  | BreakdownQuestion
  | TimingQuestion
  | HistogramQuestion
  | RecordsQuestion
  | ValuesQuestion
  | ExtentQuestion
  | ShapeQuestion
  | ColumnsQuestion
  | DistinctQuestion
  | RowLevelQuestion
  | TablesQuestion;

/** What each kind of question is answered by. */
export interface StoreAnswers {
  readonly counts: CountsAnswer;
  readonly breakdown: BreakdownAnswer;
  readonly timing: TimingAnswer;
  readonly histogram: HistogramAnswer;
  readonly records: RecordsAnswer;
  readonly values: ValuesAnswer;
  readonly extent: ExtentAnswer;
  readonly shape: ShapeAnswer;
  readonly columns: ColumnsAnswer;
  readonly distinct: DistinctAnswer;
  readonly newest: NewestAnswer;
  readonly rows: RowsAnswer;
  readonly lateness: LatenessAnswer;
  readonly doubts: DoubtsAnswer;
  readonly tables: TablesAnswer;
}

export type StoreAnswer<Q extends StoreQuestion = StoreQuestion> = StoreAnswers[Q['kind']];

/** Records that were inserted. */
export interface Arrivals {
  /** Where the next look goes on. */
  readonly mark: string;
  /** When the calls were that these records can change; null: at any time. */
  readonly touched: readonly TimeRange[] | null;
}

/** What a question is part of, as a query of two sides: questions of the same asker are not repetitions of each other. */
export type Asker = object;

/**
 * A place with call records. All methods reject with a CallResultError: `store` if the records cannot be read,
 * `settings` if the data source is set up wrongly, `query` if the question names what does not exist, `cancelled` as
 * soon as the signal is aborted (the running statement is then stopped).
 */
export interface Store {
  ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal, asker?: Asker): Promise<StoreAnswer<Q>>;
  /** Another text whenever the records may have changed; null or absent where that cannot be told. */
  version?(signal: AbortSignal): Promise<string | null>;
  /** When the calls were that may differ between two versions, an earlier and a later one; null or absent where that cannot be told. */
  changes?(from: string, to: string, signal: AbortSignal): Promise<readonly TimeRange[] | null>;
  /** What records were inserted since an earlier look (null: the first one); null or absent where that cannot be told. Not all of them need be among it. */
  arrivals?(since: Arrivals['mark'] | null, signal: AbortSignal): Promise<Arrivals | null>;
  close(): Promise<void>;
}

/**
 * An answer as the type of its question has it, which the compiler cannot follow through a switch over kinds.
 * @throws CallResultError `plugin` if it is of another kind
 */
export function answerTo<Q extends StoreQuestion>(question: Q, answer: StoreAnswer): StoreAnswer<Q> {
  if (answer.kind !== question.kind) {
    throw new CallResultError('plugin', `A question of kind "${question.kind}" was answered by "${answer.kind}".`);
  }
  return answer as StoreAnswer<Q>;
}

export const DEFAULT_TEMP_LIMIT_MB = 10_000;

/** What the server's owner decides and an administrator of an organization may not. */
export interface StoreEnvironment {
  /** The only folder whose files may be read. */
  readonly recordsDir: string;
  /** Megabytes of memory that the engine inside the process may use, and its threads. */
  readonly memoryLimitMb: number;
  /** Megabytes of disk that it may use for what does not fit into memory; absent: `DEFAULT_TEMP_LIMIT_MB`. */
  readonly tempLimitMb?: number;
  readonly threads: number;
  /** How long one query may take, milliseconds. */
  readonly longestQueryMs: number;
  /** How long a question waits for files that are being imported, milliseconds; absent: until they are. */
  readonly longestWaitMs?: number;
  /** Where imported files are kept over a restart, and how many megabytes of them; absent: nowhere. */
  readonly importCache?: { readonly folder: string; readonly limitMb: number };
}
