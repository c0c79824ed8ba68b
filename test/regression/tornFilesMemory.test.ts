import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** More than reading a sound file of this size needs, and far less than an entry per missing column. */
const MAX_GROWTH_MB = 200;
const SOUND_ROW = '2026-11-23 08:00:00,200,t1';
const SHORT_ROW = '2026-11-23 08:00:00,486';

const rows = (count: number, row: string) => Array.from({ length: count }, () => row);
const maxMegabytes = () => process.resourceUsage().maxRSS / 1024;

function wide(columns: number) {
  const more = Array.from({ length: columns - 3 }, (_, index) => `c${index}`);
  return { header: ['start_time,sip_code,trunk', ...more].join(','), row: [SOUND_ROW, ...more.map(() => 'x')].join(',') };
}

async function read(content: string) {
  return (await folder.open({ path: folder.put({ 'calls.csv': content }) })).extent();
}

/** Reads a sound file first, so that only what the torn one takes beside it counts. */
async function readWithinMemory(sound: string, torn: string) {
  expect((await read(sound)).unread.rows).toBe(0);
  const before = maxMegabytes();
  const extent = await read(torn);
  expect(maxMegabytes() - before).toBeLessThan(MAX_GROWTH_MB);
  return extent;
}

test.each([
  [300, 20_000],
  [7_000, 1_000],
])('a file with %i columns and %i short rows takes no more memory than a sound one, and every row is counted', async (columns, count) => {
  const { header, row } = wide(columns);
  const sound = [header, ...rows(Math.ceil((count * SHORT_ROW.length) / row.length), row), ''].join('\n');
  const extent = await readWithinMemory(sound, [header, row, ...rows(count, SHORT_ROW), row, ''].join('\n'));
  expect(extent.calls).toBe(2);
  expect(extent.unread).toEqual({
    rows: count,
    reasons: [{ reason: 'too few columns', rows: count, example: expect.stringContaining(`calls.csv, line 3: ${SHORT_ROW}`) }],
  });
});

test('short rows beside torn quotes in a wide file are counted within the same memory', async () => {
  const { header, row } = wide(300);
  const sound = [header, ...rows(600, row), ''].join('\n');
  const torn = [header, row, `${SHORT_ROW},"torn`, ...rows(5_000, SHORT_ROW), row, ''].join('\n');
  const extent = await readWithinMemory(sound, torn);
  expect(extent).toMatchObject({ calls: 2, unread: { rows: 5_001 } });
});

test('lines that end in carriage returns alone are lines', async () => {
  const lines = ['start_time,sip_code,trunk', ...rows(10_000, SOUND_ROW), SHORT_ROW, SOUND_ROW, ''];
  const extent = await readWithinMemory(lines.filter((line) => line !== SHORT_ROW).join('\n'), lines.join('\r'));
  expect(extent.calls).toBe(10_001);
  expect(extent.dimensions).toEqual(['trunk']);
  expect(extent.unread).toMatchObject({ rows: 1, reasons: [{ example: expect.stringContaining('line 10002') }] });
});
