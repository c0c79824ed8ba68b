import type { SqlServer } from '../../src/backend/stores/sql/sqlServer';
import { SERVER_ENGINES, type ServerEngine } from '../../src/domain/engines/engines';
import { failureOf, PATIENT } from '../support/records';
import { TestDatabase } from '../backend/stores/rollup/rollupStore';

const NOW = Date.parse('2026-11-25T00:00:00Z');
const QUERIES = 16;
const COUNTS = { kind: 'counts', range: { from: NOW - 86_400_000, to: NOW }, filters: [], grid: null, split: null } as const;
const SETTINGS = { rollup: { table: 'per_hour', bucket: '1h', dimensions: [] } };

/** Times as text, so that rows whose time cannot be read must be counted; and a rollup. */
const TABLES: Record<ServerEngine, readonly string[]> = {
  postgres: ['create table calls (start_time text, sip_code int)', 'create table per_hour (bucket timestamptz, code int, calls bigint)'],
  mysql: ['create table calls (start_time varchar(40), sip_code int)', 'create table per_hour (bucket datetime, code int, calls bigint)'],
  clickhouse: [
    'create table calls (start_time String, sip_code Int32) engine = MergeTree order by tuple()',
    `create table per_hour (bucket DateTime('UTC'), code Int32, calls UInt64) engine = MergeTree order by bucket`,
  ],
};

/** A real server, whose statements are counted. A gate that is closed holds them back. */
class Witness {
  readonly described: string[] = [];
  statements = 0;
  gate: Promise<void> = Promise.resolve();

  readonly over = (server: SqlServer): SqlServer => ({
    dialect: server.dialect,
    table: (name) => server.table(name),
    has: (name, signal) => server.has(name, signal),
    indexAdvice: (table, column) => server.indexAdvice(table, column),
    close: () => server.close(),
    describe: async (name, signal) => {
      this.described.push(name);
      return server.describe(name, signal);
    },
    run: async (statement, signal) => {
      this.statements++;
      await this.gate;
      return server.run(statement, signal);
    },
  });
}

describe.each(SERVER_ENGINES)('%s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await TestDatabase.of(engine);
    for (const statement of TABLES[engine]) {
      await database.query(statement);
    }
    await database.query(`insert into calls values ('2026-11-24 12:00:00', 200), ('yesterday', 486)`);
  }, 120_000);
  afterAll(() => database.end());

  it(`${QUERIES} queries at once look at the tables once`, async () => {
    const witness = new Witness();
    const store = database.open(SETTINGS, NOW, witness.over);
    const answers = await Promise.all(Array.from({ length: QUERIES }, () => store.ask(COUNTS, PATIENT)));
    expect(answers.map(({ calls, unread }) => [...calls, unread.rows])).toEqual(answers.map(() => [1, 1]));
    expect(witness.described).toEqual(['calls', 'per_hour']);
    // The forms of times that are text, the rows that cannot be read, further forms that these may have, the rollup's extent, what columns hold, and
    // every query.
    expect(witness.statements).toBe(5 + QUERIES);
  });

  it('what a look finds is kept although every query that waited for it was cancelled', async () => {
    const witness = new Witness();
    const store = database.open(SETTINGS, NOW, witness.over);
    let open = () => {};
    witness.gate = new Promise((resolve) => (open = resolve));
    for (let query = 0; query < 3; query++) {
      const leaving = new AbortController();
      const asking = failureOf(store.ask(COUNTS, leaving.signal));
      await new Promise((resolve) => setTimeout(resolve, 50));
      leaving.abort();
      expect(await asking).toMatchObject({ kind: 'cancelled' });
    }
    open();
    expect([...(await store.ask(COUNTS, PATIENT)).calls]).toEqual([1]);
    expect(witness.described).toEqual(['calls', 'per_hour']);
  });

  it('a look that fails fails for all that wait, and the next query looks again', async () => {
    const witness = new Witness();
    const store = database.open({ ...SETTINGS, tables: { calls: 'later' } }, NOW, witness.over);
    const failures = await Promise.all(Array.from({ length: QUERIES }, () => failureOf(store.ask(COUNTS, PATIENT))));
    expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['settings']));
    expect(witness.described).toEqual(['later']);
    await database.query(TABLES[engine][0]?.replace('table calls', 'table later') ?? '');
    expect([...(await store.ask(COUNTS, PATIENT)).calls]).toEqual([]);
  });
});
