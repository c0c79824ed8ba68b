import { inDuckDb } from '../../support/duckdb';
import { failureOf, PATIENT, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

test.each([
  [100_000, null],
  [
    100_001,
    {
      kind: 'settings',
      message:
        "The records have more than 100,000 different dispositions, so their column is probably the wrong one. Enter the column of the final status code under columns in the data source's settings.",
    },
  ],
])('%i different words are told, or refused with the repair', async (words, refusal) => {
  const where = folder.put({});
  await inDuckDb(
    `copy (select '2026-11-23T08:00:00Z' as start_time, 'call-' || i as sip_code from range(${words}) t(i)) to '${folder.at(where)}/calls.csv' (header)`
  );
  const { store } = await folder.open({ path: where });
  const asking = store.ask({ kind: 'counts', range: null, filters: [], grid: null, split: null }, PATIENT);
  expect(refusal === null ? (await asking).words.length : await failureOf(asking)).toEqual(refusal ?? words);
});
