import { PATIENT, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const ROWS = `start_time,sip_code,run_id,trunk
2026-11-23T08:00:00Z,200,many,t1
2026-11-23T08:00:01.250Z,200,many,t2
2026-11-23T08:00:02Z,200,many,t2
2026-11-23T07:59:59Z,200,early,t1
2026-11-23T08:30:00Z,200,early,t1
2026-11-23T08:20:00Z,486,late,t1
2026-11-23T08:10:00Z,486,,t1
`;

test('values come by calls, or those that began last first with the time of their first call', async () => {
  const { store } = await folder.open({ path: folder.put({ 'calls.csv': ROWS }) });
  const question = { kind: 'values', dimensions: ['run_id'], only: null, search: '', range: null, filters: [] } as const;
  const byCalls = await store.ask({ ...question, limit: 9 }, PATIENT);
  expect([byCalls.values, byCalls.calls, byCalls.first]).toEqual([[['many'], ['early'], [''], ['late']], [3, 2, 1, 1], undefined]);
  const newest = await store.ask({ ...question, limit: 3, order: 'newest' }, PATIENT);
  const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);
  expect(newest).toMatchObject({
    values: [['late'], [''], ['many']],
    calls: [1, 1, 3],
    first: [at('08:20:00'), at('08:10:00'), at('08:00:00')],
    more: true,
  });
  const range = { from: at('08:00:00.500'), to: at('08:30:00.001') };
  const within = await store.ask(
    { ...question, range, filters: [{ dimension: 'run_id', includes: false, values: [''] }], limit: 9, order: 'newest' },
    PATIENT
  );
  expect(within).toMatchObject({
    values: [['early'], ['late'], ['many']],
    first: [at('08:30:00'), at('08:20:00'), at('08:00:01.250')],
    more: false,
  });
  const pairs = await store.ask({ ...question, dimensions: ['run_id', 'trunk'], limit: 9, order: 'newest' }, PATIENT);
  expect(pairs.values).toEqual([
    ['late', 't1'],
    ['', 't1'],
    ['many', 't2'],
    ['many', 't1'],
    ['early', 't1'],
  ]);
});
