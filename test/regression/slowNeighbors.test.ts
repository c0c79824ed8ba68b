import { gzipSync } from 'node:zlib';
import { failureOf, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEADER = 'start_time,sip_code,trunk\n';
const ARCHIVES = 9;
const ROWS = 1_000_000;

test('a small data source is answered while nine others read archives, and after they were given up', async () => {
  const archive = gzipSync(`${HEADER}${Array.from({ length: ROWS }, (_, n) => `2026-11-23 08:00:00,200,t${n % 97}\n`).join('')}`);
  const archives = await Promise.all(
    Array.from({ length: ARCHIVES }, () => folder.open({ path: folder.put({ 'calls.csv.gz': archive }) }))
  );
  const small = await folder.open({ path: folder.put({ 'calls.csv': HEADER + '2026-11-23 08:00:00,486,t1\n'.repeat(50) }) });
  let finished = 0;
  const readings = archives.map(async (records) => {
    expect(await records.codes()).toEqual({ 200: ROWS });
    finished++;
  });
  // Those who give up do not stop the readings, which go on for the next to ask.
  const leaving = new AbortController();
  const left = archives.map(({ store }) => failureOf(store.ask({ kind: 'extent' }, leaving.signal)));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  leaving.abort();
  expect(new Set((await Promise.all(left)).map(({ kind }) => kind))).toEqual(new Set(['cancelled']));
  expect(await small.codes()).toEqual({ 486: 50 });
  expect(finished).toBeLessThan(ARCHIVES / 3);
  await Promise.all(readings);
}, 120_000);
