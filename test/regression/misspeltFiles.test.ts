/** A column that is misspelt in one of several files was not told, since the others have it. */
import { unmasked } from '../../src/domain/unmasked';
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const row = (id: string) => `2026-11-23 08:00:00,100,BUSY,${id}\n`;
const told = async (files: Readonly<Record<string, string>>) => {
  const records = await folder.open({ path: folder.put(files), layout: 'asterisk' });
  return (await records.extent()).unread.reasons.map(({ reason, rows, example }) => [reason, rows, unmasked(example)]);
};

test('a file of its own with a misspelt column is told by its name', async () => {
  const good = `calldate,src,disposition,linkedid\n${row('1.1')}${row('1.1')}`;
  const bad = `calldate,src,disposition,linkedld\n${row('1.2')}${row('1.2')}`;
  const reason = 'a file lacks a column that others have, and has one with almost the same name';
  expect(await told({ 'a.csv': good, 'b.csv': bad })).toEqual([[reason, 0, expect.stringMatching(/b\.csv: linkedld \(linkedid\)$/)]]);
  expect(await told({ 'a.csv': bad, 'b.csv': good, 'c.csv': `${bad}${row('1.3')}` })).toEqual([
    [reason, 0, expect.stringMatching(/a\.csv and 1 more: linkedld \(linkedid\)$/)],
  ]);
  expect(await told({ 'a.csv': good, 'b.csv': `calldate,src,disposition\n2026-11-23 08:00:00,100,BUSY\n` })).toEqual([]);
});
