/** Whoever asked for the columns of records looked at them anew, and stopped the look by leaving. */
import { RecordsStore } from '../../src/backend/stores/sql/recordsStore';
import { PATIENT } from '../support/records';

test('one look at columns is for all who ask meanwhile, also when the first of them leaves; later ones look again', async () => {
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
  const leaving = new AbortController();
  const left = store.ask({ kind: 'columns' }, leaving.signal);
  const patient = store.ask({ kind: 'columns' }, PATIENT);
  leaving.abort();
  await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  looks[0]?.(new Map([['sip_code', 'int']]));
  await expect(patient).resolves.toMatchObject({ columns: [{ name: 'sip_code', type: 'int' }] });
  expect(looks).toHaveLength(1);
  const later = store.ask({ kind: 'columns' }, PATIENT);
  looks[1]?.(new Map([['code', 'int']]));
  await expect(later).resolves.toMatchObject({ columns: [{ name: 'code', type: 'int' }] });
  await store.close();
});
