import { DuckDbEngine } from '../../src/backend/stores/duckdb/engine';
import { failureOf, RecordsFolder, untilLookedAgain } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** Before it was refused, it took more than twenty. */
const MAX_SECONDS = 5;
const SOUND = 'start_time,sip_code,trunk\n2026-11-23 08:00:00,200,t1\n';

async function secondsOf<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now();
  const result = await work();
  return [result, (performance.now() - began) / 1_000];
}

it('a CSV file with a hundred thousand columns is refused, and the others answer', async () => {
  const header = ['start_time,sip_code,trunk', ...Array.from({ length: 99_997 }, (_, index) => `c${index}`)].join(',');
  const wide = `${header}\n2026-11-23 08:00:00,200,t1\n`;
  const alone = folder.put({ 'calls.csv': wide });
  const [failure, seconds] = await secondsOf(() => failureOf(folder.open({ path: alone }).then((records) => records.extent())));
  expect(failure.message).toContain(
    'its first line has 100,000 columns, and at most 10,000 are read. Export only the columns that you need.'
  );
  expect(seconds).toBeLessThan(MAX_SECONDS);
  const extent = await (await folder.open({ path: folder.put({ 'calls-1.csv': SOUND, 'calls-2.csv': wide }) })).extent();
  expect(extent.calls).toBe(1);
  expect(extent.unread).toMatchObject({ rows: 1, reasons: [{ example: expect.stringContaining('100,000 columns') }] });
});

it('room for the columns of a wide file is made at once, and later files may add others', async () => {
  const run = jest.spyOn(DuckDbEngine.prototype, 'run');
  const keys = (count: number, name: string) => Array.from({ length: count }, (_, index) => `"${name}${index}":"${name}"`).join();
  const line = (more: string) => `{"start_time":"2026-11-23 08:00:00","sip_code":200,${more}}\n`;
  const place = folder.put({ 'calls-1.ndjson': line(keys(450, 'a')) });
  const records = await folder.open({ path: place });
  expect((await records.extent()).dimensions).toHaveLength(450);
  expect(run.mock.calls.length).toBeLessThan(100);
  run.mockRestore();
  folder.write(`${place}/calls-2.ndjson`, line(keys(30, 'b')) + line(keys(2, 'A')));
  await untilLookedAgain();
  expect((await records.extent()).calls).toBe(3);
  expect(await records.values('a1')).toEqual({ a: 1, A: 1, '': 1 });
  expect(await records.values('b29')).toEqual({ b: 1, '': 2 });
});
