import { failureOf, RecordsFolder } from '../support/records';
import { inDuckDb } from '../support/duckdb';

/** A view in a database file could read every other file of the records folder, and the calls of other data sources without their masks. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const SECRET = 'start_time,sip_code,trunk\n2026-11-23T08:00:00Z,200,secret\n';
const CALLS = "(values (timestamp '2026-11-23 08:00:00', 486, 'own')) as t(start_time, sip_code, trunk)";

/** Makes a database file in a folder of its own by statements in the catalogue `made`; its path. */
async function make(...statements: string[]): Promise<string> {
  const path = `${folder.put({})}/calls.duckdb`;
  await inDuckDb(`attach '${folder.at(path)}' as made`, 'use made', ...statements, 'use memory', 'detach made');
  return path;
}

it('a view is not read, whatever it selects', async () => {
  const secret = folder.put({ 'secret.csv': SECRET });
  const path = await make(`create view calls as select * from read_csv('${folder.at(secret)}/secret.csv')`);
  const records = await folder.open({ path });
  expect(await failureOf(records.values('trunk'))).toEqual({
    kind: 'settings',
    message: `${path} has no table calls; it has none. Its view calls is not read; copy the view's rows into a table.`,
  });
});

it('a view beside the table does not matter', async () => {
  const path = await make(`create table calls as select * from ${CALLS}`, 'create view acc as select 1 as one');
  expect(await (await folder.open({ path })).values('trunk')).toEqual({ own: 1 });
});

it('a column that is computed when it is read is refused', async () => {
  const path = await make(
    "create table calls (start_time timestamp, sip_code integer, trunk varchar generated always as (current_setting('temp_directory')))",
    "insert into calls values (timestamp '2026-11-23 08:00:00', 486)"
  );
  expect(await failureOf((await folder.open({ path })).values('trunk'))).toEqual({
    kind: 'settings',
    message: `${path}: the table calls has generated columns, which are not read. Copy its rows into a table without them.`,
  });
});
