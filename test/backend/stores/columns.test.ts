import { KAMAILIO, PATIENT, RecordsFolder, failureOf, type OpenRecords } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const columnsOf = ({ store }: OpenRecords) => store.ask({ kind: 'columns' }, PATIENT);

test('columns are told before anything says which of them is what', async () => {
  const path = folder.put({
    'export.csv': 'Disconnect Time;Cause;Trunk\n2026-11-23 10:00:00;486;t1\n',
    'later.csv': 'Disconnect Time;Cause;Route\n',
  });
  const records = await folder.open({ path, layout: 'custom' });
  await expect(records.counts()).rejects.toThrow(/layout custom needs/);
  const { columns } = await columnsOf(records);
  expect([...columns].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
    ['Cause', 'Disconnect Time', 'Route', 'Trunk'].map((name) => ({ name, type: 'text' }))
  );
});

test('they are those that calls are read from, once calls have been read', async () => {
  const records = await folder.openIn(KAMAILIO, { path: '.', layout: 'kamailio' });
  const names = async () => new Set((await columnsOf(records)).columns.map(({ name }) => name));
  const before = await names();
  await records.counts();
  expect(await names()).toEqual(before);
  expect(before).toContain('sip_code');
});

test('a file that cannot be read does not hide the others; where none can be read, it is said', async () => {
  const some = await folder.open({ path: folder.put({ 'a.csv': 'code,time\n', 'b.parquet': 'PAR1, torn' }), layout: 'custom' });
  expect((await columnsOf(some)).columns.map(({ name }) => name)).toEqual(['code', 'time']);
  const none = await folder.open({ path: folder.put({ 'b.parquet': 'PAR1, torn' }), layout: 'custom' });
  expect(await failureOf(columnsOf(none))).toMatchObject({ kind: 'store' });
});
