/**
 * Files without a header took the columns of their first line: where that was torn, all others were unreadable, and two records without a
 * line end between them passed for one with further columns.
 */
import { failureOf, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const line = (second: number) =>
  `"Caller","100","200","default","2026-11-23 08:00:0${second}","2026-11-23 08:00:0${second}","2026-11-23 08:01:00","60","58","NORMAL_CLEARING","u${second}","","","PCMU","PCMU","send_bye","inbound","gw1"`;
const open = (...lines: readonly string[]) =>
  folder.open({ path: folder.put({ 'Master.csv': `${lines.join('\n')}\n` }), layout: 'freeswitch' });

test.each([
  ['cut off', line(1).slice(0, 60)],
  ['joined with the second', line(1) + line(2)],
])('a first line that is %s costs itself', async (_, first) => {
  const records = await open(first, line(3), line(4), line(5));
  expect(await records.results()).toEqual({ answered: 3 });
  expect((await records.extent()).unread.rows).toBe(1);
});

test('two records in the only line are refused', async () => {
  const plain = line(1).replaceAll('"', '') + line(2).replaceAll('"', '');
  expect((await failureOf((await open(plain)).extent())).message).toContain(
    'its number of fields, or their order, is not that of a known file'
  );
});

test('a file of nothing but NUL bytes cannot be read', async () => {
  const records = await folder.open({ path: folder.put({ 'a.csv': Buffer.alloc(600) }) });
  expect((await failureOf(records.extent())).message).toContain('it holds nothing but a block of NUL bytes. Copy it again.');
});
