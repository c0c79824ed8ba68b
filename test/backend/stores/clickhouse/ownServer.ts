import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ServerConnection } from '../../../../src/domain/serverConnection';
import { findPython } from '../../../support/servers/python';
import { end, freePort, launch } from '../../../support/servers/serverProcess';
import { serverFolder } from '../../../support/servers/testRun';

const PASSWORD = 'correct horse';
/** The program `clickhouse` of a server, to run these tests on it instead of the engine that npm's package carries. */
const CLICKHOUSE_PROGRAM = process.env['CLICKHOUSE'] ?? '';
/** How long the server stays at most, seconds: a test run takes less. */
const LIFE_S = 86_400;
/** Calls ClickHouse's own `main` of the library, which npm's package carries: its `clickhouse-local` can listen to HTTP. */
const LAUNCHER = `
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
arguments = [b'clickhouse'] + [argument.encode() for argument in sys.argv[2:]]
library.chdb_query_cmdline.restype = ctypes.c_void_p
library.chdb_result_error.restype = ctypes.c_char_p
result = library.chdb_query_cmdline(len(arguments), (ctypes.c_char_p * len(arguments))(*arguments))
sys.exit((library.chdb_result_error(ctypes.c_void_p(result)) or b'ended').decode() if result else 'no result')
`;

interface User {
  /** GRANT statements without the part that names the user; none: may do everything. */
  readonly grants?: readonly string[];
  /** Settings of the user's profile, and their constraints as XML. */
  readonly profile?: string;
}

/** A ClickHouse server of its own, with real users, profiles, and the cluster `both` of two of it. */
export class OwnServer {
  private pid: number | null = null;

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly tcpPort: number
  ) {}

  static async start(users: Readonly<Record<string, User>> = {}): Promise<OwnServer> {
    const server = new OwnServer(await serverFolder('clickhouse'), await freePort(), await freePort());
    const all: [string, User][] = [['owner', {}], ...Object.entries(users)];
    const xml = (name: string, content: string) => `<${name}>${content}</${name}>`;
    await writeFile(
      path.join(server.folder, 'users.xml'),
      xml(
        'clickhouse',
        xml('profiles', `<default/>${all.map(([name, { profile = '' }]) => xml(`of_${name}`, profile)).join('')}`) +
          xml('users', all.map(([name, { grants }]) => xml(name, `<password>${PASSWORD}</password><networks><ip>::/0</ip></networks><profile>of_${name}</profile><quota>default</quota>${grants === undefined ? '' : xml('grants', grants.map((grant) => xml('query', grant)).join(''))}`)).join('') + '<default><password></password><networks><ip>::1</ip><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>') +
          xml('quotas', '<default/>')
      )
    );
    const replica = `<replica><host>127.0.0.1</host><port>${server.tcpPort}</port></replica>`;
    await writeFile(path.join(server.folder, 'config.xml'), xml('clickhouse', `<users_config>${server.folder}/users.xml</users_config><remote_servers><both><shard>${replica}</shard><shard>${replica}</shard></both></remote_servers>`));
    await server.up();
    return server;
  }

  connection(other: Partial<ServerConnection> = {}): ServerConnection {
    return {
      address: { host: '127.0.0.1', port: this.port, path: '' },
      user: 'owner',
      password: PASSWORD,
      database: '',
      tls: { mode: 'disable', caCertificate: '', clientCertificate: '', clientKey: '' },
      schema: '',
      connections: 3,
      statementTimeoutMs: 20_000,
      ...other,
    };
  }

  /** Runs a statement as the owner, outside of the plugin; the answer as tab-separated lines. */
  async sql(text: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/`, { method: 'POST', body: text, headers: { 'X-ClickHouse-User': 'owner', 'X-ClickHouse-Key': PASSWORD } });
    const body = await answer.text();
    if (!answer.ok) {
      throw new Error(body);
    }
    return body;
  }

  /** Numbers of the plugin's statements that run now. */
  async running(): Promise<string[]> {
    const lines = await this.sql(`select query_id from system.processes where startsWith(query_id, 'call-result-') format TSVRaw`);
    return lines.split('\n').filter((line) => line !== '');
  }

  async up(): Promise<void> {
    // A server that was killed leaves its lock.
    rmSync(path.join(this.folder, 'data/status'), { force: true });
    const { program, args } = CLICKHOUSE_PROGRAM === '' ? await this.engine() : this.server();
    const command = { program, args, environment: { TZ: 'America/New_York' }, log: path.join(this.folder, 'log'), folder: this.folder, crash: 'SIGKILL' as const };
    this.pid = await launch(command, async () => (await fetch(`http://127.0.0.1:${this.port}/ping`)).ok);
  }

  private async engine(): Promise<{ program: string; args: readonly string[] }> {
    const library = path.join(path.dirname(createRequire(require.resolve('chdb')).resolve(`@chdb/lib-linux-${process.arch}-gnu`)), 'libchdb.so');
    const wait = `select sleepEachRow(1) from numbers(${LIFE_S}) format Null settings max_block_size = 1`;
    const options = [`--config-file=${this.folder}/config.xml`, `--path=${this.folder}/data`, '--listen-host=127.0.0.1', `--http-port=${this.port}`, `--tcp-port=${this.tcpPort}`, `--query=system start listen http; system start listen tcp; ${wait}`];
    return { program: await findPython(), args: ['-c', LAUNCHER, library, ...options] };
  }

  private server(): { program: string; args: readonly string[] } {
    const options = [`--path=${this.folder}/data/`, '--listen_host=127.0.0.1', `--http_port=${this.port}`, `--tcp_port=${this.tcpPort}`];
    return { program: CLICKHOUSE_PROGRAM, args: ['server', `--config-file=${this.folder}/config.xml`, '--', ...options] };
  }

  /** Ends the server as a crash does. */
  async down(): Promise<void> {
    if (this.pid !== null) {
      await end(this.pid, 'SIGKILL');
    }
  }

  async end(): Promise<void> {
    await this.down();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Speaks TLS before a server that does not, as a proxy does. */
export async function tlsFront(port: number, options: https.ServerOptions): Promise<https.Server> {
  const front = https.createServer(options, (request, response) => {
    const behind = http.request({ host: '127.0.0.1', port, path: request.url, method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(behind);
    behind.on('error', () => response.destroy());
  });
  front.listen(0);
  await once(front, 'listening');
  return front;
}
