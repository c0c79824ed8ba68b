/** Files whose lines end in different ways, such as those put together of files of two systems, were refused, or all their rows were lost. */
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const CSV = ['start_time,sip_code,trunk', '2026-11-23 08:00:00,200,t1', '2026-11-23 08:00:01,486,"t ""2"""', '2026-11-23 08:00:02,487,t3'];
const JSON_LINES = [200, 486, 487].map((code, second) => JSON.stringify({ start_time: `2026-11-23 08:00:0${second}`, sip_code: code }));

const ENDS = [
  ['\n', '\r\n', '\n', '\n'],
  ['\r\n', '\n', '\r\n', ''],
  ['\r', '\n', '\r', '\n'],
  ['\r', '\r\n', '\n', '\r'],
  ['\n\r\n', '\n', '\n', '\r\n'],
] as const;

test.each(ENDS)('ends %j, %j, %j and %j', async (...ends) => {
  const joined = (lines: readonly string[]) => lines.map((line, index) => line + (ends[index] ?? '')).join('');
  for (const [ending, lines] of [['csv', CSV] as const, ['ndjson', JSON_LINES] as const]) {
    const records = await folder.open({ path: folder.put({ [`a.${ending}`]: joined(lines) }) });
    expect(await records.codes()).toEqual({ 200: 1, 486: 1, 487: 1 });
    expect((await records.extent()).unread).toEqual({ rows: 0, reasons: [] });
  }
});

test('a quoted value keeps a line end that is not that of the lines', async () => {
  const records = await folder.open({ path: folder.put({ 'a.csv': `${CSV[0]}\r\n2026-11-23 08:00:00,200,"a\nb"\r\n` }) });
  expect(await records.values('trunk')).toEqual({ 'a\nb': 1 });
  expect((await records.extent()).unread.rows).toBe(0);
});

test('a block of NULs at the very end counts', async () => {
  const records = await folder.open({ path: folder.put({ 'a.csv': `${CSV.slice(0, 2).join('\n')}\n${'\0'.repeat(600)}` }) });
  expect(await records.codes()).toEqual({ 200: 1 });
  expect((await records.extent()).unread).toMatchObject({ rows: 1, reasons: [{ reason: 'a block of NUL bytes' }] });
});
