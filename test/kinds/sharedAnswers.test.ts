import type { Store, StoreAnswer, StoreQuestion } from '../../src/backend/stores/store';
import { EXAMPLES } from '../../src/kinds/examples';
import { QUERY_KINDS } from '../../src/kinds/kinds';
import { FROM } from './callsArbitrary';
import { MemoryStore, type TestCall } from './memoryStore';
import { askAll } from './queryHarness';

const CALLS = [200, 200, 486, 503, 503, null].map((code, index): TestCall => ({
  time: FROM + index * 60_000,
  code,
  word: null,
  dimensions: { trunk: `t${index % 2}`, run_id: `r${index % 3}` },
  timings: { pdd: 500 + index, duration: 1_000 * index },
}));
const QUERIES = QUERY_KINDS.filter((kind) => kind !== 'calls').flatMap((kind) => EXAMPLES[kind].map(({ query }) => query));

/** Gives a question the very same answer each time, as the store's cache does. */
class SharingStore implements Store {
  readonly shared = new Map<string, object>();

  constructor(private readonly store: MemoryStore) {}

  async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
    const key = JSON.stringify(question);
    const answer = this.shared.get(key) ?? (await this.store.ask(question, signal));
    this.shared.set(key, answer);
    return answer as StoreAnswer<Q>;
  }

  async close(): Promise<void> {}
}

test.each(QUERIES)('a query leaves its answers as they are, and asks and tells the same again: %j', async (query) => {
  const store = new SharingStore(new MemoryStore(CALLS, ['trunk', 'run_id']));
  const first = await askAll(store, query);
  const answers = structuredClone([...store.shared]);
  expect(await askAll(store, query)).toEqual(first);
  expect([...store.shared]).toEqual(answers);
});
