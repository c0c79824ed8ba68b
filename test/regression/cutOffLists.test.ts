/** A list of JSON that was cut off between two records was read as if it were whole, and nothing was said. */
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const record = (code: number) => `{"start_time":"2026-11-26T13:00:00Z","sip_code":${code}}`;
const read = async (name: string, content: string) => {
  const records = await folder.open({ path: folder.put({ [name]: content }) });
  return { codes: await records.codes(), unread: (await records.extent()).unread.reasons.map(({ reason, rows }) => [reason, rows]) };
};

test.each(['a.json', 'a.json.gz'])('%s', async (name) => {
  const told = [['a list of JSON without its end, so records are missing', 1]];
  expect(await read(name, `[\n${record(200)},\n  `)).toEqual({ codes: { 200: 1 }, unread: told });
  expect(await read(name, `[${record(200)},\n${record(486)}\n]\n \n`)).toEqual({ codes: { 200: 1, 486: 1 }, unread: [] });
});
