/** Live panels in Chromium: the data source's own class, what the plugin's channels push, and Grafana's live service in the test's hands. */
import type { Page, Route } from 'playwright-core';
import type { PluginContext } from '../../src/backend/protocol/plugin';
import { RunningChannel } from '../backend/handlers/live/liveHarness';
import { PluginHarness } from '../backend/handlers/pluginHarness';
import { untilLookedAgain } from '../support/records';
import { answerQueries, type QueryRequest } from './harness/answerQueries';
import { type EditorBench, startEditorBench } from './harness/openEditor';
import type { LivePage, ShownResponse } from './harness/livePage';

declare const livePage: LivePage;

let bench: EditorBench;
let door: PluginHarness;
let context: PluginContext;
let page: Page;
/** What the panel has asked so far. */
let asked: { readonly queries: readonly { readonly live?: unknown }[] }[];
/** From now on queries fail with this status. */
let failing: number | null;

const NOW = Date.parse('2026-11-23T10:59:59.980Z');
const HEAD = 'start_time,sip_code,trunk\n';
const rows = (trunk: string, count: number) => `2026-11-23T10:00:00Z,200,${trunk}\n`.repeat(count);

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);
afterAll(() => bench?.close());

beforeEach(async () => {
  door = new PluginHarness({}, () => NOW);
  const source = door.context({ path: 'live.csv', liveInterval: '1s', settle: '5m' });
  context = { ...source, user: { login: 'v', role: 'Viewer' }, instance: source.instance && { ...source.instance, uid: 'records' } };
  door.write('live.csv', HEAD + rows('t1', 3) + rows('t2', 2));
  ({ page } = await bench.open({ page: 'livePage' }));
  // Panels ask again after a time that chance makes longer.
  await page.evaluate(() => Object.assign(Math, { random: () => 0 }));
  await page.clock.setFixedTime(NOW);
  [asked, failing] = [[], null];
  await page.route('**/api/ds/query*', answer);
});
afterEach(async () => {
  await page.close();
  await door.close();
});

async function answer(route: Route): Promise<void> {
  const request = route.request().postDataJSON() as QueryRequest;
  asked.push(request);
  if (failing !== null) {
    await route.fulfill({ status: failing, json: { message: 'not there' } });
    return;
  }
  await route.fulfill({ json: await answerQueries(door, context, request) });
}

const shown = () => page.evaluate(() => livePage.shown());
const watched = () => page.evaluate(() => livePage.watched());

/** Waits until the panel is as expected; the last look fails the test. */
async function eventually(look: () => Promise<void>): Promise<void> {
  for (const end = performance.now() + 8_000; performance.now() < end; await page.waitForTimeout(50)) {
    if (
      await look().then(
        () => true,
        () => false
      )
    ) {
      return;
    }
  }
  await look();
}

/** Opens a panel with live queries; resolves with their channels. */
async function open(...queries: object[]): Promise<string[]> {
  await page.evaluate(
    (live) => livePage.ask(live, 'now-1h'),
    queries.map((query, index) => ({ refId: 'AB'[index], version: 1, live: true, ...query }))
  );
  await eventually(async () => expect(await watched()).toHaveLength(queries.length));
  return watched();
}

/** What a channel pushes next reaches the panel. */
async function push(channel: string): Promise<void> {
  const run = new RunningChannel(door, channel.split('/').slice(2).join('/'), context);
  const message = await run.next();
  await run.cancel();
  await page.evaluate(([to, event]) => livePage.emit(to, event), [channel, { type: 'message', message }] as const);
}

/** The calls of each trunk, by the labels that the panel shows. */
function byTrunk(response: ShownResponse | null): Record<string, unknown> {
  const fields = response?.frames[0]?.fields ?? [];
  return Object.fromEntries(fields.map(({ labels, values }) => [(labels as { trunk: string }).trunk, values[0]]));
}

const SPLIT = { kind: 'distribution', results: ['answered'], splitBy: ['trunk'] };

