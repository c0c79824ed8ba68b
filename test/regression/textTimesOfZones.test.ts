import type { SqlServer } from '../../src/backend/stores/sql/sqlServer';
import { SERVER_ENGINES, type ServerEngine } from '../../src/domain/engines/engines';
import { PATIENT } from '../support/records';
import { TestDatabase } from '../backend/stores/rollup/rollupStore';

const NOW = Date.parse('2026-11-25T00:00:00Z');
const COUNTS = { kind: 'counts', range: { from: NOW - 2 * 86_400_000, to: NOW }, filters: [], grid: null, split: null } as const;
const TABLES: Record<ServerEngine, string> = {
  postgres: 'create table calls (start_time text, sip_code int)',
  mysql: 'create table calls (start_time varchar(40), sip_code int)',
  clickhouse: 'create table calls (start_time String, sip_code Int32) engine = MergeTree order by tuple()',
};
/** A statement that reads a time of text again for each of the 140 changes of Berlin's clocks since 1970 has more than 200,000. */
const LONGEST_STATEMENT = 30_000;

/** 100,000 such rows were not answered within a minute. */
describe.each(SERVER_ENGINES)('text times of a zone with summer time are read a few times per row, on %s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await TestDatabase.of(engine);
    await database.query(TABLES[engine]);
    await database.query(`insert into calls values ('24.11.2026 12:00:00', 200), ('24.11.2026 13:00:00', 486), ('yesterday', 486)`);
  }, 120_000);
  afterAll(() => database.end());

  it('and all rows are counted, or counted as unreadable', async () => {
    const lengths: number[] = [];
    const over = (server: SqlServer): SqlServer => ({
      dialect: server.dialect,
      table: (name) => server.table(name),
      has: (name, signal) => server.has(name, signal),
      indexAdvice: (table, column) => server.indexAdvice(table, column),
      close: () => server.close(),
      describe: (name, signal) => server.describe(name, signal),
      run: async (statement, signal) => {
        const answer = await server.run(statement, signal);
        lengths.push(answer.statement.length);
        return answer;
      },
    });
    const store = database.open({ timeZone: 'Europe/Berlin' }, NOW, over);
    const { calls, unread } = await store.ask(COUNTS, PATIENT);
    expect([...calls].sort()).toEqual([1, 1]);
    expect(unread.rows).toBe(1);
    expect(lengths.length).toBeGreaterThan(2);
    expect(Math.max(...lengths)).toBeLessThan(LONGEST_STATEMENT);
  });
});
