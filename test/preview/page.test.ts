import { execFileSync } from 'node:child_process';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { KAMAILIO } from '../support/records';
import { npmStart, showPage, type ShownPage } from './support/npmStart';

let page: ShownPage;
beforeAll(async () => {
  page = await showPage([KAMAILIO, '--layout', 'kamailio']);
});
afterAll(() => page?.child.kill('SIGKILL'));

const FROM = Date.parse('2026-11-23T07:00:00Z');
const TO = Date.parse('2026-11-23T09:00:00Z');
const asked = (query: object) => ({
  from: String(FROM),
  to: String(TO),
  queries: [{ refId: 'A', intervalMs: 1000, maxDataPoints: 100, ...query }],
});

interface Reply {
  readonly status: number;
  readonly json: {
    readonly message?: string;
    readonly results?: Readonly<Record<string, { readonly status: number; readonly frames: readonly unknown[]; readonly error?: string }>>;
  };
}

async function ask(address: string, body: object, method = 'POST'): Promise<Reply> {
  const response = await fetch(new URL(address, page.address), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: (await response.json()) as Reply['json'] };
}

/** By hand, since fetch sets these headers itself. */
function statusWith(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(page.address);
    request({ hostname, port, path, headers }, ({ statusCode }) => resolve(statusCode))
      .on('error', reject)
      .end();
  });
}

test('prints the results and the address, and serves the page on this machine alone', async () => {
  expect(page.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(page.printed).toMatch(/answered +192 +44\.7%/);
  const html = await (await fetch(page.address)).text();
  expect(html).toContain('<title>Call Result</title>');
  for (const [, file = ''] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    expect({ file, status: (await fetch(new URL(file, page.address))).status }).toEqual({ file, status: 200 });
  }
});

test('strangers are refused: another name for this machine, another page, a way out of the folder', async () => {
  const { port } = new URL(page.address);
  expect(await statusWith('/', { host: `127.0.0.1:${port}` })).toBe(200);
  expect(await statusWith('/', { host: `rebound.example:${port}` })).toBe(403);
  expect(await statusWith('/', { host: `127.0.0.1:${port}`, origin: 'http://elsewhere.example' })).toBe(403);
  expect(await statusWith('/../../../package.json', { host: `127.0.0.1:${port}` })).toBe(404);
  expect(await statusWith('/..%2f..%2fserver.cjs', { host: `127.0.0.1:${port}` })).toBe(404);
});

test("queries are answered as Grafana's own address answers them, frames as JSON, failures by their query", async () => {
  const { status, json } = await ask('/api/ds/query', {
    ...asked({ kind: 'distribution', results: ['busy', 'failed'] }),
    queries: [
      { refId: 'A', kind: 'distribution', results: ['busy', 'failed'] },
      { refId: 'B', kind: 'guess' },
    ],
  });
  expect(status).toBe(200);
  expect(json.results?.['A']?.frames).toEqual([
    {
      schema: expect.objectContaining({
        refId: 'A',
        meta: expect.objectContaining({ type: 'numeric-wide', custom: expect.objectContaining({ calls: 430, unread: 0 }) }),
        fields: [expect.objectContaining({ labels: { result: 'busy' } }), expect.objectContaining({ labels: { result: 'failed' } })],
      }),
      data: { values: [[46], [82]] },
    },
  ]);
  expect(json.results?.['B']).toMatchObject({
    status: 400,
    errorSource: 'downstream',
    error: expect.stringContaining('"guess" is not allowed'),
  });
});

test('Arrow files come through untouched', async () => {
  const { json } = await ask('/api/arrow/query', asked({ kind: 'codes' }));
  const [frame] = json.results?.['A']?.frames ?? [];
  expect(Buffer.from(String(frame), 'base64').subarray(0, 6).toString()).toBe('ARROW1');
});

test('resources, health, and settings that count from then on', async () => {
  const own = '/api/datasources/uid/records';
  const dimensions = await (await fetch(new URL(`${own}/resources/dimensions`, page.address))).json();
  expect(dimensions).toMatchObject({ dimensions: expect.arrayContaining(['src_ip']) });
  const health = async () =>
    (await (await fetch(new URL(`${own}/health`, page.address))).json()) as {
      status: string;
      details: { results: Record<string, number> };
    };
  expect((await health()).details.results).toMatchObject({ busy: 46, rejected: 22 });
  const { jsonData } = (await (await fetch(new URL(own, page.address))).json()) as { jsonData: object };
  expect((await ask(own, { jsonData: { ...jsonData, rules: [{ codes: '486,600', result: 'rejected' }] } }, 'PUT')).status).toBe(200);
  expect((await health()).details.results).toMatchObject({ busy: 0, rejected: 68 });
  expect((await ask(own, { jsonData: { ...jsonData, layout: 'none' } }, 'PUT')).status).toBe(200);
  expect(await health()).toMatchObject({ status: 'ERROR' });
  await ask(own, { jsonData }, 'PUT');
  expect((await health()).details.results).toMatchObject({ busy: 46, rejected: 22 });
});

test('what cannot be asked is refused with a sentence', async () => {
  expect(await ask('/api/ds/query', { queries: [] })).toMatchObject({
    status: 400,
    json: { message: expect.stringContaining('Invalid request: ') },
  });
  expect(await ask('/api/nothing', {})).toMatchObject({ status: 404 });
});

test('a named port in use: one line, and exit 1', async () => {
  const { port } = new URL(page.address);
  const { code, stdout, stderr } = await npmStart([KAMAILIO, '--layout', 'kamailio', '--port', port]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trim().split('\n').at(-1)).toBe(`Port ${port} is in use. End what uses it, or choose another: --port ${Number(port) + 1}.`);
});

test('the default port in use: the page takes the next free one and says so', async () => {
  const other = createServer();
  // Somebody else may have it already, which is as well.
  await new Promise<void>((resolve) => other.once('error', () => resolve()).listen(3033, '127.0.0.1', resolve));
  try {
    const moved = await showPage([KAMAILIO, '--layout', 'kamailio'], []);
    const port = Number(new URL(moved.address).port);
    expect(port).toBeGreaterThan(3033);
    expect(moved.told).toContain(`Port 3033 is in use. The page is on port ${port}.\n`);
    expect(await moved.interrupt()).toBe(0);
  } finally {
    other.close();
  }
});

test('Ctrl-C ends the page and the plugin with it', async () => {
  const plugins = execFileSync('ps', ['-o', 'pid=', '--ppid', String(page.child.pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  expect(plugins).toHaveLength(1);
  expect(await page.interrupt()).toBe(0);
  expect(() => process.kill(Number(plugins[0]), 0)).toThrow('ESRCH');
  await expect(fetch(page.address)).rejects.toThrow();
});
