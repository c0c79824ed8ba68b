import fc from 'fast-check';
import { questionKey } from '../../../src/backend/stores/questionKey';
import { answeredCalls, selectResults } from '../../../src/backend/stores/selectResults';
import type { StoreQuestion } from '../../../src/backend/stores/store';
import { type CallResult, RESULTS } from '../../../src/domain/results';
import { compileRules } from '../../../src/domain/rules';
import type { Vocabulary } from '../../../src/domain/vocabularies/vocabulary';
import { EXAMPLES } from '../../../src/kinds/examples';
import { FROM } from '../../kinds/callsArbitrary';
import { MemoryStore, resultOf } from '../../kinds/memoryStore';
import { askAll } from '../../kinds/queryHarness';

/** `T` where it is plain data, which JSON can write and read back; `never` where it holds anything else. */
type Plain<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends ((...args: never) => unknown) | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | Date | ArrayBufferView
    ? never
    : { readonly [K in keyof T]: Plain<T[K]> };

const CALL = { time: FROM, code: 486, word: null, dimensions: { trunk: 't1', country: 'de', switch: 's1' }, timings: { pdd: 900 } };
const QUERIES = [
  ...Object.values(EXAMPLES).flatMap((examples) => examples.map(({ query }) => query)),
  {
    kind: 'distribution',
    splitBy: ['trunk'],
    results: ['busy', 'failed'],
    filters: [{ dimension: 'trunk', operator: '=~', values: ['t.'] }],
  },
  { kind: 'timing', timings: ['duration'], over: 'time', results: ['answered'], byResult: true },
];

/** The questions of a query, whether or not the store can answer them. */
async function questionsOf(query: object): Promise<readonly StoreQuestion[]> {
  const store = new MemoryStore([CALL, { ...CALL, time: FROM + 1, code: 200 }], Object.keys(CALL.dimensions));
  await askAll(store, query).catch(() => undefined);
  return store.questions;
}

test('questions of every kind are plain data by their type', () => {
  const plain = (question: StoreQuestion): Plain<StoreQuestion> => question;
  expect(plain({ kind: 'shape' })).toEqual({ kind: 'shape' });
});

test('the queries here ask questions of all kinds that queries ask', async () => {
  const asked = (await Promise.all(QUERIES.map(questionsOf))).flat();
  expect(new Set(asked.map(({ kind }) => kind))).toEqual(
    new Set(['counts', 'breakdown', 'histogram', 'records', 'shape', 'extent', 'timing', 'values'])
  );
});

test.each(QUERIES)('what a query asks can be written down and read back: %j', async (query) => {
  for (const question of await questionsOf(query)) {
    const read = JSON.parse(JSON.stringify(question)) as StoreQuestion;
    expect(read).toEqual(question);
    expect(questionKey(read)).toBe(questionKey(question));
  }
});

test('a question has one key, in whatever order its properties are', () => {
  const grid = { stepMs: 60_000, offsets: [{ until: null, offsetMs: 0 }] };
  const question = { kind: 'counts', range: { from: 1, to: 2 }, filters: [], grid, split: null } as const;
  const turned = {
    split: null,
    grid: { offsets: grid.offsets, stepMs: 60_000 },
    filters: [],
    range: { to: 2, from: 1 },
    kind: 'counts',
  } as const;
  expect(questionKey(turned)).toBe(questionKey(question));
  expect(questionKey({ ...question, unit: undefined } as unknown as StoreQuestion)).toBe(questionKey(question));
  expect(questionKey({ ...question, range: { from: 1, to: 3 } })).not.toBe(questionKey(question));
  expect(questionKey({ ...question, unit: 'attempts' })).not.toBe(questionKey(question));
  const filter = (values: string[]) => ({ ...question, filters: [{ dimension: 'trunk', includes: true, values }] });
  expect(questionKey(filter(['a', 'b']))).not.toBe(questionKey(filter(['b', 'a'])));
});

describe('results and answered calls as plain data', () => {
  const vocabulary: Vocabulary = new Map<string, number | CallResult>([
    ['answered', 200],
    ['no answer', 408],
    ['failed', 'failed'],
    ['ok', 202],
  ]);
  const WORDS = ['answered', 'no answer', 'failed', 'ok', 'busy', 'elsewhere'];
  const anyRules = fc
    .uniqueArray(
      fc.record({
        codes: fc.option(fc.constantFrom('200', '2xx', '486,600', '480-489', '5xx'), { nil: undefined }),
        words: fc.subarray(WORDS, { minLength: 1, maxLength: 2 }),
        result: fc.constantFrom(...RESULTS),
      }),
      { maxLength: 3, selector: ({ words }) => words[0] }
    )
    .map((rules) => {
      try {
        return compileRules(rules, vocabulary);
      } catch {
        return compileRules([], vocabulary);
      }
    });
  const codes = fc.option(fc.constantFrom(0, 183, 200, 202, 299, 300, 408, 480, 486, 503, 600), { nil: null });
  const words = fc.option(fc.constantFrom(...WORDS, ' Busy '), { nil: null });

  it('classify as the rules do', () => {
    fc.assert(
      fc.property(anyRules, codes, words, (rules, code, word) => {
        expect(resultOf(selectResults(rules, RESULTS), { code, word })).toBe(rules.classify(code, word));
      }),
      { numRuns: 1_000 }
    );
  });

  it('take a word that stands for a code by its code, and any other by the rules', () => {
    const rules = compileRules(
      [
        { words: ['ok', 'picked up'], result: 'answered' },
        { codes: '200', result: 'failed' },
      ],
      vocabulary
    );
    expect(answeredCalls(rules)).toEqual({ ranges: [{ first: 200, last: 299 }], words: ['answered', 'ok', 'picked up'] });
    const turned = compileRules([{ words: ['no answer', 'failed'], result: 'answered' }], vocabulary);
    expect(answeredCalls(turned).words).toEqual(['answered', 'ok', 'failed']);
  });
});
