import { sql } from 'kysely';
import { DuckDbEngine } from '../../../src/backend/stores/duckdb/engine';
import { engineFor } from '../../../src/backend/stores/duckdb/engineFor';
import { PATIENT, RecordsFolder, STORE_ENVIRONMENT } from '../../support/records';

/** What RFC 8259 allows, and what it does not, in the files of mod_json_cdr. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());
afterEach(() => jest.restoreAllMocks());

const cdr = (cause: string, between = '') =>
  `{${between}"variables":{${between}"start_epoch":"1763884800",${between}"uuid":"${cause}","hangup_cause":"${cause}","billsec":"0"}${between}}`;

test('documents are what is one JSON object, over as many lines as it likes', async () => {
  const path = folder.put({
    'plain.cdr.json': cdr('USER_BUSY'),
    'ended.cdr.json': ` ${cdr('NO_ANSWER')}\r\n\r\n`,
    'lines.cdr.json': cdr('CALL_REJECTED', '\r\n\t'),
    'letters.cdr.json': cdr('Zürich \\u00e9'),
    'two.cdr.json': cdr('A') + cdr('B'),
    'list.cdr.json': `[${cdr('C')}]`,
    'text.cdr.json': `${cdr('D')} and more`,
    'broken string.cdr.json': cdr('E\nE'),
    'control character.cdr.json': cdr('F\u0001'),
    'zeros.cdr.json': `${cdr('G')}\0`,
    'latin.cdr.json': Buffer.from(cdr('é'), 'latin1'),
    'blank.cdr.json': ' \n',
  });
  const records = await folder.open({ path, layout: 'freeswitch' });
  expect(await records.codes()).toEqual({ USER_BUSY: 1, NO_ANSWER: 1, CALL_REJECTED: 1, 'Zürich é': 1 });
  expect((await records.extent()).unread).toMatchObject({ rows: 8, reasons: [{ reason: 'no JSON object', rows: 8 }] });
});

test('documents are read once, and what they were put in is gone afterwards', async () => {
  const statements: string[] = [];
  const { run } = DuckDbEngine.prototype;
  jest.spyOn(DuckDbEngine.prototype, 'run').mockImplementation(async function (this: DuckDbEngine, ...given) {
    const answer = await run.apply(this, given);
    statements.push(answer.statement);
    return answer;
  });
  const path = folder.put({ 'a.cdr.json': cdr('USER_BUSY'), 'b.cdr.json': cdr('NO_ANSWER') });
  const records = await folder.open({ path, layout: 'freeswitch' });
  expect(await records.codes()).toEqual({ USER_BUSY: 1, NO_ANSWER: 1 });
  expect(statements.filter((statement) => statement.includes('b.cdr.json'))).toHaveLength(1);
  const engine = await engineFor({ ...STORE_ENVIRONMENT, recordsDir: folder.root });
  // Open stores have a table of keys there, for calls that are merged again.
  const tables = sql`select table_name from duckdb_tables() where database_name = 'memory' and table_name <> 'touched'`;
  const left = await engine.run(tables, PATIENT);
  expect(left.columns[0] ?? []).toEqual([]);
});
