import { sql } from 'kysely';
import { openPostgresServer } from '../../src/backend/stores/postgres/open';
import { OwnServer, sharedStrangePostgres } from '../backend/stores/postgres/ownServer';
import { postgresAt, sharedPostgres } from '../support/servers/postgresServer';
import type { ServerAccount } from '../support/servers/account';
import { joinWorkers } from './citus';
import type { DialectFixture } from './dialectFixture';
import type { EngineUnderTest } from './engineUnderTest';
import { openDialect } from './openDialect';
import type { ReachedServer, ServerFixture } from './serverFixture';
import { clockText, type ScenarioTable, type ScenarioType } from './scenario';
import { dataSourceOf, givenServer } from './serverRecords';

const TYPES: Readonly<Record<ScenarioType, string>> = { text: 'text', whole: 'bigint', clock: 'timestamp', instant: 'timestamptz' };

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function sqlValue(value: string | number | null, type: ScenarioType | undefined): string {
  if (value === null) {
    return 'null';
  }
  return type === 'instant' ? literal(`${clockText(Number(value))}+00`) : typeof value === 'number' ? String(value) : literal(value);
}

interface MadeInto {
  /** What a new database needs. */
  prepare(account: ServerAccount, database: string): Promise<unknown>;
  /** Run while the table is empty. */
  statements(table: ScenarioTable): readonly string[];
}

/** The columns by which rows are merged into calls, so that those of a call are together. */
const CALL_IDS: readonly string[] = ['call_id', 'callid', 'linkedid'];

/**
 * What CALLRESULT_TEST_POSTGRES_TABLES makes of tables: `hypertables` of TimescaleDB, of those that have a time in every row, or
 * `distributed` tables of Citus.
 */
const MADE_INTO: Readonly<Record<string, MadeInto>> = {
  hypertables: {
    prepare: (account, database) => postgresAt(account).query('create extension if not exists timescaledb', [], database),
    statements({ name, columns, rows }) {
      const time = columns.find(({ type }, index) => (type === 'clock' || type === 'instant') && rows.every((row) => row[index] !== null));
      if (time === undefined) {
        return [];
      }
      const seconds = chunkSeconds(rows.map((row) => row[columns.indexOf(time)] ?? null));
      return [`select create_hypertable('"${name}"', '${time.name}', chunk_time_interval => interval '${seconds} seconds')`];
    },
  },
  distributed: {
    prepare: joinWorkers,
    statements({ name, columns }) {
      const by = columns.find((column) => CALL_IDS.includes(column.name)) ?? columns.find(({ type }) => type === 'text') ?? columns[0];
      return [`select create_distributed_table('"${name}"', '${by?.name}')`];
    },
  },
};

/** Cuts the times of a table into a few chunks, so that what belongs together is in several. */
function chunkSeconds(times: readonly (string | number | null)[]): number {
  const seconds = times.map((time) => (typeof time === 'string' ? Date.parse(`${time.replace(' ', 'T')}Z`) : Number(time)) / 1000);
  return Math.max(1, Math.ceil((Math.max(...seconds) - Math.min(...seconds)) / 6));
}

function madeInto(): MadeInto | null {
  const how = process.env['CALLRESULT_TEST_POSTGRES_TABLES'] ?? '';
  const made = MADE_INTO[how];
  if (how !== '' && made === undefined) {
    throw new Error(`CALLRESULT_TEST_POSTGRES_TABLES=${how}: there are ${Object.keys(MADE_INTO).join(', ')}.`);
  }
  return made ?? null;
}

/** Asked on the server that CALLRESULT_TEST_POSTGRES names, `postgres://user:password@host:5432/postgres`, if it names one. */
export const postgresEngines: readonly EngineUnderTest[] = [
  {
    name: 'PostgreSQL',
    async load(scenario) {
      const server = givenServer('CALLRESULT_TEST_POSTGRES') ?? (await sharedPostgres());
      const { query, createDatabase } = postgresAt(server);
      const database = await createDatabase();
      const made = madeInto();
      await made?.prepare(server, database);
      for (const table of scenario.tables) {
        const { name, columns, rows } = table;
        const values = rows.map((row) => `(${row.map((value, index) => sqlValue(value, columns[index]?.type)).join(',')})`).join(',');
        await query(
          `create table "${name}" (${columns.map((column) => `"${column.name}" ${TYPES[column.type]}`).join(',')})`,
          [],
          database
        );
        for (const statement of made?.statements(table) ?? []) {
          await query(statement, [], database);
        }
        if (rows.length > 0) {
          await query(`insert into "${name}" values ${values}`, [], database);
        }
      }
      return dataSourceOf('postgres', server, database, scenario);
    },
  },
];

