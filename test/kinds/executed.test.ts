import type { AnswerFacts } from '../../src/backend/stores/answer';
import type { Store, StoreAnswer, StoreQuestion } from '../../src/backend/stores/store';
import { EXAMPLES } from '../../src/kinds/examples';
import { QUERY_KINDS } from '../../src/kinds/kinds';
import { FROM } from './callsArbitrary';
import { MemoryStore, type TestCall } from './memoryStore';
import { ask } from './queryHarness';

const CALL: TestCall = { time: FROM, code: 503, word: null, dimensions: { trunk: 't1', run_id: 'r1' }, timings: { pdd: 900 } };
const QUERIES = QUERY_KINDS.filter((kind) => kind !== 'calls').flatMap((kind) => EXAMPLES[kind].map(({ query }) => query));

/** Numbers its statements, so that each can be found again in a frame. */
class NumberedStore implements Store {
  readonly statements: string[] = [];

  constructor(private readonly store: MemoryStore) {}

  async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
    const statement = `select ${this.statements.length}`;
    this.statements.push(statement);
    const facts: Partial<AnswerFacts> = { statement, statementMs: 7 };
    return { ...(await this.store.ask(question, signal)), ...facts };
  }

  async close(): Promise<void> {}
}

describe.each([
  ['calls', [CALL]],
  ['no calls', []],
])('over %s', (_name, calls) => {
  test.each(QUERIES)('every statement that the store executed is in the frame: %j', async (query) => {
    const store = new NumberedStore(new MemoryStore(calls, ['trunk', 'run_id']));
    const { statement, custom } = await ask(store, query);
    expect(store.statements.length).toBeGreaterThan(0);
    expect(statement?.split(';\n\n')).toEqual(store.statements);
    expect(custom['statementMs']).toBe(7 * store.statements.length);
  });
});
