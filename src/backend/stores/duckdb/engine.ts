import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { type RawBuilder, sql } from 'kysely';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { CallResultError } from '../../../domain/errors';
import { compileStatement } from '../sql/statements';
import { Semaphore } from '../../concurrency/semaphore';
import type { SqlValue } from '../answer';
import { orCancelled, queryCancelled } from '../cancelled';
import { DEFAULT_TEMP_LIMIT_MB, type StoreEnvironment } from '../store';
import { duckDbDialect } from './dialect';
import { engineError } from './engineError';
import { fileSizes, MEGABYTE, roomFor, sumOf } from './temporaryRoom';
import { TemporarySpace } from './temporarySpace';
import { makeWorkFolder, removeWorkFolder } from './workFolder';

/** Statements that run at the same time; further ones wait for a connection. */
const MAX_CONNECTIONS = 8;
/** Readings that take long hold a thread of the process each; the others stay free for those who read or ask little. */
const MAX_LONG_READINGS = 2;
const INTERRUPT_AGAIN_MS = 20;
/** Records that were imported. */
const WORK_FILE = 'work.duckdb';
/** For what must be done even when the one who asked is gone. */
const NEVER = new AbortController().signal;

/** What a statement answered: its columns in order, each an array of one value per row. */
export interface StatementAnswer {
  readonly columns: readonly (readonly DuckDBValue[])[];
  readonly rows: number;
  readonly statement: string;
  readonly parameters: readonly SqlValue[];
  readonly milliseconds: number;
}

type RunStatement = (statement: RawBuilder<unknown>) => Promise<StatementAnswer>;

/**
 * DuckDB inside this process, its file access locked to the records folder and to a work folder of its own. One engine
 * serves all data sources; each has a schema of its own in the catalogues `memory` (views, and rows
 * while they are imported) and `work` (tables on disk).
 */
export class DuckDbEngine {
  /** For all data sources together; each has one reading at most. */
  readonly longReadings = new Semaphore(MAX_LONG_READINGS);
  /** For what all data sources together write. */
  readonly space: TemporarySpace;
  private spaceConnection: DuckDBConnection | null = null;
  private readonly idle: DuckDBConnection[] = [];
  private readonly connections = new Semaphore(MAX_CONNECTIONS);
  private schemas = 0;
  private workFiles = 0;
  private databases: Promise<void> = Promise.resolve();

  private constructor(
    private readonly instance: DuckDBInstance,
    /** Where files may be written; null if nowhere. */
    readonly workFolder: string | null,
    /** Where what was imported is kept; null if nowhere. */
    readonly cacheFolder: string | null,
    /** What may be written, megabytes: by the setting, and by what was free at the start. */
    private readonly tempMb: { readonly most: number; readonly atStart: number }
  ) {
    this.space = new TemporarySpace(async () => {
      const sizes = await fileSizes(this.workFolder);
      const limit = await this.limitBytes(sizes);
      const bytes = await this.usedBytes(sizes, limit);
      return (bytes > limit ? await this.tidyBytes(limit) : bytes) > limit;
    });
  }

  /** Nothing is left of one that does not start, such as on a full disk: it is tried again with each query. */
  static async start(environment: StoreEnvironment): Promise<DuckDbEngine> {
    const workFolder = makeWorkFolder();
    try {
      return await DuckDbEngine.startIn(workFolder, environment);
    } catch (error) {
      if (workFolder !== null) {
        removeWorkFolder(workFolder);
      }
      throw error;
    }
  }

