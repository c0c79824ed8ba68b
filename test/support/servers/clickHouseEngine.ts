import { setTimeout as sleep } from 'node:timers/promises';
import { Session } from 'chdb';

/** One query as the HTTP interface got it. */
export interface EngineQuery {
  readonly id: string;
  /** The user, whose role of the same name has the rights, and what is set for every query of it; null: may do everything. */
  readonly user: { readonly name: string; readonly settings: string } | null;
  readonly database: string | null;
  /** Settings and, named `param_…`, the values of placeholders. */
  readonly settings: ReadonlyMap<string, string>;
  readonly text: string;
  readonly format: string;
}

export interface EngineResult {
  readonly bytes: Uint8Array;
  /** Rows and bytes read, seconds. */
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly elapsed: number;
}

/**
 * ClickHouse itself as a library, without its server. Every query has a connection of its own, so settings, the user and
 * placeholders end with it. A query's id is kept in the setting log_comment: the library gives ids of its own.
 */
export class ClickHouseEngine {
  readonly #open: () => Session;
  /** The engine ends with its last connection. */
  #kept: Session;
  #running = 0;
  /** Queries wait for it. */
  #ready: Promise<unknown> = Promise.resolve();

  constructor(data: string, configuration: string) {
    this.#open = () => new Session(data, { connectionArgs: [`--config-file=${configuration}`] });
    this.#kept = this.#open();
  }

  /** Throws an Error with the engine's own text, `Code: 60. DB::Exception: …`. */
  async run(query: EngineQuery): Promise<EngineResult> {
    await this.#ready;
    this.#running++;
    const session = this.#open();
    try {
      for (const statement of preparation(query)) {
        await session.queryAsync(statement);
      }
      const result = await session.queryAsync(withEngineIds(query.text), { format: query.format });
      return { bytes: result.bytes(), rowsRead: result.rowsRead, bytesRead: result.bytesRead, elapsed: result.elapsed };
    } catch (error) {
      throw new Error(asUser(error instanceof Error ? error.message : String(error), query.user?.name));
    } finally {
      session.close();
      this.#running--;
    }
  }

  /** Reads users and their rights anew, once no query runs: the engine ends and starts, which loses tables in memory. */
  reopen(): Promise<void> {
    const reopened = this.#ready.then(async () => {
      while (this.#running > 0) {
        await sleep(5);
      }
      this.#kept.close();
      this.#kept = this.#open();
    });
    this.#ready = reopened;
    return reopened;
  }

  /** Ends a running query; nothing happens if there is none of this id. */
  async kill(id: string): Promise<void> {
    await this.#kept.queryAsync(`kill query where Settings['log_comment'] = ${literal(id)} async`);
  }
}

function preparation({ id, user, database, settings }: EngineQuery): readonly string[] {
  return [
    `set log_comment = ${literal(id)}`,
    ...(user === null ? [] : [`set role ${name(user.name)}`]),
    ...(database === null ? [] : [`use ${name(database)}`]),
    ...(user === null || user.settings === '' ? [] : [`set ${user.settings}`]),
    ...(settings.size === 0 ? [] : [`set ${assignments(settings)}`]),
  ];
}

/** The engine's one user is named default. */
function asUser(message: string, user = 'default'): string {
  return message.replace('DB::Exception: default: ', `DB::Exception: ${user}: `);
}

/** readonly comes last: after it no setting can be changed. */
function assignments(settings: ReadonlyMap<string, string>): string {
  const last = (key: string) => Number(key === 'readonly');
  return [...settings]
    .sort(([one], [other]) => last(one) - last(other))
    .map(([key, value]) => `${name(key)} = ${literal(value)}`)
    .join(', ');
}

/** KILL QUERY names a query by its id; waiting for its end, which SYNC asks for, would never end in the library. */
function withEngineIds(text: string): string {
  return /^\s*kill\s+query\b/i.test(text) ? text.replaceAll(/\bquery_id\b/g, "Settings['log_comment']").replace(/\bsync\b/i, 'async') : text;
}

function literal(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function name(value: string): string {
  return `\`${value.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
