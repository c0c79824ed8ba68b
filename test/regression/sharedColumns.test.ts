/** Whoever asked for the columns of records looked at them anew, and stopped the look by leaving. */
import { RecordsStore } from '../../src/backend/stores/sql/recordsStore';
import { PATIENT } from '../support/records';

test('all who ask for columns during a look share the one after it, also when the first of them leaves; later ones look again', async () => {
  const looks: ((columns: ReadonlyMap<string, string>) => void)[] = [];
  const store = new RecordsStore({
    ages: { fresh: 0, usable: 0 },
    columnTypes: (signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')));
        looks.push(resolve);
      }),
    open: () => Promise.reject(new Error('not asked')),
    close: () => Promise.resolve(),
  });
  const first = store.ask({ kind: 'columns' }, PATIENT);
  // By the clock, the others come after the first look has begun.
  await new Promise((resolve) => setTimeout(resolve, 5));
  const leaving = new AbortController();
  const left = store.ask({ kind: 'columns' }, leaving.signal);
  const patient = [store.ask({ kind: 'columns' }, PATIENT), store.ask({ kind: 'columns' }, PATIENT)];
  leaving.abort();
  await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  looks[0]?.(new Map([['sip_code', 'int']]));
  await expect(first).resolves.toMatchObject({ columns: [{ name: 'sip_code', type: 'int' }] });
  await new Promise((resolve) => setImmediate(resolve));
  looks[1]?.(new Map([['code', 'int']]));
  for (const answer of await Promise.all(patient)) {
    expect(answer).toMatchObject({ columns: [{ name: 'code', type: 'int' }] });
  }
  expect(looks).toHaveLength(2);
  const later = store.ask({ kind: 'columns' }, PATIENT);
  looks[2]?.(new Map([['result', 'int']]));
  await expect(later).resolves.toMatchObject({ columns: [{ name: 'result', type: 'int' }] });
  await store.close();
});
