import { decodeFrame } from '../backend/frames/decodeFrame';
import { FROM, PluginHarness, TO } from '../backend/handlers/pluginHarness';

const NAME = '15550101000.csv';
const settings = { path: NAME, maskNumbersForViewers: 'all' };
const door = new PluginHarness();
const never = new AbortController().signal;
afterAll(() => door.close());
beforeAll(() => door.write(NAME, 'start_time,sip_code\n2026-11-23T08:10:00Z,200\nno time,200\n'));

const viewer = (json: object = settings) => ({ ...door.context(json), user: { login: 'v', role: 'Viewer' } });
const asked = (json: object) => ({ refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from: FROM, to: TO, json });

test('numbers in file names are hidden in notices', async () => {
  const frames = await door.handlers.query(asked({ kind: 'codes' }), viewer(), never);
  const text = JSON.stringify(frames.map((frame) => decodeFrame(frame).meta));
  expect(text).toContain('***********.csv');
  expect(text).not.toContain('15550101000');
});

test('in health messages, whose times stay', async () => {
  const health = await door.handlers.checkHealth(viewer(), never);
  expect(JSON.stringify(health)).not.toContain('15550101000');
  expect(health.message).toContain('2026-11-23T08:10:00Z');
  expect((await door.handlers.checkHealth({ ...viewer(), user: { login: 'a', role: 'Admin' } }, never)).message).toContain(NAME);
});

test('in errors', async () => {
  const missing = viewer({ ...settings, path: '15550101999.csv' });
  expect(JSON.stringify(await door.handlers.checkHealth(missing, never))).not.toContain('15550101999');
  await expect(door.handlers.query(asked({ kind: 'codes' }), missing, never)).rejects.toThrow(/\*{11}\.csv/);
  const extent = { method: 'GET', path: 'extent', search: new URLSearchParams(), body: new Uint8Array() };
  expect(JSON.stringify(await door.handlers.resource(extent, missing, never))).not.toContain('15550101999');
});
