/** The last value of a file whose columns change inside was never looked at: a status code that was cut off counted as another one. */
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

test('a value that is cut off below a further header is told', async () => {
  const lines = ['start_time,sip_code,trunk', '2026-11-26 13:00:00,200,a', 'start_time,trunk,sip_code', '2026-11-26 13:01:00,b,4'];
  const told = async (end: string) => {
    const records = await folder.open({ path: folder.put({ 'a.csv': `${lines.join('\n')}${end}` }) });
    return (await records.extent()).unread.reasons.map(({ reason }) => reason);
  };
  const change = 'the columns change inside a file; the lines from there on are read by the new ones';
  expect(await told('')).toEqual([change, 'the last line of a file has no line end, and its last value may be cut off']);
  expect(await told('\n')).toEqual([change]);
});
