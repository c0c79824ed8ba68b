import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SERVER_ENGINES, type ServerEngine } from '../../src/domain/engines/engines';
import type { PluginLog } from '../../src/pluginHost/pluginProcess';
import { type Plugin, startPlugin } from '../../src/pluginHost/startPlugin';
import { builtPlugin } from '../support/builtPlugin';

/** What is promised, and what a busy machine adds. */
const TOLD_MS = 5_000 + 1_500;
const DRIP_MS = 100;

/** The beginning of what a real server says, and nothing after it. */
const HALF: Record<ServerEngine, Buffer> = {
  // AuthenticationOk and a ParameterStatus that is cut.
  postgres: Buffer.from('520000000800000000530000001a', 'hex'),
  // A greeting of protocol 10 that is cut in the version.
  mysql: Buffer.from('4a0000000a31302e36', 'hex'),
  clickhouse: Buffer.from('HTTP/1.1 200 OK\r\nX-ClickHouse-Format: JSONCompactEachRowWithNames\r\nTransfer-Enc'),
};

/** How servers misbehave that take a connection up. */
const MANNERS: Record<string, (socket: Socket, engine: ServerEngine) => void> = {
  'random bytes': (socket) => void socket.write(randomBytes(4_096)),
  'random bytes after each message': (socket) => void socket.on('data', () => socket.write(randomBytes(300))),
  'the length of a huge message': (socket) => void socket.write(Buffer.from('527fffffff00000000', 'hex')),
  zeros: (socket) => void socket.write(Buffer.alloc(100_000)),
  'a greeting of another program': (socket) => void socket.write('220 mail.example.org ready\r\n'),
  'a page': (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello'),
  'half of a handshake': (socket, engine) => void socket.write(HALF[engine]),
  'half of a handshake, and the end': (socket, engine) => void socket.end(HALF[engine]),
  'a handshake of a byte at a time': (socket, engine) => {
    const bytes = [...HALF[engine], ...randomBytes(1_000)];
    const timer = setInterval(() => void socket.write(Buffer.of(bytes.shift() ?? 0)), DRIP_MS);
    socket.on('close', () => clearInterval(timer));
  },
  nothing: () => {},
  'nothing, and the end': (socket) => void socket.end(),
};

async function misbehaving(engine: ServerEngine, manner: (socket: Socket, engine: ServerEngine) => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    manner(socket, engine);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const folder = mkdtempSync(path.join(tmpdir(), 'records-'));
const logs: PluginLog[] = [];
let plugin: Plugin;
beforeAll(async () => {
  plugin = await startPlugin(builtPlugin(), { env: { GF_PLUGIN_RECORDS_DIR: folder }, onLog: (log) => logs.push(log) });
  // Its first request takes longer.
  await plugin.checkHealth({ uid: 'files', name: 'files', jsonData: {} });
}, 120_000);
afterAll(async () => {
  await plugin.stop();
  rmSync(folder, { recursive: true, force: true });
});

const CASES = SERVER_ENGINES.flatMap((engine) => Object.keys(MANNERS).map((manner): [ServerEngine, string] => [engine, manner]));

it('every misbehaving server is told within five seconds, as an error of the store or the settings, with nothing in the log', async () => {
  const told = CASES.map(async ([engine, manner]) => {
    const server = await misbehaving(engine, MANNERS[manner] ?? (() => {}));
    const { port } = server.address() as AddressInfo;
    const dataSource = {
      uid: `${engine} ${manner}`,
      name: engine,
      jsonData: { engine, layout: 'calls' },
      url: `127.0.0.1:${port}`,
      user: 'grafana',
      database: 'cdr',
      secureJsonData: { password: 'secret' },
    };
    // Queries wait for their turn in the process.
    let began = performance.now();
    server.once('connection', () => (began = performance.now()));
    const [answer] = await plugin.query({
      dataSource,
      queries: [{ refId: 'A', ...{ kind: 'distribution' } }],
      from: 0,
      to: 1_000,
      intervalMs: 1_000,
      maxDataPoints: 100,
    });
    const milliseconds = performance.now() - began;
    server.close();
    return { engine, manner, milliseconds, status: answer?.status, source: answer?.error?.source, message: answer?.error?.message ?? '' };
  });
  const outcomes = await Promise.all(told);
  const wrong = outcomes.filter(
    ({ milliseconds, status, source, message }) =>
      milliseconds > TOLD_MS ||
      ![400, 502].includes(status ?? 0) ||
      source !== 'downstream' ||
      !/ (Check|Correct|Give|Turn|try again)\b/i.test(message)
  );
  expect(wrong).toEqual([]);
  expect(logs.filter(({ level }) => level !== 'info' && level !== 'debug')).toEqual([]);
}, 60_000);
