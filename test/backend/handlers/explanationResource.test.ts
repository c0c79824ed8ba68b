/** What light frames leave out, asked where somebody opens it: the same as the frame would say, to the same readers. */
import type { PluginContext, ResourceAnswer } from '../../../src/backend/protocol/plugin';
import { FROM, PluginHarness, TO } from './pluginHarness';

const NUMBER = '+4930123456';
const door = new PluginHarness();
beforeAll(() =>
  door.write(
    'numbers.csv',
    `start_time,sip_code,from\n2026-11-23T08:10:00Z,200,${NUMBER}\n2026-11-23T08:11:00Z,${NUMBER},${NUMBER}\nno time for ${NUMBER},200,${NUMBER}\n`
  )
);
afterAll(() => door.close());

const never = new AbortController().signal;
const calls = door.context();
const numbers = door.context({ path: 'numbers.csv', maskNumbersForViewers: 'all' });
const of = (context: PluginContext, role: string): PluginContext => ({ ...context, user: { login: 'somebody', role } });

async function ask(body: unknown, context = of(calls, 'Viewer'), method = 'POST'): Promise<ResourceAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = { method, path: 'explanation', search: new URLSearchParams(), body: new TextEncoder().encode(text) };
  return door.handlers.resource(request, context, never);
}

const told = async (query: object, context?: PluginContext) => {
  const answer = await ask({ query, from: FROM, to: TO, intervalMs: 60_000, maxDataPoints: 500 }, context);
  expect(answer.status).toBe(200);
  return answer.body as { explanation: object; question: object; statement: string; calls: number };
};

test.each([
  { kind: 'distribution', splitBy: ['trunk'] },
  { kind: 'trend' },
  { kind: 'ratio', confidence: 95, over: 'time' },
  { kind: 'distribution', light: true, refId: 'B', datasource: { uid: 'x' }, intervalMs: 1_000 },
])('says what the frame says: %j', async (query) => {
  // What is kept of earlier tests is in the statement.
  const fresh = { ...query, fresh: true };
  const { meta } = await door.query({ ...fresh, light: false }, of(calls, 'Viewer'));
  const custom = meta['custom'] as { explanation: object; question: object; calls: number };
  const { explanation, question, statement, calls: counted } = await told(fresh);
  expect(explanation).toEqual(custom.explanation);
  expect(question).toEqual(custom.question);
  expect(counted).toBe(8);
  expect(statement).toBe(meta['executedQueryString']);
});

const BY_NUMBER = { kind: 'codes', filters: [{ dimension: 'from', operator: '=', values: [NUMBER] }] };

test('a viewer from whom digits are hidden sees none of the records, an editor sees them', async () => {
  const all = { kind: 'codes' };
  const viewer = JSON.stringify(await told(all, of(numbers, 'Viewer')));
  expect(viewer).not.toContain('30123456');
  expect(viewer).toContain('+**********');
  expect(JSON.stringify(await told(all, of(numbers, 'Editor')))).toContain('30123456');
});

test('the statement shows a viewer no text that is compared with, and filters see what their reader sees', async () => {
  const viewer = await told(BY_NUMBER, of(numbers, 'Viewer'));
  expect(viewer.statement).not.toContain('30123456');
  const lookalike = { kind: 'codes', filters: [{ dimension: 'from', operator: '=', values: ['+4999999999'] }] };
  // Both look like +**********, so that nobody learns which of them is in the records.
  expect((await told(lookalike, of(numbers, 'Viewer'))).calls).toBe(viewer.calls);
  expect((await told(lookalike, of(numbers, 'Editor'))).calls).toBe(0);
  expect((await told(BY_NUMBER, of(numbers, 'Editor'))).statement).toContain(NUMBER);
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /^Request body is not valid JSON/],
  ['no query', { from: FROM, to: TO }, /^query: missing/],
  ['no range', { query: { kind: 'codes' } }, /^from: missing.* to: missing/],
  ['a range that ends before it starts', { query: { kind: 'codes' }, from: TO, to: FROM }, /^The time range ends before it starts/],
  ['another field', { query: { kind: 'codes' }, from: FROM, to: TO, mask: 'none' }, /^Unknown field "mask"/],
  ['another kind', { query: { kind: 'sql' }, from: FROM, to: TO }, /^kind: "sql" is not allowed/],
  ['a variable', { query: { kind: 'codes', timeZone: '$zone' }, from: FROM, to: TO }, /variable \$zone was not replaced/],
])('refuses %s', async (_what, body, message) => {
  const answer = await ask(body);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: expect.stringMatching(message), message: expect.stringMatching(message) });
});

test('an error shows a viewer no digits', async () => {
  const wrong = { query: { kind: 'distribution', splitBy: [`x${NUMBER}`] }, from: FROM, to: TO };
  const answer = await ask(wrong, of(numbers, 'Viewer'));
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body)).not.toContain('30123456');
});

test('takes nothing but POST', async () => {
  expect(await ask({}, undefined, 'GET').catch((error: { status: number }) => error)).toMatchObject({ status: 405 });
});
