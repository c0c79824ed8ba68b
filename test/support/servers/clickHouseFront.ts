import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ClickHouseEngine } from './clickHouseEngine';
import { authenticationFailed, type HttpException, httpException } from './clickHouseErrors';
import { ClickHouseUsers } from './clickHouseUsers';

/**
 * The program behind clickHouseServer.ts: ClickHouse's HTTP interface in front of its engine. Real are the engine, so
 * its SQL, types, formats, settings, limits, texts of errors, rights, KILL QUERY and cluster(). Played are users and
 * passwords (see ClickHouseUsers; currentUser() is always default), statuses and headers, and query ids (see
 * ClickHouseEngine; system.processes has them in Settings['log_comment']). Not there: sessions (session_id), several
 * roles, compress=1, SYNC of KILL QUERY, query_log, and answers in parts: an answer is complete before its first byte,
 * so an exception never comes after the status 200. The server refuses several statements in one request, the engine
 * would run them.
 */
export interface FrontOptions {
  readonly data: string;
  readonly configuration: string;
  readonly users: { readonly file: string; readonly configuration: string };
  readonly port: number;
  readonly tlsPort: number;
  readonly certificate: string;
  readonly key: string;
  /** Who may do everything and create the others. */
  readonly admin: { readonly user: string; readonly password: string };
}

const options = JSON.parse(process.argv[2] ?? '{}') as FrontOptions;
// A server that was killed leaves its lock; the port is what forbids two.
rmSync(`${options.data}/status`, { force: true });
const users = new ClickHouseUsers(options.users.file, options.users.configuration);
const engine = new ClickHouseEngine(options.data, options.configuration);
const adminQuery = (text: string) => engine.run({ id: randomUUID(), user: null, database: null, settings: new Map(), text, format: 'TSV' });

/** Parameters of a request's address that are no settings. */
const NO_SETTINGS = new Set(['query', 'query_id', 'database', 'default_format', 'session_id', 'session_timeout', 'session_check', 'user', 'password', 'compress', 'decompress', 'buffer_size', 'wait_end_of_query', 'quota_key', 'stacktrace', 'role', 'client_protocol_version']);

/** Whom nobody can be: no request has a password of no value. */
const NOBODY = { name: '', password: null, settings: '' };

async function main(): Promise<void> {
  const version = Buffer.from((await adminQuery('select version()')).bytes).toString().trim();
  const listener: RequestListener = (request, response) => {
    answer(request, response, version).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      refuse(response, httpException(message, version));
    });
  };
  createServer(listener).listen(options.port, '127.0.0.1');
  createTlsServer({ cert: readFileSync(options.certificate), key: readFileSync(options.key) }, listener).listen(options.tlsPort, '127.0.0.1');
}

async function answer(request: IncomingMessage, response: ServerResponse, version: string): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/ping') {
    response.end('Ok.\n');
    return;
  }
  if (url.pathname !== '/') {
    response.writeHead(404).end(`There is no handle ${url.pathname}\n\nUse / or /ping for health checks.\n`);
    return;
  }
  const body = await bodyOf(request);
  const { name, password } = credentials(request, url);
  const user = name === options.admin.user ? null : (users.find(name) ?? NOBODY);
  if ((user ?? options.admin).password !== password) {
    refuse(response, authenticationFailed(name, version));
    return;
  }
  const id = url.searchParams.get('query_id') ?? randomUUID();
  const settings = new Map([...url.searchParams].filter(([key]) => !NO_SETTINGS.has(key)));
  const compressed = settings.get('enable_http_compression') === '1' && /\bgzip\b/.test(String(request.headers['accept-encoding']));
  settings.delete('enable_http_compression');
  const cancels = settings.get('cancel_http_readonly_queries_on_client_close') === '1';
  const text = [url.searchParams.get('query') ?? '', body].filter((part) => part !== '').join('\n');
  if (cancels && /^\s*(select|with|show|describe|explain)\b/i.test(text)) {
    response.once('close', () => void (response.writableFinished || engine.kill(id)));
  }
  if (user === null && users.administrate(text)) {
    await engine.reopen();
    response.end();
    return;
  }
  const format = url.searchParams.get('default_format') ?? headerOf(request, 'x-clickhouse-format') ?? 'TabSeparated';
  const database = url.searchParams.get('database') ?? headerOf(request, 'x-clickhouse-database') ?? null;
  const result = await engine.run({ id, user, database, settings, text, format });
  const summary = { read_rows: String(result.rowsRead), read_bytes: String(result.bytesRead), elapsed_ns: String(Math.round(result.elapsed * 1e9)) };
  response.writeHead(200, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Query-Id': id,
    'X-ClickHouse-Format': format,
    'X-ClickHouse-Timezone': 'UTC',
    'X-ClickHouse-Summary': JSON.stringify(summary),
    ...(compressed ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(compressed ? gzipSync(result.bytes) : result.bytes);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}

function headerOf(request: IncomingMessage, key: string): string | undefined {
  const value = request.headers[key];
  return typeof value === 'string' ? value : undefined;
}

function credentials(request: IncomingMessage, url: URL): { name: string; password: string } {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [name = '', ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return { name, password: password.join(':') };
  }
  return {
    name: headerOf(request, 'x-clickhouse-user') ?? url.searchParams.get('user') ?? 'default',
    password: headerOf(request, 'x-clickhouse-key') ?? url.searchParams.get('password') ?? '',
  };
}

function refuse(response: ServerResponse, { status, code, text }: HttpException): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=UTF-8', 'X-ClickHouse-Exception-Code': String(code) });
  response.end(text);
}

void main();
