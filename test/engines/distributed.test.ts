/**
 * What is special about Citus, whose workers run parts of every statement, on the server that CALLRESULT_TEST_POSTGRES names, where
 * CALLRESULT_TEST_POSTGRES_TABLES says that it distributes tables.
 */
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgresServer } from '../../src/backend/stores/postgres/open';
import type { SqlServer } from '../../src/backend/stores/sql/sqlServer';
import { postgresAt } from '../support/servers/postgresServer';
import { joinWorkers } from './citus';
import { givenServer } from './serverRecords';

const NEVER = new AbortController().signal;
const account = process.env['CALLRESULT_TEST_POSTGRES_TABLES'] === 'distributed' ? givenServer('CALLRESULT_TEST_POSTGRES') : null;

(account === null ? describe.skip : describe)('distributed tables', () => {
  const given = account ?? { host: '', port: 0, user: '', password: '', database: '' };
  let database: string;
  let server: SqlServer;

  function openAs(user: string, password: string): SqlServer {
    const { host, port } = given;
    const tls = { mode: 'disable', caCertificate: '', clientCertificate: '', clientKey: '' } as const;
    return openPostgresServer({
      address: { host, port, path: '' },
      user,
      password,
      database,
      tls,
      schema: '',
      connections: 2,
      statementTimeoutMs: 20_000,
    });
  }

  beforeAll(async () => {
    const { query, createDatabase } = postgresAt(given);
    database = await createDatabase();
    await joinWorkers(given, database);
    await query(
      'create table calls (start_time timestamptz not null, sip_code int, call_id text not null, pdd double precision)',
      [],
      database
    );
    await query('create index on calls (start_time)', [], database);
    await query(`select create_distributed_table('calls', 'call_id')`, [], database);
    await query(`insert into calls select '2026-11-24 10:00:00Z', 200, n::text, 0.1 from generate_series(1, 5000) n`, [], database);
    await query(
      `select run_command_on_all_nodes($$ alter database ${database} set timezone = 'Asia/Tokyo' $$), run_command_on_all_nodes($$ alter database ${database} set datestyle = 'SQL, DMY' $$)`,
      [],
      database
    );
    await query(
      `select run_command_on_all_nodes($$ alter database ${database} set extra_float_digits = 0 $$), run_command_on_all_nodes($$ alter database ${database} set standard_conforming_strings = off $$)`,
      [],
      database
    );
    server = openAs(given.user, given.password);
    await server.describe('calls', NEVER);
  }, 60_000);
  afterAll(() => server.close());

  test('values are written as everywhere, whatever the workers have set', async () => {
    const { columns } = await server.run(
      sql`select distinct cast(start_time as text), cast(pdd + 0.2 as text), ${String.raw`\d`} from calls where ${'7'} ~ ${String.raw`^\d$`}`,
      NEVER
    );
    expect(columns).toEqual([['2026-11-24 10:00:00+00'], ['0.30000000000000004'], [String.raw`\d`]]);
  });

  test('the time has an index; where it has none, the statement recommended makes one', async () => {
    const { query } = postgresAt({ ...given, database });
    const indexed = async () => (await server.describe('calls', NEVER)).filter((column) => column.indexed).map(({ name }) => name);
    expect(await indexed()).toEqual(['start_time']);
    await query('drop index calls_start_time_idx');
    expect(await indexed()).toEqual([]);
    await query(server.indexAdvice('calls', 'start_time') ?? '');
    expect(await indexed()).toEqual(['start_time']);
  });

  test('a user that may only read the table reads it', async () => {
    const { query } = postgresAt({ ...given, database });
    const role = `reader_of_${database}`;
    await query(`create role ${role} login password 'p'; revoke all on schema public from public; grant usage on schema public to ${role}`);
    await query(`grant select on table calls to ${role}`);
    const reader = openAs(role, 'p');
    try {
      expect(await reader.describe('calls', NEVER)).toHaveLength(4);
      expect((await reader.run(sql`select count(*) from calls`, NEVER)).columns).toEqual([[5000]]);
    } finally {
      await reader.close();
    }
  });

  test('a withdrawn statement is stopped on the workers', async () => {
    const workers = (await postgresAt({ ...given, database }).query(
      'select nodename as host, nodeport as port from pg_dist_node where groupid <> 0'
    )) as { host: string; port: number }[];
    const servers = [given, ...workers].map((node) => postgresAt({ ...given, ...node, database }));
    const running = async () => {
      const counts = await Promise.all(
        servers.map(({ query }) =>
          query(
            `select count(*)::int as n from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`
          )
        )
      );
      return counts.reduce((sum, [row]) => sum + Number(row?.['n']), 0);
    };
    const until = async (condition: (statements: number) => boolean) => {
      for (const end = Date.now() + 5_000; !condition(await running()); await sleep(50)) {
        expect(Date.now()).toBeLessThan(end);
      }
    };
    const withdrawn = new AbortController();
    const answer = expect(
      server.run(sql`select count(*) from calls where pg_sleep(0.05) is not null`, withdrawn.signal)
    ).rejects.toMatchObject({ kind: 'cancelled' });
    await until((statements) => statements > workers.length);
    withdrawn.abort();
    await answer;
    await until((statements) => statements === 0);
  }, 30_000);
});
