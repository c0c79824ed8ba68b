import { withSharing } from '../../../../src/backend/stores/decorators/withSharing';
import { statementText } from '../../../../src/backend/queries/after/explanation/statementText';
import type { CountsQuestion } from '../../../../src/backend/stores/question';
import { answerTo, type Store, type StoreAnswer, type StoreQuestion } from '../../../../src/backend/stores/store';
import { CallResultError } from '../../../../src/domain/errors';
import { FROM } from '../../../kinds/callsArbitrary';
import { MemoryStore } from '../../../kinds/memoryStore';
import { failureOf, PATIENT } from '../../../support/records';

/** A store that answers when it is told to, or stops when nobody wants the answer. */
class GatedStore implements Store {
  readonly asked: { readonly question: StoreQuestion; readonly signal: AbortSignal; answer(): void; fail(): void }[] = [];
  private readonly counted = new MemoryStore([{ time: FROM, code: 200, word: null, dimensions: {} }], []);

  ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
    return new Promise((resolve, reject) => {
      const answer = () => void this.counted.ask(question, PATIENT).then((counts) => resolve(answerTo(question, counts)));
      this.asked.push({ question, signal, answer, fail: () => reject(new CallResultError('store', 'The server is down.')) });
      signal.addEventListener('abort', () => reject(new CallResultError('cancelled', 'stopped')));
    });
  }

  async close(): Promise<void> {}
}

const soon = () => new Promise((resolve) => setImmediate(resolve));
const HOUR = 3_600_000;

function counts(question: Partial<CountsQuestion> = {}): CountsQuestion {
  return { kind: 'counts', range: { from: FROM, to: FROM + HOUR }, filters: [], grid: null, split: null, ...question };
}

let store: GatedStore;
let shared: string[];
let sharing: Store;
beforeEach(() => {
  [store, shared] = [new GatedStore(), []];
  sharing = withSharing(store, 2, { statementShared: (kind) => shared.push(kind) });
});

test('equal questions at the same time are one, whatever the order of their fields; each answer names the statement', async () => {
  const reversed = Object.fromEntries(Object.entries(counts()).reverse()) as unknown as CountsQuestion;
  const asked = [counts(), reversed, counts()].map((question) => sharing.ask(question, PATIENT));
  await soon();
  expect(store.asked).toHaveLength(1);
  store.asked[0]?.answer();
  const answers = await Promise.all(asked);
  expect(answers.map(({ calls, statement }) => [...calls, statement])).toEqual(Array.from({ length: 3 }, () => [1, 'select']));
  const comment = '\n-- ran once for all queries that asked the same at the same time';
  expect(answers.map((answer) => statementText([answer], 'none'))).toEqual(['select', `select${comment}`, `select${comment}`]);
  expect(shared).toEqual(['counts', 'counts']);
});

test('an answer is not kept: a later question is asked anew', async () => {
  for (const times of [1, 2]) {
    const asked = sharing.ask(counts(), PATIENT);
    await soon();
    expect(store.asked).toHaveLength(times);
    store.asked.at(-1)?.answer();
    expect((await asked).shared).toBeUndefined();
  }
});

test.each([
  { difference: 'the unit', other: counts({ unit: 'attempts' }) },
  { difference: 'the filters', other: counts({ filters: [{ dimension: 'trunk', includes: true, values: ['t1'] }] }) },
  { difference: 'the range', other: counts({ range: { from: FROM, to: FROM + HOUR + 1 } }) },
])('questions that differ in $difference do not share', async ({ other }) => {
  const asked = [counts(), other].map((question) => failureOf(sharing.ask(question, PATIENT)));
  await soon();
  expect(store.asked).toHaveLength(2);
  store.asked.forEach(({ fail }) => fail());
  await Promise.all(asked);
});

