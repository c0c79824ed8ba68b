import { Client, type ClientConfig } from 'pg';
import net from 'node:net';
import { columnsQuery } from './answerRows';
import { requestCancel, type SessionKey } from './cancelRequest';
import type { ServerEndpoint } from './clientOptions';

/** A request that arrives before the statement has begun is lost, so it is repeated. */
const CANCEL_AGAIN_MS = 250;
/** How long a cancelled statement may take to end before its connection is cut. */
const CANCEL_WITHIN_MS = 5000;
/** An idle connection that does not answer within this time is dead: a firewall forgot it, or its server is gone. */
const BEGIN_WITHIN_MS = 5000;
/** How much longer than the server's own limit an answer may stay away. */
const AFTER_TIMEOUT_MS = 10_000;

/** What a statement means, and how its values are written, must not depend on what the server, the database or the user has set. */
const MEANING = [
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO'",
  'set local extra_float_digits = 1',
  'set local standard_conforming_strings = on',
].join('; ');

/** What every statement runs under: nothing outside of a transaction, so that poolers may share connections between them. */
export interface TransactionLimits {
  readonly statementTimeoutMs: number;
}

/** One connection to the server. It runs one statement at a time. */
export class Session {
  /** False once the connection cannot be used any more. */
  alive = true;
  /** The server's major version; 0 if it does not tell. */
  version = 0;
  private key: SessionKey | null = null;
  private readonly socket = new net.Socket();
  private readonly client: Client;

  private constructor(
    config: ClientConfig,
    private readonly endpoint: ServerEndpoint,
    private readonly limits: TransactionLimits
  ) {
    this.client = new Client({ ...config, stream: () => this.socket });
    const { connection } = this.client;
    connection.on('backendKeyData', ({ processID, secretKey }) => (this.key = { processId: processID, secret: secretKey }));
    connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
      if (parameterName === 'server_version') {
        this.version = Number.parseInt(parameterValue, 10) || 0;
      }
    });
    // Errors of a running statement reach the statement; those of an idle connection only mean that it is gone.
    this.client.on('error', () => this.cut());
    this.client.on('end', () => (this.alive = false));
  }

  /** Rejects with the driver's error, as do all methods. */
  static async open(config: ClientConfig, endpoint: ServerEndpoint, limits: TransactionLimits, signal: AbortSignal): Promise<Session> {
    const session = new Session(config, endpoint, limits);
    const cut = () => session.cut();
    signal.addEventListener('abort', cut, { once: true });
    try {
      await session.client.connect();
      return session;
    } catch (error) {
      session.cut();
      throw error;
    } finally {
      signal.removeEventListener('abort', cut);
    }
  }

  /**
   * Begins a transaction that cannot write, with everything set that could change what a statement means.
   * @param spread whether other servers (Citus's workers) run parts of the statement
   */
  async begin(spread: boolean): Promise<void> {
    const { statementTimeoutMs } = this.limits;
    const limited = [
      'start transaction isolation level read committed, read only',
      `set local statement_timeout = ${Math.ceil(statementTimeoutMs)}`,
      `set local idle_in_transaction_session_timeout = ${Math.ceil(statementTimeoutMs) + AFTER_TIMEOUT_MS}`,
      // Rows of a call are found by their key: estimates of how many there are go so far wrong that each would be looked for separately.
      'set local enable_nestloop = off',
    ];
    if (!spread) {
      await this.within(BEGIN_WITHIN_MS, this.client.query([...limited, MEANING].join('; ')));
      return;
    }
    await this.within(BEGIN_WITHIN_MS, this.client.query([...limited, "set local citus.propagate_set_commands = 'local'"].join('; ')));
    // The workers are sent the whole message that has such a setting in it, so it must hold nothing else.
    await this.within(BEGIN_WITHIN_MS, this.client.query(MEANING));
  }

  /** Runs a statement in the transaction. When the signal is aborted the server is asked to stop it, until it has ended. */
  async read(text: string, values: readonly unknown[], signal: AbortSignal): Promise<unknown[][]> {
    const tooLarge = new AbortController();
    const { query, columns } = columnsQuery(text, values, () => tooLarge.abort());
    const stop = AbortSignal.any([signal, tooLarge.signal]);
    let again: NodeJS.Timeout | undefined;
    let cut: NodeJS.Timeout | undefined;
    let ended = false;
    const cancel = () => {
      // A late request could stop the next statement of this connection, so there will be none.
      this.alive = false;
      cut = setTimeout(() => this.cut(), CANCEL_WITHIN_MS);
      void request();
    };
    const request = async () => {
      if (this.key !== null) {
        await requestCancel(this.endpoint, this.key);
      }
      if (!ended) {
        again = setTimeout(() => void request(), CANCEL_AGAIN_MS);
      }
    };
    stop.addEventListener('abort', cancel, { once: true });
    try {
      this.client.query(query);
      if (stop.aborted) {
        cancel();
      }
      return await this.within(this.limits.statementTimeoutMs + AFTER_TIMEOUT_MS, columns);
    } finally {
      ended = true;
      stop.removeEventListener('abort', cancel);
      clearTimeout(again);
      clearTimeout(cut);
    }
  }

  /** Ends the transaction; a session that cannot is not alive any more. */
  async finish(): Promise<void> {
    if (!this.alive) {
      return;
    }
    try {
      await this.within(BEGIN_WITHIN_MS, this.client.query('rollback'));
    } catch {
      this.cut();
    }
  }

  async close(): Promise<void> {
    this.alive = false;
    const cut = setTimeout(() => this.cut(), CANCEL_AGAIN_MS);
    await this.client.end();
    clearTimeout(cut);
  }

  private cut(): void {
    this.alive = false;
    this.socket.destroy();
  }

  private async within<T>(ms: number, answer: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.cut(), ms);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }
}
