import fc from 'fast-check';
import { HighCardinalityCache } from '../../../../src/backend/queries/ask/highCardinalityCache';
import type { Store, StoreAnswer, StoreQuestion } from '../../../../src/backend/stores/store';
import { ask, askAll } from '../../../kinds/queryHarness';
import { anyCalls, DIMENSIONS, FROM, TO } from '../../../kinds/callsArbitrary';
import { MemoryStore } from '../../../kinds/memoryStore';

/** A store for which every split has too many values, and every timing too many milliseconds, to be distinguished one by one. */
function crowded(store: MemoryStore): Store {
  return {
    ask: <Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> =>
      store.ask(
        'maxEntries' in question && !('bounds' in question && question.bounds !== null) ? { ...question, maxEntries: -1 } : question,
        signal
      ),
    close: () => store.close(),
  };
}

const QUERIES = [
  { kind: 'distribution', splitBy: ['trunk'], top: 2 },
  { kind: 'distribution', splitBy: ['trunk', 'country'], top: 3, results: ['busy', 'failed'], measure: 'share' },
  { kind: 'trend', bucket: '12h', splitBy: ['country'], top: 1, shape: 'table' },
  { kind: 'trend', bucket: 'day', splitBy: ['trunk', 'country'], results: ['answered'] },
  { kind: 'ratio', ratios: ['ASR', 'SEER'], splitBy: ['trunk'], top: 2, counts: true },
  { kind: 'ratio', ratios: ['ASR'], over: 'time', bucket: '1d', splitBy: ['country'], top: 5 },
  { kind: 'verdict', per: 'trunk', minimumShare: 0.5, limit: 2 },
  { kind: 'verdict', per: 'country', expected: ['answered', 'busy'] },
  { kind: 'timing', timings: ['pdd', 'duration'], statistics: ['count', 'p95'], splitBy: ['trunk'], top: 2 },
  {
    kind: 'timing',
    timings: ['pdd', 'setup', 'duration'],
    statistics: ['count', 'mean', 'p50', 'p90', 'p95', 'p99', 'max'],
    measures: ['ACD', 'short calls'],
    over: 'range',
  },
  { kind: 'timing', timings: ['pdd'], over: 'histogram', bucket: '12h' },
  { kind: 'timing', timings: ['setup'], over: 'time', bucket: '12h', splitBy: ['country'], byResult: true },
  { kind: 'triage', of: 'each', minimumCalls: 1, minimumLift: 1 },
  { kind: 'triage', dimensions: ['country'], minimumCalls: 1, minimumLift: 1 },
  { kind: 'changes', dimensions: ['trunk', 'country'], against: { type: 'shift', by: '1d' } },
  { kind: 'annotations', event: 'spans', per: 'trunk', bucket: '1h', quiet: '2h' },
  { kind: 'annotations', event: 'verdict', per: 'country', minimumShare: 0.6 },
];

test.each(QUERIES.filter(({ dimensions, kind }) => dimensions !== undefined || kind !== 'triage'))(
  'whether the store or the answer is ranked makes no difference: %j',
  async (query) => {
    await fc.assert(
      fc.asyncProperty(anyCalls, async (calls) => {
        const range = { from: FROM + 86_400_000, to: TO };
        const [told, ranked] = await Promise.all([
          askAll(new MemoryStore(calls, DIMENSIONS), query, { range }),
          askAll(crowded(new MemoryStore(calls, DIMENSIONS)), query, { range }),
        ]);
        expect(told.map(withoutStatements)).toEqual(ranked.map(withoutStatements));
      }),
      { numRuns: 40 }
    );
  }
);

function withoutStatements({ statement: _, custom: { statementMs: __, ...custom }, ...table }: Awaited<ReturnType<typeof ask>>) {
  return { ...table, custom };
}

test('every value is distinguished by one statement', async () => {
  for (const query of QUERIES.filter(({ kind }) => ['distribution', 'trend', 'ratio', 'verdict'].includes(kind))) {
    const store = new MemoryStore([{ time: FROM, code: 200, word: null, dimensions: { trunk: 't1', country: 'de' } }], DIMENSIONS);
    await ask(store, query);
    expect(store.questions.map(({ kind }) => kind)).toEqual(['breakdown']);
  }
});

test('ties are in the order of the bytes of UTF-8, as stores rank them', async () => {
  const names = ['\u{1F600}', '\uFF21', 'a', 'B', 'é', ''];
  const store = new MemoryStore(
    names.map((trunk) => ({ time: FROM, code: 200, word: null, dimensions: { trunk } })),
    DIMENSIONS
  );
  const [table] = await askAll(store, { kind: 'distribution', splitBy: ['trunk'], results: ['answered'], shape: 'table', top: 5 });
  // Independent of our code: `printf '%s\n' … | LC_ALL=C sort`.
  expect(table?.columns.find(({ name }) => name === 'trunk')?.values).toEqual(['(none)', 'B', 'a', 'é', '\uFF21', 'other']);
});

test('that a split has many values is remembered for a while, for as many buckets or more', () => {
  const began = Date.UTC(2026, 10, 23);
  let now = began;
  const known = new HighCardinalityCache(() => now);
  known.add('from', 720);
  expect([known.has('from', 720), known.has('from', 1_000), known.has('from', 24), known.has('to', 720)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  known.add('from', 1_000);
  expect(known.has('from', 720)).toBe(true);
  known.add('from', 24);
  expect(known.has('from', 24)).toBe(true);
  now = began + 600_000;
  expect(known.has('from', 24)).toBe(true);
  now = began + 600_001;
  expect(known.has('from', 24)).toBe(false);
});

test('a split with many values is not tried again at every refresh', async () => {
  const asked: string[] = [];
  const memory = new MemoryStore([], DIMENSIONS);
  const store: Store = {
    ...crowded(memory),
    ask: (question, signal) => (asked.push(question.kind), crowded(memory).ask(question, signal)),
  };
  const highCardinalityCache = new HighCardinalityCache(() => 0);
  for (let refresh = 0; refresh < 3; refresh++) {
    await askAll(store, { kind: 'distribution', splitBy: ['trunk'] }, { explain: false, highCardinalityCache });
  }
  expect(asked).toEqual(['breakdown', 'values', 'counts', 'values', 'counts', 'values', 'counts']);
});
