import type { RawBuilder } from 'kysely';
import type { SqlValue } from '../answer';
import type { TableColumn } from './columns';
import type { SqlDialect } from './dialect';

/** What a statement answered: its columns in order, each an array of one value per row; numbers may come as text or bigint. */
export interface StatementAnswer {
  readonly columns: readonly (readonly unknown[])[];
  readonly rows: number;
  readonly statement: string;
  readonly parameters: readonly SqlValue[];
  readonly milliseconds: number;
}

/**
 * A database server with call records. Nothing that is run can change anything there. All methods reject with a
 * CallResultError: `settings` (wrong password, no such table, no permission: what to do), `store` (unreachable, refused),
 * `timeout` (stopped by the server's own limit), `cancelled` (the signal was aborted; the statement is then stopped in
 * the server too).
 */
export interface SqlServer {
  readonly dialect: SqlDialect;
  /** A table, by the name that the settings or the layout give it: `acc`, `schema.acc`, or what the engine has besides. */
  table(name: string): RawBuilder<unknown>;
  /** The columns of a table in their order. Rejects with `settings` if it is not there or may not be read. */
  describe(name: string, signal: AbortSignal): Promise<readonly TableColumn[]>;
  /** Whether there is such a table or view that may be read. */
  has(name: string, signal: AbortSignal): Promise<boolean>;
  /**
   * Runs one reading statement. Statements are limited (`limit`), so the whole answer is held in memory.
   */
  run(statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer>;
  /** The statement that would give a table an index on a column, for the administrator to run; null where there is none to recommend. */
  indexAdvice(table: string, column: string): string | null;
  /** The same for the column that the rows of a call share; absent where such an index makes no query faster. */
  keyIndexAdvice?(table: string, column: string): string | null;
  close(): Promise<void>;
}
