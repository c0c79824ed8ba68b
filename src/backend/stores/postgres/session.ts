import { Client, type ClientConfig } from 'pg';
import net from 'node:net';
import { AnswerColumns } from '../sql/answerColumns';
import type { ServerSession } from '../sql/pooledServer';
import {
  AFTER_TIMEOUT_MS,
  ANSWER_WITHIN_MS,
  cancellable,
  CLOSE_WITHIN_MS,
  cutOnAbort,
  KEPT_ANSWER_WITHIN_MS,
  within,
} from '../sql/sessionTimers';
import { requestCancel, type SessionKey } from './cancelRequest';
import type { ServerEndpoint } from './clientOptions';
import { statementQuery } from './statementQuery';

/** What a statement means, and how its values are written, must not depend on what the server, the database or the user has set. */
const MEANING = [
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO'",
  'set local extra_float_digits = 1',
  'set local standard_conforming_strings = on',
].join('; ');

/** What every statement runs under: nothing outside of a transaction, so that poolers may share connections between them. */
export interface TransactionSettings {
  readonly statementTimeoutMs: number;
  /** Whether other servers (Citus's workers) run parts of a statement. */
  readonly isSpread: () => boolean;
}

/** One connection to the server. It runs one statement at a time. */
export class Session implements ServerSession {
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
    private readonly settings: TransactionSettings
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

  static async open(config: ClientConfig, endpoint: ServerEndpoint, settings: TransactionSettings, signal: AbortSignal): Promise<Session> {
    const session = new Session(config, endpoint, settings);
    await cutOnAbort(signal, session.cut, session.client.connect());
    return session;
  }

  /** Begins a transaction that cannot write, with everything set that could change what a statement means. */
  async begin(): Promise<void> {
    const { statementTimeoutMs, isSpread } = this.settings;
    const limited = [
      'start transaction isolation level read committed, read only',
      `set local statement_timeout = ${Math.ceil(statementTimeoutMs)}`,
      `set local idle_in_transaction_session_timeout = ${Math.ceil(statementTimeoutMs) + AFTER_TIMEOUT_MS}`,
      // Rows of a call are found by their key: estimates of how many there are go so far wrong that each would be looked for separately.
      'set local enable_nestloop = off',
    ];
    if (!isSpread()) {
      await this.query([...limited, MEANING].join('; '));
      return;
    }
    await this.query([...limited, "set local citus.propagate_set_commands = 'local'"].join('; '));
    // The workers are sent the whole message that has such a setting in it, so it must hold nothing else.
    await this.query(MEANING);
  }

  async read(text: string, values: readonly unknown[], signal: AbortSignal): Promise<unknown[][]> {
    const answer = new AnswerColumns();
    const { query, ended } = statementQuery(text, values, (row) => answer.add(row));
    const cancel = async () => {
      // A late request could stop the next statement of this connection, so there will be none.
      this.alive = false;
      if (this.key !== null) {
        await requestCancel(this.endpoint, this.key);
      }
    };
    try {
      const columns = await cancellable(AbortSignal.any([signal, answer.tooLarge]), { cancel, cut: this.cut }, () => {
        this.client.query(query);
        return within(this.settings.statementTimeoutMs + AFTER_TIMEOUT_MS, this.cut, ended);
      });
      return answer.columns(columns);
    } catch (error) {
      answer.tooLarge.throwIfAborted();
      throw error;
    }
  }

  async finish(): Promise<void> {
    if (!this.alive) {
      return;
    }
    try {
      await within(KEPT_ANSWER_WITHIN_MS, this.cut, this.client.query('rollback'));
    } catch {
      this.cut();
    }
  }

  async close(): Promise<void> {
    this.alive = false;
    const cut = setTimeout(this.cut, CLOSE_WITHIN_MS);
    await this.client.end();
    clearTimeout(cut);
  }

  /** Statements of ours. */
  private async query(text: string): Promise<void> {
    await within(ANSWER_WITHIN_MS, this.cut, this.client.query(text));
  }

  get received(): number {
    return this.socket.bytesRead;
  }

  readonly cut = (): void => {
    this.alive = false;
    this.socket.destroy();
  };
}
