import { createClient } from '@connectrpc/connect';
import { Data } from '../../../src/backend/protocol/gen/backend_pb';
import { queryMessage } from '../../../src/pluginHost/messages';
import { asking, startFakePlugin, until } from './fixtures/startFakePlugin';
import type { FakePlugin } from './fixtures/startFakePlugin';

let plugin: FakePlugin;
beforeAll(async () => {
  plugin = await startFakePlugin();
});
afterAll(() => plugin.stop());

const textOf = (bytes: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(bytes));

it('gives the handler the query, its sender and the data source', async () => {
  const request = { ...asking('echo'), user: { login: 'someone', role: 'Viewer' }, headers: { FromAlert: 'true' }, orgId: 3 };
  const [answer] = await plugin.query(request);
  expect(answer).toMatchObject({ refId: 'A', status: 200, error: null });
  expect(textOf(answer?.frames[0])).toMatchObject({
    query: { refId: 'A', from: 1767225600000, to: 1767225660000, intervalMs: 1000, maxDataPoints: 100, json: { kind: 'echo' } },
    context: {
      orgId: 3,
      user: { login: 'someone', role: 'Viewer' },
      instance: { uid: 'records', name: 'Records', jsonData: { version: 1 }, secureJsonData: {}, lastUpdatedMs: 5 },
    },
    headers: [['FromAlert', 'true']],
  });
});

it('has no user where Grafana itself asks', async () => {
  const [answer] = await plugin.query(asking('echo'));
  expect(textOf(answer?.frames[0])).toMatchObject({ context: { user: null } });
});

it('answers a query that throws with status 500 and source plugin, and the others whole', async () => {
  const [a, b, c, d] = await plugin.query(asking('echo', 'throw', 'reject', 'echo'));
  expect(a).toMatchObject({ status: 200, error: null });
  expect(b).toEqual({ refId: 'B', status: 500, frames: [], error: { message: 'thrown on purpose', source: 'plugin' } });
  expect(c).toEqual({ refId: 'C', status: 502, frames: [], error: { message: 'the store is gone', source: 'downstream' } });
  expect(d?.frames).toHaveLength(1);
});

it('lives on, and says so in its log, when nobody caught an error', async () => {
  await plugin.query(asking('throw later'));
  const messages = (): string[] => plugin.logs.map(({ fields }) => JSON.stringify(fields));
  await until(() => messages().some((text) => text.includes('thrown by nobody')));
  await until(() => messages().some((text) => text.includes('rejected for nobody')));
  expect(await plugin.query(asking('echo'))).toMatchObject([{ status: 200 }]);
});

it('carries large frames', async () => {
  const [answer] = await plugin.query(asking('large'));
  expect(answer?.frames.map(({ length }) => length)).toEqual([40 * 1024 * 1024, 3]);
  expect(answer?.frames[0]?.every((byte) => byte === 7)).toBe(true);
});

it('refuses a request of more than 16 MiB and lives on', async () => {
  const huge = { ...asking('echo'), headers: { long: 'x'.repeat(17 * 1024 * 1024) } };
  await expect(plugin.query(huge)).rejects.toThrow(/resource_exhausted/);
  expect(await plugin.query(asking('echo'))).toMatchObject([{ status: 200 }]);
});

it('cancels the handler when the caller cancels', async () => {
  const cancel = new AbortController();
  const running = plugin.query(asking('slow'), cancel.signal);
  await until(() => plugin.notes().includes('started'));
  expect(plugin.notes()).not.toContain('cancelled');
  cancel.abort();
  await expect(running).rejects.toThrow(/cancel/);
  await until(() => plugin.notes().includes('cancelled'));
});

it('runs a bounded number of queries at once, and all of them in the end', async () => {
  const before = plugin.notes().filter((note) => note === 'started').length;
  const cancel = new AbortController();
  const running = plugin.query(asking(...Array.from({ length: 150 }, () => 'slow')), cancel.signal);
  const started = (): number => plugin.notes().filter((note) => note === 'started').length - before;
  await until(() => started() === 128);
  cancel.abort();
  await expect(running).rejects.toThrow(/cancel/);
  expect(await plugin.query(asking(...Array.from({ length: 150 }, () => 'echo')))).toHaveLength(150);
  expect(started()).toBe(128);
});

it('answers in chunks, frame by frame', async () => {
  const chunks = [];
  for await (const chunk of createClient(Data, plugin.transport).queryChunkedData(queryMessage(asking('large', 'reject')))) {
    chunks.push([chunk.refId, chunk.frameId, chunk.frame.length, chunk.status, chunk.errorSource]);
  }
  expect(chunks).toEqual([
    ['A', 'A-0', 40 * 1024 * 1024, 200, ''],
    ['A', 'A-1', 3, 200, ''],
    ['B', '', 0, 502, 'downstream'],
  ]);
});
