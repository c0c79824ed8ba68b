/** What was imported is there after a restart, if it is as it was written; else the files are imported again. */
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FilesSettings } from '../../../../src/domain/settings';
import { parseSettings } from '../../../../src/domain/settings';
import { openDuckDbStore } from '../../../../src/backend/stores/duckdb/duckDbStore';
import { FileReading } from '../../../../src/backend/stores/duckdb/fileReading';
import { OpenRecords, RecordsFolder, STORE_ENVIRONMENT } from '../../../support/records';

const folder = new RecordsFolder();
const cache = mkdtempSync(path.join(tmpdir(), 'imports-'));
afterAll(async () => {
  await folder.remove();
  rmSync(cache, { recursive: true, force: true });
});

const SIZES = { smallestFile: 200, largestPiece: 4_000, leastSaved: 1 };
const HEADER = 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time\n';
const rows = (from: number, to: number, code: number) =>
  Array.from({ length: to - from }, (_, n) => `${from + n},INVITE,f,t,c${from + n},${code},r,2026-11-23 08:00:00\n`).join('');

const readAnew = jest.spyOn(FileReading.prototype, 'readAnew');
const readOn = jest.spyOn(FileReading.prototype, 'readOn');

function open(where: string, { limitMb = 10, layout = 'kamailio' } = {}): OpenRecords {
  const parsed = parseSettings({ version: 1, engine: 'files', layout, path: where });
  const environment = { ...STORE_ENVIRONMENT, recordsDir: folder.root, importCache: { folder: cache, limitMb } };
  return new OpenRecords(openDuckDbStore(parsed.settings as FilesSettings, environment, Infinity, SIZES), parsed.rules);
}

const cached = () => (existsSync(cache) ? readdirSync(cache) : []);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Imports and waits until that is kept. */
async function imported(): Promise<string> {
  rmSync(cache, { recursive: true, force: true });
  const where = folder.put({ 'acc.csv': HEADER + rows(0, 100, 200) });
  const records = open(where);
  expect(await records.codes()).toEqual({ 200: 100 });
  await until(() => cached().some((name) => /^[0-9a-f]{64}$/.test(name)));
  await records.store.close();
  readAnew.mockClear();
  readOn.mockClear();
  return where;
}

async function codesAfterRestart(where: string): Promise<unknown> {
  const records = open(where);
  try {
    return await records.codes();
  } finally {
    await records.store.close();
  }
}

test('files that are as they were are not read again', async () => {
  const where = await imported();
  expect(await codesAfterRestart(where)).toEqual({ 200: 100 });
  expect(readAnew).not.toHaveBeenCalled();
  expect(readOn).not.toHaveBeenCalled();
});

test('those that have grown meanwhile are read on, and their calls merged with those before', async () => {
  const where = await imported();
  appendFileSync(folder.at(`${where}/acc.csv`), rows(100, 110, 486) + rows(0, 1, 487));
  expect(await codesAfterRestart(where)).toEqual({ 200: 100, 486: 10 });
  expect(readAnew).not.toHaveBeenCalled();
});

test('those that were replaced or removed are as they are now', async () => {
  const where = await imported();
  writeFileSync(folder.at(`${where}/missed_calls.csv`), HEADER + rows(200, 203, 404));
  writeFileSync(folder.at(`${where}/acc.csv`), HEADER + rows(0, 100, 503));
  expect(await codesAfterRestart(where)).toEqual({ 503: 100, 404: 3 });
});

test.each(['calls.parquet', 'records.parquet', 'state.json'])('a damaged %s is thrown away', async (name) => {
  const where = await imported();
  const [key = ''] = cached();
  const file = path.join(cache, key, name);
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(await codesAfterRestart(where)).toEqual({ 200: 100 });
  expect(readAnew).toHaveBeenCalledTimes(1);
});

test('one of other settings is not taken, even under the name of these', async () => {
  const where = await imported();
  const [key = ''] = cached();
  const other = open(where, { layout: 'opensips' });
  await other.codes();
  await until(() => cached().filter((name) => name.length === 64).length === 2);
  await other.store.close();
  const [otherKey = ''] = cached().filter((name) => name !== key);
  for (const name of readdirSync(path.join(cache, otherKey))) {
    writeFileSync(path.join(cache, key, name), readFileSync(path.join(cache, otherKey, name)));
  }
  readAnew.mockClear();
  expect(await codesAfterRestart(where)).toEqual({ 200: 100 });
  expect(readAnew).toHaveBeenCalledTimes(1);
});

test('more than the limit is not kept', async () => {
  await imported();
  const where = folder.put({ 'acc.csv': HEADER + rows(0, 100, 200) });
  const records = open(where, { limitMb: 0.001 });
  await records.codes();
  await until(() => cached().length === 0);
  await records.store.close();
});
