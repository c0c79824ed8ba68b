import { promises as fs, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { DuckDbEngine } from '../../src/backend/stores/duckdb/engine';
import { CallResultError } from '../../src/domain/errors';
import { inDuckDb, writeParquet } from '../support/duckdb';
import { type OpenRecords, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());
afterEach(() => jest.restoreAllMocks());

const GOOD = 'start_time,sip_code\n2026-11-23 08:00:00,200\n';
const SELECT = "select timestamp '2026-11-23 08:00:00' as start_time, 486 as sip_code";
/** More than any of the readings has. */
const MAX_POINTS = 100;

const REPAIR = /was removed while it was read\. Run the query again|no call records found in|does not exist/;

/** Calls back before each look at a file, each opening and each statement. */
function beforeEachStep(step: () => void): void {
  for (const name of ['lstat', 'stat', 'realpath', 'readdir', 'open'] as const) {
    const real = (fs[name] as (...given: unknown[]) => unknown).bind(fs);
    jest.spyOn(fs, name).mockImplementation(((...given: unknown[]) => (step(), real(...given))) as never);
  }
  const { run } = DuckDbEngine.prototype;
  jest.spyOn(DuckDbEngine.prototype, 'run').mockImplementation(function (this: DuckDbEngine, ...given) {
    step();
    return run.apply(this, given);
  });
}

const put: Record<string, (path: string) => unknown> = {
  'gone.csv': (path) => folder.write(path, GOOD.replace('200', '486')),
  'gone.csv.gz': (path) => folder.write(path, gzipSync(GOOD.replace('200', '486'))),
  'gone.ndjson': (path) => folder.write(path, '{"start_time":"2026-11-23 08:00:00","sip_code":486}\n'),
  'gone.json': (path) => folder.write(path, '[{"start_time":"2026-11-23 08:00:00","sip_code":486}]'),
  'gone.parquet': (path) => writeParquet(folder.at(path), SELECT),
  'gone.duckdb': (path) => inDuckDb(`attach '${folder.at(path)}' as made`, `create table made.calls as ${SELECT}`, 'detach made'),
};

/** Removes the file before the first, the second … step of a reading, until the reading has fewer steps. */
async function atEveryPoint(
  name: string,
  beside: Record<string, string>,
  ask: (records: OpenRecords) => Promise<void>,
  stride = 1
): Promise<number> {
  for (let point = 0; point < MAX_POINTS; point += stride) {
    const where = folder.put(beside);
    await put[name]?.(`${where}/${name}`);
    const records = await folder.open({ path: where });
    let steps = 0;
    beforeEachStep(() => steps++ === point && rmSync(folder.at(`${where}/${name}`), { recursive: true }));
    await ask(records);
    jest.restoreAllMocks();
    if (steps <= point) {
      return point;
    }
  }
  throw new Error('the reading has too many steps');
}

it.each(['gone.csv', 'gone.parquet'])('beside another file, which is read: %s is told, or was never seen', async (name) => {
  const look = async (records: OpenRecords) => {
    const counts = await records.counts();
    const missing = counts.calls.length === 2 ? 0 : counts.unread.rows;
    expect([[...counts.calls], missing].join()).toMatch(/^1,1,0$|^1,0$|^1,1$/);
  };
  expect(await atEveryPoint(name, { 'good.csv': GOOD }, look, 3)).toBeGreaterThan(5);
});

it.each(Object.keys(put))('alone, an error of the records or the settings with what to do: %s', async (name) => {
  await atEveryPoint(name, {}, async (records) => {
    const failure = await records.counts().then(
      () => null,
      (error: unknown) => error
    );
    if (failure !== null) {
      expect(failure).toBeInstanceOf(CallResultError);
      expect(failure).toMatchObject({
        kind: expect.stringMatching(/^(store|settings)$/),
        message: expect.stringMatching(REPAIR),
      });
    }
  });
});
