/** Numbers of every type that an engine has are read as what they can be: a time since 1970, a length; none fails a statement. */
import { type RawBuilder, sql } from 'kysely';
import { tmpdir } from 'node:os';
import { openClickHouseServer } from '../../../src/backend/stores/clickhouse/open';
import { duckDbDialect } from '../../../src/backend/stores/duckdb/dialect';
import { DuckDbEngine } from '../../../src/backend/stores/duckdb/engine';
import { openMysqlServer } from '../../../src/backend/stores/mysql/open';
import { openPostgresServer } from '../../../src/backend/stores/postgres/open';
import type { TimingReading } from '../../../src/domain/layouts/layout';
import { instantOf } from '../../../src/backend/stores/sql/records/readTime';
import { timingExpression } from '../../../src/backend/stores/sql/records/readTiming';
import type { SqlDialect } from '../../../src/backend/stores/sql/dialect';
import type { SqlServer } from '../../../src/backend/stores/sql/sqlServer';
import type { ServerConnection } from '../../../src/domain/serverConnection';
import type { ServerAccount } from '../../support/servers/account';
import { sharedClickHouse } from '../../support/servers/clickHouseServer';
import { sharedMariaDb } from '../../support/servers/mariaDbServer';
import { sharedPostgres } from '../../support/servers/postgresServer';

const NEVER = new AbortController().signal;

interface Engine {
  readonly dialect: SqlDialect;
  /** The values of the one row that a statement answers with. */
  row(statement: RawBuilder<unknown>): Promise<readonly unknown[]>;
}

const engines = new Map<string, Engine>();
const servers: SqlServer[] = [];
let duckDb: DuckDbEngine | undefined;

function connectionOf({ host, port, user, password, database }: ServerAccount): ServerConnection {
  return {
    address: { host, port, path: '' },
    user,
    password,
    database,
    tls: { mode: 'disable', caCertificate: '', clientCertificate: '', clientKey: '' },
    schema: '',
    connections: 2,
    statementTimeoutMs: 20_000,
  };
}

beforeAll(async () => {
  const [postgres, mariaDb, clickHouse] = await Promise.all([sharedPostgres(), sharedMariaDb(), sharedClickHouse()]);
  const opened = {
    postgres: openPostgresServer(connectionOf(postgres)),
    mysql: openMysqlServer(connectionOf(mariaDb)),
    clickhouse: openClickHouseServer(connectionOf(clickHouse)),
  };
  for (const [name, server] of Object.entries(opened)) {
    servers.push(server);
    await server.run(sql`select 1`, NEVER);
    engines.set(name, {
      dialect: server.dialect,
      row: async (statement) => (await server.run(statement, NEVER)).columns.map(([value]) => value),
    });
  }
  duckDb = await DuckDbEngine.start({ recordsDir: tmpdir(), memoryLimitMb: 256, threads: 1, longestQueryMs: 20_000 });
  const inFiles = duckDb;
  engines.set('files', {
    dialect: duckDbDialect,
    row: async (statement) => (await inFiles.run(statement, NEVER)).columns.map(([value]) => value),
  });
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await duckDb?.close();
});

const SECONDS: TimingReading = { column: 'v', millisecondsPerUnit: 1_000 };
const FROM_HUNDRED: TimingReading = { column: 'hundred', less: 'v', millisecondsPerUnit: 1_000 };
const POSITIVE: TimingReading = { column: 'v', millisecondsPerUnit: 1, positive: true };

interface Case {
  readonly value: string;
  readonly type: 'whole' | 'number';
  readonly declared: Readonly<Record<string, readonly string[]>>;
  /** Since 1970; as seconds; a hundred seconds less it; as milliseconds of which 0 says nothing, else 7 ms. */
  readonly instant: number | null;
  readonly seconds: number | null;
  readonly fromHundred: number | null;
  readonly positive: number;
}

const none = { instant: null, seconds: null, fromHundred: null, positive: 7 };
const WHOLE_32 = {
  postgres: ['integer', 'numeric(40,0)'],
  mysql: ['signed', 'decimal(40,0)'],
  clickhouse: ['Int32', 'Nullable(Int32)', 'UInt128', 'Int256'],
  files: ['integer', 'hugeint'],
};
const WHOLE_64 = {
  postgres: ['bigint', 'numeric(30,0)'],
  mysql: ['signed', 'unsigned', 'decimal(40,0)'],
  clickhouse: ['Int64', 'UInt64', 'UInt128', 'Int256'],
  files: ['bigint', 'ubigint', 'hugeint'],
};
const EXACT = {
  postgres: ['numeric(18,4)', 'numeric'],
  mysql: ['decimal(18,4)', 'decimal(60,4)'],
  clickhouse: ['Decimal(18, 4)', 'Decimal(38, 4)', 'Nullable(Decimal(76, 4))'],
  files: ['decimal(18,4)', 'decimal(38,4)'],
};
const SHORT_EXACT = { ...EXACT, mysql: ['decimal(9,3)'], clickhouse: ['Decimal(9, 3)'], files: ['decimal(9,3)'] };
const DOUBLES = { postgres: ['double precision'], mysql: ['double'], clickhouse: ['Float64'], files: ['double'] };

