/** Rules that look at columns, in files; the suite of engines compares all stores. */
import { failureOf, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEADER = 'start_time,sip_code,app,leg';
const queue = (column: string) => ({ column, operator: '=', values: ['Queue'] });

test('take missing values for the empty text, however they are spelled', async () => {
  const lines = ['200,Queue,', '200,Queue,NULL', '200,Queue,  ', '200,Queue,x', '200,Dial,', '486,Queue,'];
  const path = folder.put({ 'calls.csv': [HEADER, ...lines.map((line) => `2026-11-26 13:00:00,${line}`)].join('\n') });
  const rules = [{ codes: '200', when: [queue('app'), { column: 'leg', operator: 'in', values: ['NULL'] }], code: 487 }];
  const records = await folder.open({ path, layout: 'calls', rules });
  expect(await records.codes()).toEqual({ 200: 2, 486: 1, 487: 3 });
  expect(await records.results()).toEqual({ answered: 2, busy: 1, cancelled: 3 });
});

test('name columns by position where files have no header', async () => {
  const path = folder.put({ 'calls.csv': ['STOP', 'STOP', 'ATTEMPT'].map((type) => `2026-11-26 13:00:00,200,${type}`).join('\n') });
  const rules = [{ when: [{ column: 3, operator: '!=', values: ['STOP'] }], result: 'unavailable' }];
  const records = await folder.open({ path, layout: 'custom', header: false, columns: { start_time: 1, code: 2 }, rules });
  expect([await records.results(), await records.codes()]).toEqual([{ answered: 2, unavailable: 1 }, { 200: 3 }]);
});

test('are refused where a column is missing, with the nearest names', async () => {
  const path = folder.put({ 'calls.csv': `${HEADER}\n2026-11-26 13:00:00,200,Queue,\n` });
  const open = async (column: string) => {
    const records = await folder.open({ path, layout: 'calls', rules: [{ when: [queue(column)], code: 487 }] });
    return failureOf(records.counts());
  };
  expect(await open('App_')).toMatchObject({
    kind: 'settings',
    message: expect.stringContaining(
      'rules: rule 1 (App_ = Queue → 487) looks at the column "App_", which the records do not have. Did you mean app?'
    ),
  });
  expect((await open('disposition')).message).toContain('Available: start_time, sip_code, app, leg.');
});

test('look at the column that the settings give another name', async () => {
  const path = folder.put({ 'calls.csv': 'start_time,sip_code,Carrier\n2026-11-26 13:00:00,200,c1\n' });
  const rules = [{ when: [{ column: 'trunk', operator: '=', values: ['c1'] }], result: 'failed' }];
  const records = await folder.open({ path, layout: 'calls', columns: { trunk: 'Carrier' }, rules });
  expect(await records.results()).toEqual({ failed: 1 });
});