test('who leaves does not stop the statement for the others, and does not wait for it', async () => {
  const leaving = new AbortController();
  const stays = sharing.ask(counts(), PATIENT);
  const left = failureOf(sharing.ask(counts(), leaving.signal));
  await soon();
  leaving.abort();
  expect((await left).kind).toBe('cancelled');
  expect(store.asked[0]?.signal.aborted).toBe(false);
  store.asked[0]?.answer();
  expect([...(await stays).calls]).toEqual([1]);
});

test('the one who asked first may leave too', async () => {
  const leaving = new AbortController();
  const left = failureOf(sharing.ask(counts(), leaving.signal));
  const stays = sharing.ask(counts(), PATIENT);
  await soon();
  leaving.abort();
  await left;
  store.asked[0]?.answer();
  expect([...(await stays).calls]).toEqual([1]);
});

test('the last one who leaves stops the statement, and a later caller begins another', async () => {
  const leaving = [new AbortController(), new AbortController()];
  const left = leaving.map(({ signal }) => failureOf(sharing.ask(counts(), signal)));
  await soon();
  leaving.forEach((one) => one.abort());
  expect((await Promise.all(left)).map(({ kind }) => kind)).toEqual(['cancelled', 'cancelled']);
  expect(store.asked[0]?.signal.aborted).toBe(true);
  const asked = sharing.ask(counts(), PATIENT);
  await soon();
  store.asked[1]?.answer();
  expect([...(await asked).calls]).toEqual([1]);
});

test('what was answered is not stopped afterwards: its connection may run another statement by then', async () => {
  const asked = sharing.ask(counts(), PATIENT);
  await soon();
  store.asked[0]?.answer();
  await asked;
  await soon();
  expect(store.asked[0]?.signal.aborted).toBe(false);
});

test('a failure is of all who wait, and is not kept', async () => {
  const asked = Array.from({ length: 3 }, () => failureOf(sharing.ask(counts(), PATIENT)));
  await soon();
  store.asked[0]?.fail();
  expect((await Promise.all(asked)).map(({ kind, message }) => [kind, message])).toEqual(
    Array.from({ length: 3 }, () => ['store', 'The server is down.'])
  );
  const again = sharing.ask(counts(), PATIENT);
  await soon();
  store.asked[1]?.answer();
  expect([...(await again).calls]).toEqual([1]);
});

test('statements are bounded; the newest calls come first, and who leaves the queue is never asked', async () => {
  const hours = [0, 1, 2, 5, 3, 4];
  const leaving = new AbortController();
  const asked = hours.map((hour) => {
    const range = { from: FROM + hour * HOUR, to: FROM + (hour + 1) * HOUR };
    return failureOf(sharing.ask(counts({ range }), hour === 4 ? leaving.signal : PATIENT));
  });
  await soon();
  leaving.abort();
  for (let done = 0; done < 5; done++) {
    expect(store.asked).toHaveLength(Math.min(done + 2, 5));
    store.asked[done]?.fail();
    await soon();
    await soon();
  }
  const begun = store.asked.map(({ question }) => (question.kind === 'counts' ? ((question.range?.from ?? 0) - FROM) / HOUR : null));
  expect(begun).toEqual([0, 1, 5, 3, 2]);
  await Promise.all(asked);
});

test('what needs no statement does not wait for those that run', async () => {
  const running = [0, 1].map((hour) =>
    failureOf(sharing.ask(counts({ range: { from: FROM + hour * HOUR, to: FROM + 9 * HOUR } }), PATIENT))
  );
  const shape = sharing.ask({ kind: 'shape' }, PATIENT);
  await soon();
  store.asked.find(({ question }) => question.kind === 'shape')?.answer();
  expect((await shape).kind).toBe('shape');
  store.asked.forEach(({ fail }) => fail());
  await Promise.all(running);
});

test('who has left before asking is not answered, and nothing is asked', async () => {
  expect((await failureOf(sharing.ask(counts(), AbortSignal.abort()))).kind).toBe('cancelled');
  expect(store.asked).toHaveLength(0);
});