const CASES: readonly Case[] = [
  { ...none, value: '1795514400', type: 'whole', declared: WHOLE_32, instant: 1_795_514_400_000, positive: 1_795_514_400 },
  {
    ...none,
    value: '90',
    type: 'whole',
    declared: { ...WHOLE_32, postgres: ['smallint'], clickhouse: ['UInt8', 'Int8'], files: ['tinyint', 'usmallint'] },
    seconds: 90_000,
    fromHundred: 10_000,
    positive: 90,
  },
  { ...none, value: '3000000', type: 'whole', declared: WHOLE_32, seconds: 3_000_000_000, positive: 3_000_000 },
  { ...none, value: '0', type: 'whole', declared: WHOLE_32, seconds: 0, fromHundred: 100_000 },
  { ...none, value: '-5', type: 'whole', declared: { ...WHOLE_32, clickhouse: ['Int8', 'Int256'] }, fromHundred: 105_000 },
  { ...none, value: '1795514400123', type: 'whole', declared: WHOLE_64, instant: 1_795_514_400_123 },
  { ...none, value: '1795514400123999', type: 'whole', declared: WHOLE_64, instant: 1_795_514_400_123 },
  { ...none, value: '9223372036854775807', type: 'whole', declared: WHOLE_64 },
  {
    ...none,
    value: '18446744073709551615',
    type: 'whole',
    declared: { postgres: ['numeric(20,0)'], mysql: ['unsigned'], clickhouse: ['UInt64', 'UInt256'], files: ['ubigint', 'hugeint'] },
  },
  {
    ...none,
    value: '1795514400.1235',
    type: 'number',
    declared: { ...EXACT, ...DOUBLES, files: ['double'] },
    instant: 1_795_514_400_124,
    positive: 1_795_514_400,
  },
  { ...none, value: '1795514400.125', type: 'number', declared: EXACT, instant: 1_795_514_400_125, positive: 1_795_514_400 },
  { ...none, value: '12.345', type: 'number', declared: SHORT_EXACT, seconds: 12_345, fromHundred: 87_655, positive: 12 },
  { ...none, value: '0.0125', type: 'number', declared: EXACT, seconds: 13, fromHundred: 99_988, positive: 0 },
  { ...none, value: '1e308', type: 'number', declared: DOUBLES },
  {
    ...none,
    value: 'NaN',
    type: 'number',
    declared: { postgres: ['double precision', 'numeric', 'real'], clickhouse: ['Float64', 'Float32'], files: ['double'] },
  },
  {
    ...none,
    value: '-Infinity',
    type: 'number',
    declared: { postgres: ['double precision', 'real'], clickhouse: ['Float64'], files: ['double'] },
  },
  { ...none, value: '1e400', type: 'number', declared: { postgres: ['numeric'] } },
];

const EACH = CASES.flatMap((one) =>
  Object.entries(one.declared).flatMap(([engine, types]) => types.map((declared) => ({ ...one, engine, as: declared })))
);

test.each(EACH)('$engine: $value as $as', async ({ engine, value, as, type, instant, seconds, fromHundred, positive }) => {
  const { dialect, row } = engines.get(engine) ?? fail(engine);
  const columnOf = (name: string) => ({ expression: sql.id(name), type: name === 'hundred' ? ('whole' as const) : type });
  const timing = (...readings: readonly TimingReading[]) => timingExpression(dialect, readings, columnOf, []).ms;
  const orElse: TimingReading = { column: 'seven', millisecondsPerUnit: 1 };
  const reads = sql.join([instantOf(dialect, columnOf('v'), []), timing(SECONDS), timing(FROM_HUNDRED), timing(POSITIVE, orElse)]);
  const made = sql`select cast(${sql.lit(value)} as ${sql.raw(as)}) as v, 100 as hundred, 7 as seven`;
  const found = await row(sql`select ${reads} from (${made}) as t`);
  expect(found.map((read) => (read === null ? null : Number(read)))).toEqual([instant, seconds, fromHundred, positive]);
});

function fail(engine: string): never {
  throw new Error(`${engine} was not started`);
}
