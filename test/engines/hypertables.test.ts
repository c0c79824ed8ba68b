/**
 * What TimescaleDB does beyond holding tables: continuous aggregates, compressed chunks and indexes of hypertables, on the server that
 * CALLRESULT_TEST_POSTGRES names, where CALLRESULT_TEST_POSTGRES_TABLES says that it makes hypertables.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openPostgresServer } from '../../src/backend/stores/postgres/open';
import type { Store } from '../../src/backend/stores/store';
import { serverConnection } from '../../src/domain/serverConnection';
import { parseSettings } from '../../src/domain/settings';
import { countsOf, TestDatabase } from '../backend/stores/rollup/rollupStore';
import { statementsOf } from '../docs/sqlStatements';
import { postgresAt } from '../support/servers/postgresServer';
import { PATIENT } from '../support/records';
import { givenServer } from './serverRecords';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UTC = [{ until: null, offsetMs: 0 }];

const account = process.env['CALLRESULT_TEST_POSTGRES_TABLES'] === 'hypertables' ? givenServer('CALLRESULT_TEST_POSTGRES') : null;

const [, page = ''] = readFileSync(path.join(__dirname, '../../docs/scale.md'), 'utf8').split('## PostgreSQL');
const [table = ''] = statementsOf(page).map((statement) => statement.replace(' partition by range (start_time)', ''));
const [hypertable = '', aggregate = '', policy = '', ...columnstore] = statementsOf(page, ' timescaledb');

/** Calls in steps of 13 s, the last of them `ms` before now. */
const insert = (count: number, ms: number, trunk: string) =>
  `insert into calls (start_time, sip_code, call_id, trunk) select now() - interval '${ms} milliseconds' - n * interval '13 seconds', (array[200, 486, null])[1 + n % 3], n::text, '${trunk}' || n % 3 from generate_series(1, ${count}) n`;

(account === null ? describe.skip : describe)('hypertables', () => {
  const given = account ?? { host: '', port: 0, user: '', password: '', database: '' };
  const server = { ...given, ...postgresAt(given) };
  let database: TestDatabase;
  beforeEach(async () => {
    database = await TestDatabase.on('postgres', server);
    for (const statement of ['create extension if not exists timescaledb', table, hypertable]) {
      await database.query(statement);
    }
  }, 60_000);
  afterEach(() => database.end());

  /** Asks about all calls and about ranges that end among the newest ones. */
  async function answersOf(store: Store, now: number): Promise<{ counts: string[][]; statements: string }> {
    const ranges = [null, { from: now - 30 * HOUR - 1234, to: now + MINUTE }, { from: now - 5 * HOUR, to: now - 7 * MINUTE }];
    const grids = [null, { stepMs: 5 * MINUTE, offsets: UTC }, { stepMs: DAY, offsets: UTC }];
    const splits = [null, { dimensions: ['trunk'], groups: [['late1'], ['early2']] }];
    const answers = await Promise.all(
      ranges.flatMap((range) =>
        grids.flatMap((grid) => splits.map((split) => store.ask({ kind: 'counts', range, filters: [], grid, split }, PATIENT)))
      )
    );
    return { counts: answers.map(countsOf), statements: answers.map(({ statement }) => statement).join('\n') };
  }

  test('the documented continuous aggregate and the calls themselves give the same answers, before and after it is refreshed', async () => {
    await database.query(insert(18_000, 3 * HOUR, 'early'));
    await database.query(aggregate);
    await database.query(policy);
    const [job] = await database.query(
      `select job_id from timescaledb_information.jobs where proc_name = 'policy_refresh_continuous_aggregate'`
    );
    await database.query(`select alter_job(${Number(job?.['job_id'])}, scheduled => false)`);
    const same = async (settle: string, laterMs = 0) => {
      const now = Date.now() + laterMs;
      const rollup = { table: 'calls_per_minute', bucket: '1m', dimensions: ['trunk', 'run_id'] };
      const [plain, rolledUp] = await Promise.all([
        answersOf(database.open({ settle }, now), now),
        answersOf(database.open({ settle, rollup }, now), now),
      ]);
      expect(rolledUp.counts).toEqual(plain.counts);
      expect(rolledUp.statements).toContain('calls_per_minute');
    };
    await same('10m');
    // Calls of the last three hours, now; some of those were counted before, and what comes late is among them.
    await database.query(insert(700, 0, 'new'));
    await same('3h');
    await database.query(`call run_job(${Number(job?.['job_id'])})`);
    await same('10m');
    await database.query(insert(50, 30 * MINUTE, 'late'));
    await same('45m');
    await database.query(insert(50, 2 * HOUR, 'late'));
    await same('150m');
    // An hour later they are settled, though nothing has counted them yet.
    await database.query(insert(250, -HOUR, 'new'));
    await same('150m', HOUR);
    await database.query(`call run_job(${Number(job?.['job_id'])})`);
    await same('10m');
  }, 120_000);

  test('compressed chunks give the same answers, and so do calls that come late into them', async () => {
    await database.query(insert(18_000, 0, 'early'));
    const now = Date.now();
    const before = await answersOf(database.open({}, now), now);
    for (const statement of columnstore) {
      await database.query(statement);
    }
    await database.query(`select compress_chunk(chunk) from show_chunks('calls') chunk`);
    const [compressed] = await database.query(`select count(*)::int as chunks from timescaledb_information.chunks where is_compressed`);
    expect(compressed?.['chunks']).toBeGreaterThan(1);
    expect((await answersOf(database.open({}, now), now)).counts).toEqual(before.counts);
    await database.query(insert(50, 28 * HOUR, 'late'));
    const late = await answersOf(database.open({}, now), now);
    await database.query(`select decompress_chunk(chunk) from show_chunks('calls') chunk`);
    expect((await answersOf(database.open({}, now), now)).counts).toEqual(late.counts);
    expect(late.counts).not.toEqual(before.counts);
  }, 120_000);

  test('the time has an index; where it has none, the statement recommended makes one', async () => {
    await database.query(insert(100, 0, 'early'));
    const { settings } = parseSettings({ engine: 'postgres' });
    if (settings.engine === 'files') {
      throw new Error('these are files');
    }
    const { host, port, user, password } = given;
    const opened = openPostgresServer(
      serverConnection(settings, { url: `${host}:${port}`, user, database: database.name, secureJsonData: { password } }, 60_000)
    );
    try {
      const indexed = async () =>
        (await opened.describe('calls', new AbortController().signal)).filter((column) => column.indexed).map(({ name }) => name);
      expect(await indexed()).toEqual(['start_time']);
      await database.query('drop index calls_start_time_idx');
      expect(await indexed()).toEqual([]);
      await database.query(opened.indexAdvice('calls', 'start_time') ?? '');
      expect(await indexed()).toEqual(['start_time']);
    } finally {
      await opened.close();
    }
  }, 60_000);
});
