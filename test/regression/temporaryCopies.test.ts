import { openStore } from '../../src/backend/stores/open';
import { parseSettings } from '../../src/domain/settings';
import { inDuckDb } from '../support/duckdb';
import { failureOf, NO_ACCOUNT, OpenRecords, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** Megabytes for all data sources together. */
const LIMIT_MB = 9;
/** Of a file of 3 MB. */
const ROWS = 30_000;
const MAX_SOURCES = 12;
const TOLD = {
  kind: 'store',
  message: expect.stringMatching(
    /need more temporary disk space than all data sources together may use.* raise temp_limit_mb of the plugin/
  ) as string,
};

async function open(path: string): Promise<OpenRecords> {
  const { settings } = parseSettings({ version: 1, engine: 'files', path });
  const environment = { recordsDir: folder.root, memoryLimitMb: 200, tempLimitMb: LIMIT_MB, threads: 1, longestQueryMs: 60_000 };
  return new OpenRecords(await openStore(settings, NO_ACCOUNT, environment));
}

/** A folder with one file of rows; `trunk` decides whether they can be packed. */
async function rows(name: string, count: number, trunk: string, format: string): Promise<string> {
  const records = folder.put({});
  await inDuckDb(
    `copy (select timestamp '2026-11-23' + interval (n) second as start_time, 486 as sip_code, ${trunk} as trunk from range(${count}) t(n)) to '${folder.at(`${records}/${name}`)}' (${format})`
  );
  return records;
}

it('imported records of several data sources add up to the limit, and are given back', async () => {
  const path = await rows('calls.csv', ROWS, `md5(n::varchar) || md5((-n)::varchar)`, 'format csv, header');
  const opened: OpenRecords[] = [];
  let refused: OpenRecords | null = null;
  while (refused === null && opened.length < MAX_SOURCES) {
    const next = await open(path);
    const outcome = await next.codes().catch((error: unknown) => error);
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject(TOLD);
      refused = next;
    } else {
      expect(outcome).toEqual({ 486: ROWS });
      opened.push(next);
    }
  }
  expect(opened.length).toBeGreaterThan(2);
  await opened.pop()?.store.close();
  const small = await open(folder.put({ 'calls.csv': 'start_time,sip_code\n2026-11-23 08:00:00,503\n' }));
  expect(await small.codes()).toEqual({ 503: 1 });
  expect(await opened[0]?.codes()).toEqual({ 486: ROWS });
  await Promise.all(opened.map(({ store }) => store.close()));
  expect(await refused?.codes()).toEqual({ 486: ROWS });
  await Promise.all([refused?.store.close(), small.store.close()]);
}, 60_000);

it('a file that unpacks to more than the limit is an error with the repair, and its copy is removed', async () => {
  const packed = await open(await rows('calls.csv.zst', 600_000, `repeat('x', 100)`, 'format csv, header, compression zstd'));
  const small = await open(folder.put({ 'calls.csv': 'start_time,sip_code\n2026-11-23 08:00:00,503\n' }));
  expect(await failureOf(packed.codes())).toMatchObject(TOLD);
  expect(await small.codes()).toEqual({ 503: 1 });
  await Promise.all([packed.store.close(), small.store.close()]);
}, 60_000);
