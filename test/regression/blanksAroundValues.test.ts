/** Values with blanks around them were not compared as what they are: ` INVITE ` was no INVITE, so that such calls were missing, and nothing said so. */
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const NAMES = 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time\n';
const row = (...fields: readonly (string | number)[]) => `${fields.map((field) => ` ${field} `).join(',')}\n`;

test('rows are counted and merged', async () => {
  const where = folder.put({
    'acc.csv':
      NAMES +
      row(1, 'INVITE', 'f', 't', 'c1', 200, 'OK', '2026-11-23 08:00:10') +
      row(2, 'BYE', 'f', 't', 'c1', 200, 'OK', '2026-11-23 08:01:00'),
    'missed_calls.csv': NAMES + row(1, 'INVITE', 'f', 't', 'c1', 486, 'Busy', '2026-11-23 08:00:00'),
  });
  expect(await (await folder.open({ path: where, layout: 'kamailio' })).codes()).toEqual({ 200: 1 });
});

test('rules that look at columns see them', async () => {
  const rules = [{ when: [{ column: 'app', operator: '=', values: ['Queue'] }], code: 487 }];
  const where = folder.put({ 'a.csv': 'start_time,sip_code,app\n2026-11-23 08:00:00,200, Queue \n2026-11-23 08:00:00,200,Dial\n' });
  expect(await (await folder.open({ path: where, rules })).results()).toEqual({ cancelled: 1, answered: 1 });
});

test('quotes with blanks around them are read beside torn lines, too', async () => {
  const lines = ['start_time, sip_code, note', '"2026-11-23 08:00:00", "200" , "x, y"', '"2026-11-23 08:00:01", "486", "z'];
  const records = await folder.open({ path: folder.put({ 'a.csv': lines.join('\n') }) });
  expect(await records.codes()).toEqual({ 200: 1 });
  expect((await records.extent()).unread.rows).toBe(1);
});

test.each([
  ['a blank before', ' ', ''],
  ['a blank behind', '', ' '],
  ['a blank that does not break', '\u00a0', '\u00a0'],
  ['a blank as wide as a letter of Chinese', '', '\u3000'],
])('times, codes, lengths and keys are read with %s', async (_name, before, behind) => {
  const wrapped = (...values: readonly string[]) => values.map((value) => `${before}${value}${behind}`).join(',');
  const lines = [
    'start_time,sip_code,pdd_ms',
    wrapped('2026-11-23 08:00:00', '486', '1200'),
    wrapped('2026-11-23 08:00:01.250', '200', '7'),
    wrapped('2026-11-23 08:00:02', 'NULL', 'NULL'),
  ];
  const records = await folder.open({ path: folder.put({ 'a.csv': `${lines.join('\n')}\n` }) });
  expect(await records.codes()).toEqual({ 486: 1, 200: 1, none: 1 });
  expect((await records.extent()).unread.rows).toBe(0);
  expect((await records.calls()).map(({ time }) => time).sort()).toEqual(
    ['08:00:00.000', '08:00:01.250', '08:00:02.000'].map((time) => Date.parse(`2026-11-23T${time}Z`))
  );
});
