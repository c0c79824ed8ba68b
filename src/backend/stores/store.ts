import type { BreakdownAnswer, CountsAnswer, HistogramAnswer, RecordsAnswer, TimingAnswer } from './answer';
import type {
  ColumnsAnswer,
  DistinctAnswer,
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
  LatenessQuestion,
  NewestQuestion,
  RowLevelQuestion,
  RowsQuestion,
  ShapeQuestion,
  TablesQuestion,
  ValuesQuestion,
} from './catalogueQuestion';
import type { BreakdownQuestion, CountsQuestion, HistogramQuestion, RecordsQuestion, TimingQuestion } from './question';

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

export type StoreAnswer<Q extends StoreQuestion> = Q extends CountsQuestion
  ? CountsAnswer
  : Q extends BreakdownQuestion
    ? BreakdownAnswer
    : Q extends HistogramQuestion
      ? HistogramAnswer
      : Q extends TimingQuestion
        ? TimingAnswer
        : Q extends RecordsQuestion
          ? RecordsAnswer
          : Q extends ValuesQuestion
            ? ValuesAnswer
            : Q extends ExtentQuestion
              ? ExtentAnswer
              : Q extends DistinctQuestion
                ? DistinctAnswer
                : Q extends NewestQuestion
                  ? NewestAnswer
                  : Q extends RowsQuestion
                    ? RowsAnswer
                    : Q extends LatenessQuestion
                      ? LatenessAnswer
                      : Q extends TablesQuestion
                        ? TablesAnswer
                        : Q extends ColumnsQuestion
                          ? ColumnsAnswer
                          : ShapeAnswer;

/**
 * A place with call records. All methods reject with a CallResultError: `store` if the records cannot be read,
 * `settings` if the data source is set up wrongly, `query` if the question names what does not exist, `cancelled` as
 * soon as the signal is aborted (the running statement is then stopped).
 */
export interface Store {
  ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>>;
  close(): Promise<void>;
}

/** What the server's owner decides and an administrator of an organization may not. */
export interface StoreEnvironment {
  /** The only folder whose files may be read. */
  readonly recordsDir: string;
  /** Megabytes of memory that the engine inside the process may use, and its threads. */
  readonly memoryLimitMb: number;
  readonly threads: number;
  /** How long one query may take, milliseconds. */
  readonly longestQueryMs: number;
}
