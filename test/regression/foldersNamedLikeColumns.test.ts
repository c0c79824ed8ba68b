import { RecordsFolder } from '../support/records';
import { writeParquet } from '../support/duckdb';

/** DuckDB takes a folder such as `sip_code=486` for a column of that name and value, which overrides what the files hold. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const CSV = 'start_time,sip_code,trunk\n2026-11-23T08:00:00Z,200,a\n2026-11-23T08:01:00Z,404,b\n';
const JSON_LINES =
  '{"start_time":"2026-11-23T08:00:00Z","sip_code":200,"trunk":"a"}\n{"start_time":"2026-11-23T08:01:00Z","sip_code":404,"trunk":"b"}\n';
const SELECT =
  "select * from (values (timestamp '2026-11-23 08:00:00', 200, 'a'), (timestamp '2026-11-23 08:01:00', 404, 'b')) as t(start_time, sip_code, trunk)";

const at = (name: string) => `sip_code=486/trunk=z/line=x/json=y/${name}`;
const FORMS: Readonly<Record<string, (root: string) => Promise<void> | void>> = {
  'calls.csv': (root) => folder.write(`${root}/${at('calls.csv')}`, CSV),
  'calls.ndjson': (root) => folder.write(`${root}/${at('calls.ndjson')}`, JSON_LINES),
  'calls.json': (root) => folder.write(`${root}/${at('calls.json')}`, `[${JSON_LINES.trim().replace('\n', ',')}]`),
  'calls.parquet, asked in place': (root) => writeParquetAt(root, SELECT),
  'calls.parquet, copied': (root) =>
    writeParquetAt(root, `select cast(start_time as varchar) as start_time, sip_code, trunk from (${SELECT})`),
};

async function writeParquetAt(root: string, select: string): Promise<void> {
  folder.write(`${root}/${at('made')}`, '');
  await writeParquet(folder.at(`${root}/${at('calls.parquet')}`), select);
}

test.each(Object.entries(FORMS))('%s: the columns are those of the file', async (name, write) => {
  const root = name.replaceAll(/\W/g, '');
  await write(root);
  const records = await folder.open({ path: root });
  expect(await records.codes()).toEqual({ '200': 1, '404': 1 });
  expect(await records.values('trunk')).toEqual({ a: 1, b: 1 });
  const columns = await (await folder.open({ path: root })).store.ask({ kind: 'columns' }, new AbortController().signal);
  expect(columns.columns.map((column) => column.name).sort()).toEqual(['sip_code', 'start_time', 'trunk']);
});
