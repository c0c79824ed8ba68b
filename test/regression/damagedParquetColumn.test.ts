import { readFileSync, renameSync } from 'node:fs';
import { parquetColumn, writeParquet } from '../support/duckdb';
import { failureOf, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const CALLS = (code: number, trunk: string) =>
  `select timestamp '2026-11-23 08:00:00' + interval (n) second as start_time, ${code} as sip_code, '${trunk}' || n as trunk from range(10) t(n)`;

/** Overwrites the pages of one column; what the file says of its columns stays. */
async function damage(name: string, column: string): Promise<void> {
  const bytes = readFileSync(folder.at(name));
  const { offset, length } = await parquetColumn(folder.at(name), column);
  folder.write(name, bytes.fill(0xff, offset, offset + length));
}

/** A folder of good.parquet (486) and bad.parquet (200), whose column is damaged. */
async function folderWithDamaged(column: string): Promise<string> {
  const where = folder.put({});
  await writeParquet(folder.at(`${where}/good.parquet`), CALLS(486, 'g'));
  await writeParquet(folder.at(`${where}/bad.parquet`), CALLS(200, 'b'));
  await damage(`${where}/bad.parquet`, column);
  return where;
}

const UNREAD = {
  rows: 1,
  reasons: [{ reason: 'file that cannot be read', rows: 1, example: expect.stringMatching(/bad\.parquet: The records cannot be read/) }],
};

it('a damaged column that a question needs takes its file away and is told, and the others answer', async () => {
  const records = await folder.open({ path: await folderWithDamaged('trunk') });
  const asked = await Promise.all(Array.from({ length: 4 }, () => records.values('trunk')));
  expect(asked.map((values) => Object.keys(values).length)).toEqual([10, 10, 10, 10]);
  const counts = await records.counts();
  expect([...counts.calls]).toEqual([10]);
  expect(counts.unread).toMatchObject(UNREAD);
});

it('a damaged column that is read at the opening is told at once', async () => {
  const records = await folder.open({ path: await folderWithDamaged('sip_code') });
  const counts = await records.counts();
  expect([...counts.calls]).toEqual([10]);
  expect(counts.unread).toMatchObject(UNREAD);
});

it('a file that is mended is read again', async () => {
  const where = await folderWithDamaged('trunk');
  const records = await folder.open({ path: where });
  expect(Object.keys(await records.values('trunk'))).toHaveLength(10);
  await writeParquet(folder.at('mended.parquet'), CALLS(200, 'b'));
  renameSync(folder.at('mended.parquet'), folder.at(`${where}/bad.parquet`));
  expect(Object.keys(await records.values('trunk'))).toHaveLength(20);
  expect((await records.counts()).unread.rows).toBe(0);
});

it('a damaged file alone says so', async () => {
  const where = folder.put({});
  await writeParquet(folder.at(`${where}/bad.parquet`), CALLS(200, 'b'));
  await damage(`${where}/bad.parquet`, 'trunk');
  const records = await folder.open({ path: where });
  expect(await failureOf(records.values('trunk'))).toMatchObject({ kind: 'store', message: expect.stringContaining('bad.parquet: ') });
});

it.each([
  ['columns of other types', `select '2026-11-23T08:00:00Z' as start_time, '486' as sip_code, 7 as trunk`],
  ['columns in another order', `select 'x' as trunk, 486 as sip_code, timestamp '2026-11-23 08:00:00' as start_time`],
])('a file that is replaced by one with %s is read by these', async (_, select) => {
  const where = folder.put({});
  await writeParquet(folder.at(`${where}/calls.parquet`), CALLS(200, 'b'));
  const records = await folder.open({ path: where });
  expect(await records.codes()).toEqual({ 200: 10 });
  await writeParquet(folder.at('other.parquet'), select);
  renameSync(folder.at('other.parquet'), folder.at(`${where}/calls.parquet`));
  expect(await records.codes()).toEqual({ 486: 1 });
  expect(Object.keys(await records.values('trunk'))).toHaveLength(1);
});

it('a file that is replaced by one without the needed columns, or by something else, says what is missing', async () => {
  const where = folder.put({});
  await writeParquet(folder.at(`${where}/calls.parquet`), CALLS(200, 'b'));
  const records = await folder.open({ path: where });
  expect(await records.codes()).toEqual({ 200: 10 });
  await writeParquet(folder.at(`${where}/calls.parquet`), 'select 1 as color');
  expect(await failureOf(records.codes())).toMatchObject({ kind: 'settings', message: expect.stringContaining('start_time') });
  folder.write(`${where}/calls.parquet`, 'start_time,sip_code\n');
  expect(await failureOf(records.codes())).toMatchObject({ kind: 'store', message: expect.stringContaining('calls.parquet: ') });
  await writeParquet(folder.at(`${where}/calls.parquet`), CALLS(486, 'g'));
  expect(await records.codes()).toEqual({ 486: 10 });
});
