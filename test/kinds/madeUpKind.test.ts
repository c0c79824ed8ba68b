import { z } from 'zod';
import { totalCalls } from '../../src/backend/queries/after/counting/totalCalls';
import { answerWith, type KindAnswers } from '../../src/backend/queries/ask/answerWith';
import type { KindAnswer } from '../../src/backend/queries/ask/kindAnswer';
import { ask } from '../../src/backend/queries/ask/plan';
import { valueFilters } from '../../src/backend/queries/ask/valueFilters';
import type { CountsAnswer } from '../../src/backend/stores/answer';
import { common } from '../../src/domain/queryParts';
import { ANSWERS } from '../../src/kinds/answers';
import type { KindEditor } from '../../src/kinds/editor';
import type { EDITORS } from '../../src/kinds/editors';
import type { Example } from '../../src/kinds/example';
import type { EXAMPLES } from '../../src/kinds/examples';
import { QUERY_FIELDS, QUERY_KINDS, SCHEMAS } from '../../src/kinds/kinds';
import { queryUnion, type KindOf } from '../../src/kinds/queryUnion';
import type { StoredQuery } from '../../src/kinds/storedQuery';
import { FROM, TO } from './callsArbitrary';
import { MemoryStore, type TestCall } from './memoryStore';
import { requestOf, sourceOf } from './queryHarness';

// schema.ts
const goalSchema = z.strictObject({ kind: z.literal('goal'), ...common, target: z.number().int().min(1).default(100) });
type GoalQuery = z.infer<typeof goalSchema>;

// answer.ts
const goalAnswer: KindAnswer<GoalQuery, CountsAnswer> = {
  *plan(query, context) {
    const { range } = context.request;
    const filters = yield* valueFilters(query.filters, range, context);
    return yield* ask({ kind: 'counts', range, filters, grid: null, split: null });
  },

  evaluate({ target }, answer, { request: { range } }) {
    const calls = totalCalls(answer);
    const values = Float64Array.of(calls / target);
    return {
      bodies: [
        {
          name: 'Goal',
          type: 'numeric-wide',
          visualization: 'table',
          columns: [{ type: 'number', name: 'reached', quantity: { of: 'share' }, values }],
        },
      ],
      calls,
      range,
      numbers: [],
    };
  },
};

// The line of each list.
type AnySchema = (typeof SCHEMAS)[number] | typeof goalSchema;
type Query = z.output<AnySchema>;
type Kind = KindOf<AnySchema>;
const QUERIES = queryUnion<AnySchema>([...SCHEMAS, goalSchema]);
const ALL_ANSWERS: KindAnswers<Query> = { ...ANSWERS, goal: goalAnswer };

/** What the compiler says to whoever forgets one of them. */
export function forgotten(editors: typeof EDITORS, examples: typeof EXAMPLES) {
  // @ts-expect-error no answer
  const answers: KindAnswers<Query> = ANSWERS;
  // @ts-expect-error no editor
  const fields: Readonly<Record<Kind, KindEditor>> = editors;
  // @ts-expect-error no examples
  const gallery: Readonly<Record<Kind, readonly Example[]>> = examples;
  // @ts-expect-error a field that no kind has
  const stored: StoredQuery<AnySchema> = { kind: 'goal', aim: 3 };
  return { answers, fields, gallery, stored };
}

const CALL: TestCall = { time: FROM, code: 200, word: null, dimensions: { trunk: 't1' } };

test('a kind that is added to the lists is parsed, answered and explained as all others', async () => {
  const stored: StoredQuery<AnySchema> = { kind: 'goal', target: 4, filters: [{ dimension: 'trunk', operator: '=', values: ['t1'] }] };
  const query = QUERIES.parse({ refId: 'A', ...stored });
  expect(query).toMatchObject({ kind: 'goal', version: 1, unit: 'calls', target: 4, results: [] });

  const store = new MemoryStore([CALL, CALL, { ...CALL, dimensions: { trunk: 't2' } }], ['trunk']);
  const [table] = await answerWith(ALL_ANSWERS, query, requestOf(), sourceOf(store), new AbortController().signal);
  expect(table?.columns[0]?.values).toEqual(Float64Array.of(0.5));
  expect(table?.custom).toMatchObject({ calls: 2, question: { kind: 'goal', target: 4, from: FROM, to: TO } });
});

test('its fields are checked, and the other kinds stay as they are', () => {
  expect(QUERIES.kinds).toEqual([...QUERY_KINDS, 'goal']);
  expect(QUERIES.fields).toEqual({
    ...QUERY_FIELDS,
    goal: ['kind', 'version', 'unit', 'fresh', 'light', 'results', 'filters', 'timeZone', 'target'],
  });
  expect(() => QUERIES.parse({ kind: 'goal', target: 0 })).toThrow('target: 0 is not allowed; allowed: at least 1.');
  expect(() => QUERIES.parse({ kind: 'goal', bucket: '1h' })).toThrow('Unknown field "bucket".');
  expect(QUERIES.parse({ kind: 'trend' })).toMatchObject({ kind: 'trend', bucket: 'auto' });
});