test('what is pushed replaces what is shown, with its labels and notices; of several queries the others stay', async () => {
  const [channel = '', other = ''] = await open(SPLIT, { kind: 'ratio' });
  expect(asked[0]?.queries[0]?.live).toEqual({ window: 'sliding', behindMs: 0 });
  expect(byTrunk(await shown())).toEqual({ t1: 3, t2: 2 });
  expect((await shown())?.state).toBe('Streaming');
  // The order of the trunks, and so of the fields, becomes another one.
  door.write('live.csv', HEAD + rows('t1', 1) + rows('t3', 7) + '2026-11-23T10:00:00Z,486,t3\n');
  await untilLookedAgain();
  await push(channel);
  expect(byTrunk(await shown())).toEqual({ t1: 1, t3: 7 });
  const valueOf = (response: ShownResponse | null) => response?.frames.find(({ refId }) => refId === 'B')?.fields[0]?.values;
  expect(valueOf(await shown())).toEqual([1]);
  await push(other);
  expect(valueOf(await shown())).toEqual([8 / 9]);
  expect(byTrunk(await shown())).toEqual({ t1: 1, t3: 7 });
  expect((await shown())?.frames[0]?.notices).toEqual([expect.stringMatching(/may still be recorded/)]);
  expect(asked).toHaveLength(1);
  await page.evaluate(() => livePage.leave());
  expect(await watched()).toEqual([]);
});

test.each([
  ['a run that ended, as when the process was started again', { type: 'message', message: { ended: true } }],
  ['a channel that nobody knows, or from which the user is shut out', { type: 'status', id: '', timestamp: 0, state: 'disconnected' }],
])('%s makes the panel ask again, and watch again', async (_what, event) => {
  const [channel = ''] = await open(SPLIT);
  door.write('live.csv', HEAD + rows('t1', 9));
  await untilLookedAgain();
  await page.evaluate(([to, end]) => livePage.emit(to, end), [channel, event] as const);
  await eventually(async () => expect(byTrunk(await shown())).toEqual({ t1: 9 }));
  expect(await watched()).toEqual([channel]);
  expect(asked).toHaveLength(2);
});

test('a query that fails for a reason that may pass is asked again, one that is wrong is not', async () => {
  failing = 502;
  await page.evaluate((query) => livePage.ask([{ refId: 'A', live: true, ...query }], 'now-1h'), SPLIT);
  await eventually(async () => expect((await shown())?.error).toBeDefined());
  failing = null;
  await eventually(async () => expect(byTrunk(await shown())).toEqual({ t1: 3, t2: 2 }));
  failing = 400;
  await page.evaluate((query) => livePage.ask([{ refId: 'A', live: true, ...query }], 'now-1h'), SPLIT);
  await eventually(async () => expect((await shown())?.error).toBeDefined());
  const before = asked.length;
  await page.waitForTimeout(3_000);
  expect(asked).toHaveLength(before);
});

test('what is pushed to a panel that is only viewed is light, and has its links and what to ask for its explanation', async () => {
  const query = { refId: 'A', version: 1, live: true, ...SPLIT };
  await page.evaluate((live) => livePage.ask([live], 'now-1h', 'dashboard'), query);
  await eventually(async () => expect(await watched()).toHaveLength(1));
  expect(asked[0]?.queries[0]).toMatchObject({ light: true });
  const [channel = ''] = await watched();
  const looked = async () => {
    const { custom, links } = (await shown())?.frames[0] ?? {};
    return { links, to: (custom?.['asked'] as { to: number }).to, isLight: !('explanation' in (custom ?? {})) };
  };
  expect(await looked()).toEqual({ links: 2, to: NOW, isLight: true });
  door.write('live.csv', HEAD + rows('t1', 1) + rows('t2', 1) + rows('t3', 7));
  await untilLookedAgain();
  await page.clock.setFixedTime(NOW + 5_000);
  await push(channel);
  expect(byTrunk(await shown())).toEqual({ t3: 7, t1: 1, t2: 1 });
  expect(await looked()).toEqual({ links: 3, to: NOW + 5_000, isLight: true });
});

test('a panel that is not live asks once', async () => {
  await page.evaluate((query) => livePage.ask([{ refId: 'A', ...query }], 'now-1h'), SPLIT);
  await eventually(async () => expect(byTrunk(await shown())).toEqual({ t1: 3, t2: 2 }));
  expect([await watched(), asked[0]?.queries[0]?.live]).toEqual([[], undefined]);
});
