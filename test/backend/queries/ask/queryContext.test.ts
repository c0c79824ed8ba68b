import { QueryContext } from '../../../../src/backend/queries/ask/queryContext';
import { HighCardinalityCache } from '../../../../src/backend/queries/ask/highCardinalityCache';
import { recordsRead } from '../../../../src/backend/queries/after/explanation/recordsRead';
import type { Store, StoreAnswer, StoreQuestion } from '../../../../src/backend/stores/store';
import { CallResultError } from '../../../../src/domain/errors';
import { compileRules } from '../../../../src/domain/rules';
import { MemoryStore } from '../../../kinds/memoryStore';

const COUNTS = { kind: 'counts', range: null, filters: [], grid: null, split: null } as const;
const EXTENT = { kind: 'catalogue', of: 'extent' } as const;

function inquiryOf(store: Store, signal = new AbortController().signal): QueryContext {
  const source = {
    store,
    rules: compileRules(),
    timeZone: 'UTC',
    settlesAfterMs: 0,
    callLink: null,
    records: recordsRead({ layout: 'calls', columns: {}, callTime: undefined }),
    highCardinalityCache: new HighCardinalityCache(),
  };
  return new QueryContext(
    source,
    {
      range: { from: 0, to: 1 },
      intervalMs: 1,
      maxDataPoints: 1,
      explain: true,
      rule: false,
      settledUntil: 0,
      mask: 'none',
      filterMask: 'none',
    },
    signal,
    'calls'
  );
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
  const asking = inquiryOf(storeOf(failure, aborted)).together(
    (one) => one.ask(COUNTS),
    (one) => one.ask(EXTENT)
  );
  await expect(asking).rejects.toBe(failure);
  expect(aborted).toEqual(['counts']);
});

test('a question that is withdrawn stops all of them', async () => {
  const aborted: string[] = [];
  const closed = new AbortController();
  const asking = inquiryOf(storeOf(null, aborted), closed.signal).together(
    (one) => one.ask(COUNTS),
    (one) => one.ask(COUNTS)
  );
  closed.abort();
  await expect(asking).rejects.toMatchObject({ kind: 'cancelled' });
  expect(aborted).toEqual(['counts', 'counts']);
});

test('statements are told in the order of the questions, whichever is answered first', async () => {
  const memory = new MemoryStore([], []);
  const late = ['counts', 'catalogue'];
  const store: Store = {
    async ask(question, signal) {
      await new Promise((resolve) => setTimeout(resolve, late.indexOf(question.kind) === 0 ? 20 : 0));
      return { ...(await memory.ask(question, signal)), statement: question.kind };
    },
    close: () => memory.close(),
  };
  const context = inquiryOf(store);
  await context.together(
    (one) => one.ask(COUNTS),
    (one) => one.ask(EXTENT)
  );
  expect(context.facts.map(({ statement }) => statement)).toEqual(['counts', 'catalogue']);
});
