import { ask, type Plan, together } from '../../../../src/backend/queries/ask/plan';
import { runPlan } from '../../../../src/backend/queries/ask/runPlan';
import { HighCardinalityCache } from '../../../../src/backend/queries/ask/highCardinalityCache';
import type { Store, StoreAnswer, StoreQuestion } from '../../../../src/backend/stores/store';
import { CallResultError } from '../../../../src/domain/errors';
import { MemoryStore } from '../../../kinds/memoryStore';

const COUNTS = { kind: 'counts', range: null, filters: [], grid: null, split: null } as const;
const EXTENT = { kind: 'extent' } as const;

function run<T>(plan: Plan<T>, store: Store, signal = new AbortController().signal) {
  return runPlan(plan, { store, highCardinalityCache: new HighCardinalityCache(() => 0) }, 'calls', signal);
}

/** Answers extents at once with an error or the memory's answer, and counts never until they are aborted. */
function storeOf(failsWith: CallResultError | null, aborted: string[]): Store {
  const memory = new MemoryStore([], []);
  return {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
      if (question.kind === 'counts') {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        aborted.push(question.kind);
        throw new CallResultError('cancelled', 'stopped');
      }
      if (failsWith !== null) {
        throw failsWith;
      }
      return memory.ask(question, signal);
    },
    close: () => memory.close(),
  };
}

test('where one of several questions fails, the others are stopped, and the failure is told', async () => {
  const aborted: string[] = [];
  const failure = new CallResultError('store', 'the server is gone');
  const asking = run(together(ask(COUNTS), ask(EXTENT)), storeOf(failure, aborted));
  await expect(asking).rejects.toBe(failure);
  expect(aborted).toEqual(['counts']);
});

test('a question that is withdrawn stops all of them', async () => {
  const aborted: string[] = [];
  const closed = new AbortController();
  const asking = run(together(ask(COUNTS), ask(COUNTS)), storeOf(null, aborted), closed.signal);
  closed.abort();
  await expect(asking).rejects.toMatchObject({ kind: 'cancelled' });
  expect(aborted).toEqual(['counts', 'counts']);
});

test('statements are told in the order of the questions, whichever is answered first', async () => {
  const memory = new MemoryStore([], []);
  const late = ['counts', 'extent'];
  const store: Store = {
    async ask(question, signal) {
      await new Promise((resolve) => setTimeout(resolve, late.indexOf(question.kind) === 0 ? 20 : 0));
      return { ...(await memory.ask(question, signal)), statement: question.kind };
    },
    close: () => memory.close(),
  };
  const { executed } = await run(together(ask(COUNTS), ask(EXTENT)), store);
  expect(executed.map(({ statement }) => statement)).toEqual(['counts', 'extent']);
});

test('a plan asks once more when it knows the first answer', async () => {
  const store = new MemoryStore([], ['trunk']);
  function* twoRounds(): Plan<number> {
    const { dimensions } = yield* ask({ kind: 'shape' });
    const { calls } = yield* ask({ ...COUNTS, split: { dimensions, groups: [] } });
    return calls.length;
  }
  const { value, executed } = await run(twoRounds(), store);
  expect(value).toBe(0);
  expect(executed).toHaveLength(2);
  expect(store.questions).toEqual([
    { kind: 'shape', unit: 'calls' },
    { ...COUNTS, split: { dimensions: ['trunk'], groups: [] }, unit: 'calls' },
  ]);
});
