import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRegularFile } from '../../src/backend/stores/duckdb/regularFile';
import { failureOf, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
const outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
afterAll(async () => {
  await folder.remove();
  rmSync(outside, { recursive: true, force: true });
});

const GOOD = 'start_time,sip_code\n2026-11-23 08:00:00,200\n';

test('links that lead out or nowhere are skipped and told, and the files beside them are read, odd names too', async () => {
  writeFileSync(path.join(outside, 'secret.csv'), GOOD.replace('200', '486'));
  const where = folder.put({ 'good.csv': GOOD, 'odd[1].csv': GOOD.replace('08:00', '09:00') });
  symlinkSync(path.join(outside, 'secret.csv'), folder.at(`${where}/out.csv`));
  symlinkSync(folder.at('nowhere.csv'), folder.at(`${where}/broken.csv`));
  const records = await folder.open({ path: where });
  expect(await records.codes()).toEqual({ 200: 2 });
  const { unread } = await records.extent();
  expect(unread).toMatchObject({ rows: 2, reasons: [{ reason: 'a skipped file', rows: 2 }] });
});

test('a folder with nothing but an outside link says so', async () => {
  const where = folder.put({});
  symlinkSync(path.join(outside, 'secret.csv'), folder.at(`${where}/out.csv`));
  expect(await failureOf((await folder.open({ path: where })).extent())).toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/out\.csv.* leads outside the records folder/),
  });
});

test('a file that goes away between look and open is an error of the records with a repair', async () => {
  const failure = await failureOf(openRegularFile(path.join(outside, 'gone.csv')));
  expect(failure).toMatchObject({ kind: 'store', message: expect.stringContaining('was removed while it was read') });
});