  private static async startIn(workFolder: string | null, environment: StoreEnvironment): Promise<DuckDbEngine> {
    const most = environment.tempLimitMb ?? DEFAULT_TEMP_LIMIT_MB;
    const atStart = await roomFor(workFolder, most, 0);
    const cacheFolder = await importCacheFolder(environment);
    const folders = [await fs.realpath(environment.recordsDir), workFolder, cacheFolder].filter((folder) => folder !== null);
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${environment.memoryLimitMb}MB`,
      threads: String(environment.threads),
      ...(workFolder === null ? {} : { temp_directory: path.join(workFolder, 'spill') }),
    });
    const engine = new DuckDbEngine(instance, workFolder, cacheFolder, { most, atStart });
    const workFile = workFolder === null ? ':memory:' : path.join(workFolder, WORK_FILE);
    const statements = [
      sql`attach ${sql.lit(workFile)} as work`,
      sql`set timezone = 'UTC'`,
      sql`set global timezone = 'UTC'`,
      sql`set global parquet_metadata_cache = true`,
      // As an option of the start it would be forgotten.
      ...(workFolder === null ? [] : [sql`set global max_temp_directory_size = ${sql.lit(`${atStart}MB`)}`]),
      sql`set global allowed_directories = [${sql.join(folders.map((folder) => sql.lit(folder)))}]`,
      sql`set global autoinstall_known_extensions = false`,
      sql`set global autoload_known_extensions = false`,
      sql`set global enable_external_access = false`,
      // More would be kept in memory by each thread that writes rows in any order, and is written no faster.
      sql`set global write_buffer_row_group_count = 1`,
      sql`set global allowed_configs = ['preserve_insertion_order']`,
      sql`set global lock_configuration = true`,
    ];
    try {
      for (const statement of statements) {
        await engine.run(statement, NEVER);
      }
      return engine;
    } catch (error) {
      engine.close();
      throw error;
    }
  }

  /** A name for a schema (or an attached database) that nothing else uses. */
  freshName(): string {
    return `source${++this.schemas}`;
  }

  /** A path for a file that nothing else uses, whose name ends as given; null if there is no place to write. */
  workFile(ending: string): string | null {
    return this.workFolder === null ? null : path.join(this.workFolder, `${++this.workFiles}-${ending}`);
  }

  /** Opens a database file for reading, as a catalogue of the given name, for as long as the work takes. */
  async withDatabase<T>(file: string, signal: AbortSignal, work: (catalogue: string) => Promise<T>): Promise<T> {
    const before = this.databases;
    let done = () => {};
    // One file cannot be open twice, and two data sources may read the same one: they take turns.
    this.databases = new Promise((resolve) => (done = resolve));
    await before;
    try {
      const name = this.freshName();
      await this.run(sql`attach ${sql.lit(file)} as ${sql.id(name)} (read_only)`, signal);
      try {
        return await work(name);
      } finally {
        await this.run(sql`detach ${sql.id(name)}`, NEVER);
      }
    } finally {
      done();
    }
  }

  /** Runs one statement on a connection of its own. Aborting the signal stops it inside the engine. */
  async run(statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer> {
    return this.withConnection(signal, (run) => run(statement));
  }

  /** The same for one that may write rows in any order: to keep them in order, they are copied once more. */
  async runUnordered(statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer> {
    return this.withConnection(signal, (_, runUnordered) => runUnordered(statement));
  }

  /** Runs several statements on one connection, for what lives in a connection, such as temporary tables. */
  async withConnection<T>(signal: AbortSignal, work: (run: RunStatement, runUnordered: RunStatement) => Promise<T>): Promise<T> {
    return this.hold(signal, (connection) =>
      work(
        (statement) => runOn(connection, statement, signal),
        (statement) => runUnorderedOn(connection, statement, signal)
      )
    );
  }

  /** Runs several statements, for all of which the tables are as they were at the first one. */
  async withSnapshot<T>(signal: AbortSignal, work: (run: RunStatement) => Promise<T>): Promise<T> {
    return this.hold(signal, async (connection) => {
      await runOn(connection, sql`begin transaction read only`, signal);
      try {
        return await work((statement) => runOn(connection, statement, signal));
      } finally {
        await runOn(connection, sql`rollback`, NEVER);
      }
    });
  }

  private async hold<T>(signal: AbortSignal, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const held = this.connections.run(signal, async () => {
      const connection = this.idle.pop() ?? (await this.connect());
      try {
        return await work(connection);
      } finally {
        this.idle.push(connection);
      }
    });
    return orCancelled(signal, held);
  }

  /** As much as at the start, and more where space was freed since. */
  private async limitBytes(sizes: ReadonlyMap<string, number>): Promise<number> {
    const { most, atStart } = this.tempMb;
    const megabytes = atStart < most ? Math.max(atStart, await roomFor(this.workFolder, most, sumOf(sizes))) : most;
    return megabytes * MEGABYTE;
  }

  /**
   * What is in the work folder; of the database only what is used, since its file does not shrink. To ask for that takes a while, and is not
   * needed where the file is within the limit.
   */
  private async usedBytes(sizes: ReadonlyMap<string, number>, limit: number): Promise<number> {
    const all = sumOf(sizes);
    if (all <= limit) {
      return all;
    }
    const connection = (this.spaceConnection ??= await this.connect());
    const size = sql`select cast((total_blocks - free_blocks) * block_size as double) from pragma_database_size() where database_name = 'work'`;
    const used = Number((await runOn(connection, size, NEVER)).columns[0]?.[0] ?? 0);
    return all - (sizes.get(WORK_FILE) ?? 0) + used;
  }

  /** The same after what was dropped has been taken out of the database's log. */
  private async tidyBytes(limit: number): Promise<number> {
    // While somebody else writes there is no way to do it.
    await this.run(sql`checkpoint work`, NEVER).catch(() => undefined);
    return this.usedBytes(await fileSizes(this.workFolder), limit);
  }

  close(): void {
    this.spaceConnection?.closeSync();
    for (const connection of this.idle) {
      connection.closeSync();
    }
    this.instance.closeSync();
  }

  private async connect(): Promise<DuckDBConnection> {
    try {
      return await this.instance.connect();
    } catch (error) {
      throw engineError(error);
    }
  }
}

/**
 * Made if it is not there, for nobody but the process's own user.
 * @throws CallResultError `settings` if it cannot be made
 */
async function importCacheFolder({ importCache }: StoreEnvironment): Promise<string | null> {
  if (importCache === undefined) {
    return null;
  }
  try {
    await fs.mkdir(importCache.folder, { recursive: true, mode: 0o700 });
    return await fs.realpath(importCache.folder);
  } catch (cause) {
    throw new CallResultError(
      'settings',
      `The folder ${importCache.folder} cannot be made or read. Allow Grafana's user to write it, or change import_cache_dir of the plugin in grafana.ini.`,
      { cause }
    );
  }
}

async function runOn(connection: DuckDBConnection, statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer> {
  refuseAborted(signal);
  const { sql: text, parameters } = compileStatement(duckDbDialect, statement);
  const started = performance.now();
  // An interrupt that arrives before the engine has begun is lost, so it is repeated until the statement has ended.
  let again: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    again = setInterval(() => connection.interrupt(), INTERRUPT_AGAIN_MS);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    const result = await connection.run(text, [...parameters] as DuckDBValue[]);
    const columns = await result.getColumns();
    return {
      columns,
      rows: columns[0]?.length ?? 0,
      statement: text,
      parameters: parameters.map((value) => (typeof value === 'bigint' ? Number(value) : (value as SqlValue))),
      milliseconds: performance.now() - started,
    };
  } catch (error) {
    refuseAborted(signal);
    throw engineError(error);
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearInterval(again);
  }
}

async function runUnorderedOn(connection: DuckDBConnection, statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer> {
  try {
    await runOn(connection, sql`set session preserve_insertion_order = false`, signal);
    return await runOn(connection, statement, signal);
  } finally {
    await runOn(connection, sql`set session preserve_insertion_order = true`, NEVER);
  }
}

function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw queryCancelled(signal.reason);
  }
}
