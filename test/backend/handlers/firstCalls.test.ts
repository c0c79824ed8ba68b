/** What the settings page shows as the proof that layout and time zone are right. */
import type { FirstCalls } from '../../../src/domain/firstCalls';
import { PluginHarness } from './pluginHarness';

let door: PluginHarness;

beforeAll(() => {
  door = new PluginHarness();
});

afterAll(() => door.close());

function ask(jsonData: object, role = 'Editor') {
  const context = { ...door.context(jsonData), user: { login: 'someone', role } };
  const request = { method: 'GET', path: 'first-calls', search: new URLSearchParams(), body: new Uint8Array() };
  return door.handlers.resource(request, context, new AbortController().signal);
}

test('the newest five calls of the file, as a person reads them there', async () => {
  const { status, body } = await ask({ path: 'calls.csv' });
  const { dimensions, calls } = body as FirstCalls;
  expect(status).toBe(200);
  expect(dimensions).toEqual(['trunk']);
  expect(calls.map(({ time, code, result, values }) => [new Date(time).toISOString().slice(11, 19), code, result, values[0]])).toEqual([
    ['10:30:00', 200, 'answered', 't1'],
    ['10:00:00', null, 'unclassified', 't2'],
    ['09:59:59', 404, 'failed', 't2'],
    ['09:30:00', 503, 'unavailable', ''],
    ['09:00:00', 486, 'busy', 't1'],
  ]);
  expect(calls[0]?.durationMs).toBe(1000);
});

test('a time zone shows in the times, and rules in the results, before anybody draws a panel', async () => {
  door.write('local.csv', 'start_time,sip_code\n2026-11-23 10:00:00,486\n');
  const { body } = await ask({ path: 'local.csv', timeZone: 'America/New_York', rules: [{ codes: '486', result: 'rejected' }] });
  // New York is five hours behind UTC in November.
  expect((body as FirstCalls).calls).toMatchObject([{ time: Date.parse('2026-11-23T15:00:00Z'), result: 'rejected' }]);
});

test('phone numbers are masked, a folder without records is not refused, and viewers are refused', async () => {
  door.write('numbers.csv', 'start_time,sip_code,from\n2026-11-23T10:00:00Z,200,+4930123456\n');
  const { body } = await ask({ path: 'numbers.csv', maskNumbers: 3 });
  expect(JSON.stringify(body)).not.toContain('123456');
  door.write('none.csv', 'start_time,sip_code\n');
  expect(await ask({ path: 'none.csv' })).toMatchObject({ status: 200, body: { calls: [] } });
  expect(await ask({ path: 'calls.csv' }, 'Viewer')).toMatchObject({ status: 403 });
});
