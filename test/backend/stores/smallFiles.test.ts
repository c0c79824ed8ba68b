/** Many small files, as Cisco Unified CM writes one a minute, are read together. */
import { appendFileSync, copyFileSync, rmSync } from 'node:fs';
import { failureOf, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEADER = 'start_time,sip_code,trunk';
const row = (file: number, code: number) => `2026-11-23 ${String(8 + (file % 10)).padStart(2, '0')}:00:00,${code},"t ${file}"\n`;
/** More than are read one by one. */
const FILES = 520;
const made = (content: (file: number) => string) =>
  Object.fromEntries(Array.from({ length: FILES }, (_, file) => [`cdr_${String(file).padStart(4, '0')}.csv`, content(file)]));

test('files of a folder are counted as if they were read one by one, and again where they change', async () => {
  const path = folder.put(made((file) => `${HEADER}\n${row(file, file % 2 === 0 ? 200 : 486)}`));
  const at = (name: string) => folder.at(`${path}/${name}`);
  const counts = async () => (await folder.open({ path })).codes();
  const records = await folder.open({ path });
  expect(await records.codes()).toEqual({ 200: 260, 486: 260 });
  expect(Object.keys(await records.values('trunk'))).toHaveLength(FILES);
  expect((await records.extent()).unread).toEqual({ rows: 0, reasons: [] });

  appendFileSync(at('cdr_0007.csv'), row(7, 487));
  rmSync(at('cdr_0008.csv'));
  folder.write(`${path}/later.csv`, `${HEADER}\n${row(1, 404)}`);
  expect(await counts()).toEqual({ 200: 259, 486: 260, 487: 1, 404: 1 });
});

test('what is unusual about a file is told of this file and costs no other', async () => {
  const unusual: Readonly<Record<string, string>> = {
    'a-columns.csv': `sip_code,start_time\n603,2026-11-23 09:00:00\n`,
    'b-other.csv': 'x,y\n1,2\n',
    'c-quote.csv': `${HEADER}\n2026-11-23 09:00:00,404,"torn\n`,
    'd-open.csv': `${HEADER}\n2026-11-23 09:00:00,200,a\n2026-11-23 09:00:00,200,b`,
    'e-crlf.csv': `${HEADER}\r\n2026-11-23 09:00:00,480,a\r\n`,
    'f-latin.csv': Buffer.from(`${HEADER}\n2026-11-23 09:00:00,481,\xfc\n`, 'latin1').toString('latin1'),
    'g-short.csv': `${HEADER}\n2026-11-23 09:00:00\n`,
    'h-empty.csv': `${HEADER}\n`,
  };
  const path = folder.put({ ...made((file) => `${HEADER}\n${row(file, 200)}`), ...unusual });
  copyFileSync(folder.at(`${path}/cdr_0003.csv`), folder.at(`${path}/i-copy.csv`));
  const records = await folder.open({ path });
  expect(await records.codes()).toEqual({ 200: FILES + 3, 603: 1, 480: 1, 481: 1 });
  const { rows, reasons } = (await records.extent()).unread;
  expect(rows).toBe(3);
  expect(reasons.map(({ reason }) => reason).sort()).toEqual([
    'calls count twice because a file is there twice; remove one of them',
    'file that cannot be read',
    'torn lines or a wrong number of columns',
  ]);
});

test('more files than can be read one by one are refused with what to do', async () => {
  const empty = Object.fromEntries(Array.from({ length: 10_001 }, (_, file) => [`${file}.csv`, '']));
  expect((await failureOf((await folder.open({ path: folder.put(empty) })).extent())).message).toMatch(
    /has more than 10,000 files of call records that are not small CSV files with the same columns\. Choose a folder with fewer/
  );
});