export const postgresDialect: DialectFixture = {
  name: 'PostgreSQL',
  async open() {
    const { server, database } = await sharedStrangePostgres();
    return openDialect(openPostgresServer(server.connection({ database })), (statement) => server.sql(statement, database));
  },
  types: { text: 'text', int32: 'integer', unsigned: 'bigint', int64: 'bigint', double: 'double precision', decimal: 'numeric' },
  textTypes: ['varchar(40)', 'name'],
  twins: [
    `create collation careless (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
    'create table twins (v text collate careless)',
  ],
  words: 'create table words (v varchar(100))',
  shown: [
    [`cast('486' as integer)`, 'whole', '486'],
    [`cast('-9223372036854775808' as bigint)`, 'whole', '-9223372036854775808'],
    [`cast('12345678901234567890' as numeric(20,0))`, 'whole', '12345678901234567890'],
    [`cast('t' as boolean)`, 'boolean', 'true'],
    [`cast('f' as boolean)`, 'boolean', 'false'],
    [`cast('0.1' as double precision)`, 'number', '0.1'],
    [`cast('a ' as varchar)`, 'text', 'a '],
    [`cast('{"a": 1}' as json)`, 'other', '{"a": 1}'],
    [`cast('10.0.0.1' as inet)`, 'other', '10.0.0.1/32'],
    [`cast('2026-01-02 03:04:05.120' as timestamp)`, 'clock', '2026-01-02 03:04:05.12'],
    [`cast('2026-01-02 03:04:05.12+01' as timestamptz)`, 'instant', '2026-01-02 02:04:05.12+00'],
    [`cast(null as text)`, 'text', null],
  ],
  nul: null,
  literalsHoldNul: false,
  dotMatchesLineBreak: true,
  otherClockTexts: {},
  impossibleNames: [],
  lowersAllLetters: false,
  missedDigits: [],
  notNumbers: ['NaN', 'Infinity', '-Infinity'],
  readsAllDoubles: false,
  divides64Bits: false,
  tooLargeToRound: [['1e200', 'numeric']],
};

type Shared = Awaited<ReturnType<typeof sharedStrangePostgres>>['server'];

function reached(server: Shared, database: string): ReachedServer {
  const administer = (statement: string) => server.sql(statement, database);
  const mine = `from pg_stat_activity where application_name = 'Call Result' and datname = '${database}'`;
  const count = async (condition: string) => Number((await server.sql(`select count(*) as n ${mine} and ${condition}`))[0]?.['n']);
  return {
    port: server.port,
    connection: (other) => server.connection({ database, ...other }),
    administer,
    tls: async () => ({ port: server.port, certificates: server.certificates, close: () => undefined }),
    running: () => count(`state <> 'idle'`),
    connections: () => count('true'),
    stopStatements: () => server.sql(`select pg_cancel_backend(pid) ${mine}`),
    endConnections: () => server.sql(`select pg_terminate_backend(pid) ${mine}`),
  };
}

export const postgresServer: ServerFixture = {
  name: 'PostgreSQL',
  open: openPostgresServer,
  async reach() {
    const { server, database } = await sharedStrangePostgres();
    return reached(server, database);
  },
  async start() {
    const server = await OwnServer.start();
    return {
      ...reached(server, 'postgres'),
      stop: () => server.down('stop'),
      kill: () => server.down('kill'),
      start: () => server.up(),
      remove: () => server.end(),
    };
  },
  prepare: ['create table kept (a int)', 'create sequence numbers'],
  sleep: (seconds) => sql`select pg_sleep(${sql.lit(seconds)})`,
  slow: sql`select pg_sleep(30)`,
  endlessRows: sql`select g, repeat('x', 100) from generate_series(1, 100000000) g`,
  timeLimit: { ms: 300, told: 'after 0.3 s' },
  refused: { password: 'password for user "owner" is wrong', user: 'user "nobody"', database: 'no database "missing"' },
  lost: /shut down|was lost/,
  keepsConnections: true,
  writes: [
    'insert into kept values (1) returning a',
    'delete from kept',
    'drop table kept',
    'create table other (a int)',
    `select nextval('numbers')`,
    'with gone as (delete from kept returning 1) select * from gone',
    'select * from kept for update',
  ],
  writeRefused: { kind: 'store', told: /read-only/ },
  hugeAnswer: sql`select g, repeat('x', 10000000) || g from generate_series(1, 1000) g`,
  crowded: { statements: [`create role crowded login password 'p' connection limit 1`], told: 'no free connection' },
};
