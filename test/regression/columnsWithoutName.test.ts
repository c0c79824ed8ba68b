/** Where the header of a file had lost the name of a column that decides, other numbers were counted, and nothing said so. */
import { unmasked } from '../../src/domain/unmasked';
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const told = async (content: string) => {
  const { unread } = await (await folder.open({ path: folder.put({ 'a.csv': content }), layout: 'custom' })).extent();
  return unread.reasons.map(({ reason, rows, example }) => [reason, rows, unmasked(example).replace(/^case\d+\//, '')]);
};

test('a column without a name that has values is told', async () => {
  const rows = ['2026-11-26 13:00:00,,16', '2026-11-26 13:01:00,2026-11-26 13:01:05,16', '"torn', ''];
  expect(await told(['start_time,,q850_cause', ...rows.slice(0, 2), ''].join('\n'))).toEqual([
    ['a column without a name has values', 0, 'a.csv: column 2 = "2026-11-26 13:01:05"'],
  ]);
  expect(await told(['start_time, ,q850_cause', ...rows].join('\n'))).toContainEqual([
    'a column without a name has values',
    0,
    'a.csv: column 2 = "2026-11-26 13:01:05"',
  ]);
});

test('a delimiter behind every line is none', async () => {
  expect(await told('start_time,q850_cause,\n2026-11-26 13:00:00,16,\n2026-11-26 13:00:00,17, \n')).toEqual([]);
});
