/** A daily file whose dates could all be read as two days, such as 03/04/2026, was refused although the other files of its table tell the order. */
import { rmSync } from 'node:fs';
import { unmasked } from '../../src/domain/unmasked';
import { failureOf, type OpenRecords, RecordsFolder, untilLookedAgain } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const day = (date: string, name = 'start_time') => `${name},sip_code\n${date} 10:00:00,200\n`;
const AMBIGUOUS = day('03/04/2026');
const days = async (records: OpenRecords) => (await records.calls()).map(({ time }) => new Date(time).toISOString().slice(0, 10));
const unread = async (records: OpenRecords) => (await records.extent()).unread.reasons.map(({ example }) => unmasked(example));

test.each([
  ['before it', { 'a.csv': day('13/04/2026'), 'b.csv': AMBIGUOUS }, ['2026-04-03', '2026-04-13']],
  ['after it', { 'a.csv': AMBIGUOUS, 'b.csv': day('13/04/2026') }, ['2026-04-03', '2026-04-13']],
  [
    'with the month first',
    { 'a.csv': AMBIGUOUS, 'b.csv': day('04/13/2026'), 'c.csv': day('05/06/2026') },
    ['2026-03-04', '2026-04-13', '2026-05-06'],
  ],
  ['of capital names', { 'a.csv': AMBIGUOUS, 'b.csv': day('13/04/2026', 'START_TIME') }, ['2026-04-03', '2026-04-13']],
])('a file %s tells', async (_, files, expected) => {
  const records = await folder.open({ path: folder.put(files) });
  expect(await days(records)).toEqual(expected);
  expect(await unread(records)).toEqual([]);
});

test('nothing is guessed where the others contradict each other, or do not tell', async () => {
  const records = await folder.open({ path: folder.put({ 'a.csv': AMBIGUOUS, 'b.csv': day('13/04/2026'), 'c.csv': day('04/14/2026') }) });
  expect(await days(records)).toEqual(['2026-04-13', '2026-04-14']);
  expect(await unread(records)).toEqual([
    expect.stringMatching(
      /a\.csv: The column "start_time" has dates such as "03\/04\/2026 10:00:00", which can be 3 April 2026 or 4 March 2026, and other files of the table have both orders: "13\/04\/2026 10:00:00" and "04\/14\/2026 10:00:00"\. Set timeFormat to "DD\/MM\/YYYY HH:mm:ss" or "MM\/DD\/YYYY HH:mm:ss"/
    ),
  ]);
  // Another separator may be another program's.
  for (const other of [day('05/06/2026'), day('13-04-2026')]) {
    const lone = await folder.open({ path: folder.put({ 'a.csv': AMBIGUOUS, 'b.csv': other }) });
    const told = await unread(lone).catch(async (error: Error) => [error.message]);
    expect(told[0]).toContain('which can be 3 April 2026 or 4 March 2026, and none that tells which');
  }
});

test('files of another table do not tell', async () => {
  const row = (date: string) => `id,method,from_tag,to_tag,callid,sip_code,sip_reason,time\n1,INVITE,f,t,${date},200,OK,${date} 10:00:00\n`;
  const where = folder.put({ 'acc.csv': row('03/04/2026'), 'missed_calls.csv': row('13/04/2026') });
  expect((await unread(await folder.open({ path: where, layout: 'kamailio' })))[0]).toContain('none that tells which');
});

test('it follows the files that come and go', async () => {
  const where = folder.put({ 'a.csv': AMBIGUOUS });
  const records = await folder.open({ path: where });
  expect((await failureOf(records.extent())).message).toContain('none that tells which');
  const steps: readonly (readonly [() => void, readonly string[]])[] = [
    [() => folder.write(`${where}/b.csv`, day('04/13/2026')), ['2026-03-04', '2026-04-13']],
    [() => folder.write(`${where}/c.csv`, day('13/04/2026')), ['2026-04-13', '2026-04-13']],
    [() => rmSync(folder.at(`${where}/b.csv`)), ['2026-04-03', '2026-04-13']],
  ];
  for (const [change, expected] of steps) {
    change();
    await untilLookedAgain();
    expect(await days(records)).toEqual(expected);
  }
});
