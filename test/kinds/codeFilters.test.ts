import { MemoryStore, type TestCall } from './memoryStore';
import { ask, rowsOf, sum, numberColumns } from './queryHarness';
import { TRUTH_DIMENSIONS, TRUTH_RANGE, truthCalls } from './truthCalls';

const AGAIN = { word: null, dimensions: {} };
/** One call more, whose record has no code. */
const calls: TestCall[] = [...truthCalls(), { ...AGAIN, time: TRUTH_RANGE.from, code: null }];
const asking = { range: TRUTH_RANGE };
const onCode = (operator: string, ...values: string[]) => [{ dimension: 'code', operator, values }];

async function counted(filters: object[], names: readonly string[] = TRUTH_DIMENSIONS, some: readonly TestCall[] = calls) {
  return rowsOf(await ask(new MemoryStore(some, names), { kind: 'codes', filters }, asking)).map(({ code, calls: of }) => [code, of]);
}

const having = (wanted: (code: number | null) => boolean) => calls.filter(({ code }) => wanted(code)).length;

test.each([
  [onCode('=', '486'), (code: number | null) => code === 486],
  [onCode('in', '5xx', '404'), (code: number | null) => code !== null && (Math.floor(code / 100) === 5 || code === 404)],
  [onCode('not in', '200', '486'), (code: number | null) => code !== 200 && code !== 486],
  [onCode('=', ''), (code: number | null) => code === null],
])('%j narrows to these codes', async (filters, wanted) => {
  const expected = having(wanted);
  expect(expected).toBeGreaterThan(0);
  expect(sum((await counted(filters)).map(([, of]) => Number(of)))).toBe(expected);
});

test('with a dimension, and in a split', async () => {
  const filters = [...onCode('=', '404'), { dimension: 'caller', operator: '=', values: ['uac_call'] }];
  const expected = calls.filter(({ code, dimensions }) => code === 404 && dimensions['caller'] === 'uac_call').length;
  const table = await ask(new MemoryStore(calls, TRUTH_DIMENSIONS), { kind: 'distribution', splitBy: ['gateway'], filters }, asking);
  expect(sum(numberColumns(table).flatMap(({ values }) => [...values]))).toBe(expected);
});

test('a dimension of that name has precedence', async () => {
  const renamed = calls.map((call) => ({ ...call, dimensions: { code: call.code === 486 ? 'one' : 'other' } }));
  expect(await counted(onCode('=', 'one'), ['code'], renamed)).toEqual([[486, having((code) => code === 486)]]);
});
