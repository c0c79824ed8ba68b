import { appendFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { writeParquet } from '../support/duckdb';
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEADER = 'start_time,sip_code\n';
const row = (code: number) => `2026-11-23 08:00:00,${code}\n`;

it('a row that is written just before a question is counted', async () => {
  const where = folder.put({ 'calls.csv': HEADER + row(200) });
  const records = await folder.open({ path: where });
  for (let rows = 1; rows <= 20; rows++) {
    expect(await records.codes()).toEqual({ 200: rows });
    appendFileSync(folder.at(`${where}/calls.csv`), row(200));
  }
});

it('so is a file that is added, and not one that was removed', async () => {
  const where = folder.put({});
  const put = (name: string, code: number) =>
    writeParquet(folder.at(`${where}/${name}`), `select timestamp '2026-11-23 08:00:00' as start_time, ${code} as sip_code`);
  await put('a.parquet', 200);
  const records = await folder.open({ path: where });
  expect(await records.codes()).toEqual({ 200: 1 });
  await put('b.parquet', 486);
  expect(await records.codes()).toEqual({ 200: 1, 486: 1 });
  rmSync(folder.at(`${where}/a.parquet`));
  expect(await records.codes()).toEqual({ 486: 1 });
});

it('a file that takes the place of another of the same size and time is read', async () => {
  const where = folder.put({ 'calls.csv': HEADER + row(200) });
  const records = await folder.open({ path: where });
  expect(await records.codes()).toEqual({ 200: 1 });
  const { atime, mtime } = statSync(folder.at(`${where}/calls.csv`));
  folder.write('other.csv', HEADER + row(486));
  utimesSync(folder.at('other.csv'), atime, mtime);
  renameSync(folder.at('other.csv'), folder.at(`${where}/calls.csv`));
  expect(await records.codes()).toEqual({ 486: 1 });
});
