/**
 * Where the disk of its temporary files is full, ClickHouse 26.7 sends a part of an answer, or nothing of it, with status 200 and all the headers of a whole
 * one. The plugin took that for an answer with fewer rows, or without any: panels showed 0 calls.
 */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { openClickHouseServer } from '../../src/backend/stores/clickhouse/open';
import type { SqlServer } from '../../src/backend/stores/sql/sqlServer';
import { sharedStrangeClickHouse } from '../backend/stores/clickhouse/ownServer';
import { failureOf, PATIENT } from '../support/records';

const ROWS = 1_000;
const STATEMENT = sql`select number, toString(number) as text from numbers(${ROWS}) order by number`;

/** What comes of an answer's body. */
let cut: (body: string) => string = (body) => body;
let lastUrl = '';
let proxy: http.Server;
let server: SqlServer;

beforeAll(async () => {
  const { server: real } = await sharedStrangeClickHouse();
  proxy = http.createServer((request, response) => {
    const { url = '', method, headers } = request;
    lastUrl = url;
    const behind = http.request({ host: '127.0.0.1', port: real.port, path: url, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        response.end(cut(Buffer.concat(chunks).toString()));
      });
    });
    request.pipe(behind);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  server = openClickHouseServer(real.connection({ address: { host: '127.0.0.1', port, path: '' } }));
});
afterAll(async () => {
  await server.close();
  proxy.closeAllConnections();
  proxy.close();
});

it('reads a whole answer', async () => {
  cut = (body) => body;
  const { columns } = await server.run(STATEMENT, PATIENT);
  expect(columns.map((column) => [column.length, Number(column[ROWS - 1])])).toEqual([
    [ROWS, ROWS - 1],
    [ROWS, ROWS - 1],
  ]);
});

it('reads a whole answer without rows', async () => {
  cut = (body) => body;
  expect((await server.run(sql`select 1 from numbers(3) where number > 5`, PATIENT)).columns).toEqual([]);
});

it.each([
  ['nothing', () => '', 0],
  ['the end of a line', (body: string) => body.slice(0, body.indexOf('\n["700",') + 1), 700],
  ['the middle of a line', (body: string) => body.slice(0, body.indexOf('\n["700",') + 4), 700],
  ['the names of the columns', (body: string) => body.slice(0, body.indexOf('\n') + 1), 0],
])('tells that an answer is cut after %s', async (_, cutting, rows) => {
  cut = cutting;
  expect(await failureOf(server.run(STATEMENT, PATIENT))).toEqual({
    kind: 'store',
    message: `The server sent only a part of its answer (${rows} of ${ROWS} rows). The disk of its temporary files (tmp_path) is probably full. Free some space there.`,
  });
});

it('tells that an answer without rows is missing', async () => {
  cut = () => '';
  expect((await failureOf(server.run(sql`select 1 from numbers(3) where number > 5`, PATIENT))).kind).toBe('store');
});

it('has answers kept in memory that are not huge, so that a full disk does not matter to them', async () => {
  cut = (body) => body;
  await server.run(STATEMENT, PATIENT);
  expect(new URL(lastUrl, 'http://x').searchParams.get('buffer_size')).toBe(String(16 * 1024 * 1024));
});
