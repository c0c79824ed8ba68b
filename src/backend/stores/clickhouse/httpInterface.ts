import http from 'node:http';
import https from 'node:https';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { CallResultError } from '../../../domain/errors';
import type { ServerConnection } from '../../../domain/serverConnection';
import { shownAddress, tlsOptions } from '../sql/endpoint';
import { serverAgent } from './agent';
import { AnsweredRows } from './answeredRows';
import { COMPRESSION, type Setting } from './statementSettings';

type Client = ReturnType<typeof createClient>;

/** Beyond this the server refuses a field of a form, and so statements of this length are sent as the request's body. */
const LONGEST_FORM_FIELD = 120 * 1024;
/** How long a connection is kept for the next statement; older servers close them after three seconds. */
const IDLE_MS = 2500;
/** Compressing takes longer than an answer takes to arrive from there. */
const THIS_MACHINE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);
/** How long the server may take to stop a statement. */
const KILL_WITHIN_MS = 5000;
/** Of every answer; without it, a page of whatever else listens there could pass for one. */
const FORMAT = 'JSONCompactEachRowWithNames';
const FORMAT_HEADER = 'x-clickhouse-format';
/** Up to this, the server keeps an answer in memory until it is whole, and beyond that in a temporary file. */
const KEPT_IN_MEMORY_BYTES = 16 * 1024 * 1024;
/** Nothing is sent while a statement runs; this only guards against a peer that is gone. */
const SILENCE_AFTER_MS = 30_000;

/** What is sent with a statement. */
export interface StatementRequest {
  readonly text: string;
  readonly parameters: Record<string, unknown>;
  readonly queryId: string;
  readonly settings: Readonly<Record<string, Setting>>;
}

/** The server's HTTP interface. All methods reject with the driver's errors. */
export class HttpInterface {
  /** `host:port/path`, as the person at the dashboard knows it. */
  readonly shown: string;
  private readonly clients: Readonly<Record<'compressed' | 'plain' | 'control', Client>>;
  private readonly isNear: boolean;
  private readonly url: string;

  constructor(
    connection: ServerConnection,
    private readonly bounds: { readonly connectMs: number; readonly answerBytes: number }
  ) {
    const { address, tls, user, password, database, schema, connections, statementTimeoutMs } = connection;
    if ('socket' in address) {
      throw new CallResultError('settings', 'url: ClickHouse has no sockets; write host:port.');
    }
    const { host, port, path } = address;
    this.isNear = THIS_MACHINE.has(host);
    this.shown = `${shownAddress(host, port)}${path}`;
    const options = tlsOptions(tls, host);
    this.url = `${options === null ? 'http' : 'https'}://${this.shown}`;
    const agent = serverAgent(options, connections, bounds.connectMs);
    const open = (compressed: boolean, by: typeof agent): Client =>
      createClient({
        url: this.url,
        username: user,
        password,
        database: database || schema || undefined,
        application: 'Call Result',
        http_agent: by,
        keep_alive: { enabled: true, idle_socket_ttl: IDLE_MS },
        compression: { response: compressed },
        request_timeout: statementTimeoutMs + SILENCE_AFTER_MS,
        log: { level: ClickHouseLogLevel.OFF },
      });
    this.clients = {
      compressed: open(true, agent),
      plain: open(false, agent),
      control: open(false, serverAgent(options, connections, bounds.connectMs)),
    };
  }

  /** Runs a statement; the answer's columns, none if it has no rows. */
  async read({ text, parameters, queryId, settings }: StatementRequest, signal: AbortSignal): Promise<unknown[][]> {
    // The driver would not notice.
    signal.throwIfAborted();
    const { [COMPRESSION]: compression, ...others } = settings;
    const client = compression === undefined || this.isNear ? this.clients.plain : this.clients.compressed;
    const answer = await client.query({
      query: text,
      query_params: parameters,
      // Addresses of any length would not pass every proxy.
      use_multipart_params_auto: text.length < LONGEST_FORM_FIELD,
      query_id: queryId,
      format: FORMAT,
      // The server then tells of a failure by the status, and not in the middle of the answer.
      clickhouse_settings: { ...others, wait_end_of_query: 1, buffer_size: String(KEPT_IN_MEMORY_BYTES) },
      abort_signal: signal,
    });
    const close = () => answer.close();
    if (answer.response_headers[FORMAT_HEADER] !== FORMAT) {
      close();
      throw new Error("The answer does not have ClickHouse's header X-ClickHouse-Format.");
    }
    signal.addEventListener('abort', close, { once: true });
    try {
      signal.throwIfAborted();
      const answered = new AnsweredRows(answer.response_headers);
      let bytes = 0;
      for await (const rows of answer.stream()) {
        const json = rows.map((row) => row.text).join(',');
        bytes += json.length;
        if (bytes > this.bounds.answerBytes) {
          throw new CallResultError(
            'query',
            'The answer is too large to be held in memory. Choose a shorter time range, a longer bucket or fewer values.'
          );
        }
        answered.add(JSON.parse(`[${json}]`) as unknown[][]);
      }
      return answered.columns();
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  }

  /** Resolves or rejects as soon as anything there answers on a fresh connection, be it that its certificate is not trusted. */
  async ping(signal: AbortSignal): Promise<void> {
    const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const { get } = this.url.startsWith('https:') ? https : http;
      get(`${this.url}/ping`, { agent: false, signal }, resolve).on('error', reject);
    });
    answer.destroy();
  }

  /**
   * Stops a statement of the same user's, and waits until it has ended. Behind a balancer this may reach another server
   * than the statement did; that one stops since its connection was closed.
   * @returns whether it ran
   */
  async kill(queryId: string): Promise<boolean> {
    const answer = await this.clients.control.query({
      query: 'kill query where query_id = {id:String} and user = currentUser() sync',
      query_params: { id: queryId },
      format: 'JSONCompactEachRow',
      abort_signal: AbortSignal.timeout(KILL_WITHIN_MS),
    });
    return (await answer.json<unknown[]>()).length > 0;
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.clients).map((client) => client.close()));
  }
}
