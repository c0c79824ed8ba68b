/** Equal panels that ask at the same time share one answer, and nothing that is not the same. */
import type { DataQuery, PluginContext } from '../../../src/backend/protocol/plugin';
import { failureOf } from '../../support/records';
import { FROM, PluginHarness, TO } from './pluginHarness';

const never = new AbortController().signal;
const door = new PluginHarness();
beforeAll(() => {
  door.write(
    'numbers.csv',
    `start_time,sip_code,from,trunk\n2026-11-23T08:10:00Z,200,+4930123456,t1\n2026-11-23T08:20:00Z,486,+4930123457,t2\n`
  );
});
afterAll(() => door.close());

const panel = door.context({ path: 'numbers.csv', maskNumbersForViewers: 'all' });
const editor: PluginContext = { ...panel, user: { login: 'e', role: 'Editor' } };
const BY_CALLER = { kind: 'distribution', splitBy: ['from'] };

function ask(rest: Partial<DataQuery> = {}, context = panel, signal = never) {
  const asked = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from: FROM, to: TO, json: BY_CALLER };
  return door.handlers.query({ ...asked, ...rest }, context, signal);
}

test('fifty equal panels get the same frames', async () => {
  const [first, ...others] = await Promise.all(Array.from({ length: 50 }, () => ask()));
  others.forEach(([frame]) => expect(frame).toBe(first?.[0]));
  expect((await ask())[0]).not.toBe(first?.[0]);
});

test.each<{ difference: string; rest?: Partial<DataQuery>; context?: PluginContext }>([
  { difference: 'the name of the query', rest: { refId: 'B' } },
  { difference: 'the query', rest: { json: { kind: 'distribution', splitBy: ['trunk'] } } },
  { difference: 'how it is shown', rest: { json: { ...BY_CALLER, shape: 'table' } } },
  { difference: 'what is left out', rest: { json: { ...BY_CALLER, light: true } } },
  { difference: 'the range', rest: { to: TO - 1 } },
  { difference: 'the width', rest: { maxDataPoints: 10 } },
  { difference: 'the reader', context: editor },
  { difference: 'an alert rule', context: { ...panel, headers: new Map([['FromAlert', 'true']]) } },
])('panels that differ in $difference do not', async ({ rest, context }) => {
  const [[one], [other], [alone]] = await Promise.all([ask(), ask(rest, context), ask()]);
  expect(other).not.toBe(one);
  expect(alone).toBe(one);
});

test('a viewer sees no number of an editor that asks the same at the same time', async () => {
  const [viewer, unmasked] = await Promise.all([ask(), ask({}, editor)]);
  const textOf = (frames: readonly Uint8Array[]) => frames.map((frame) => Buffer.from(frame).toString('latin1')).join();
  expect(textOf(unmasked)).toContain('30123456');
  expect(textOf(viewer)).not.toContain('30123456');
});

test('who leaves does not take the answer from the others', async () => {
  const leaving = new AbortController();
  const left = failureOf(ask({}, panel, leaving.signal));
  const stays = ask();
  leaving.abort();
  expect(await left).toMatchObject({ message: 'Query cancelled.' });
  expect(await stays).toHaveLength(1);
});
