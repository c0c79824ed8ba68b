import { sql } from 'kysely';
import type { AddressInfo } from 'node:net';
import { openClickHouseServer } from '../../src/backend/stores/clickhouse/open';
import { instantOfLocal } from '../../src/domain/timeZone';
import { OwnServer, sharedStrangeClickHouse } from '../backend/stores/clickhouse/ownServer';
import { tlsFront } from '../backend/stores/clickhouse/tlsFront';
import { makeCertificates, pem } from '../support/servers/certificates';
import { serverFolder } from '../support/servers/testRun';
import { clickHouseAt, sharedClickHouse } from '../support/servers/clickHouseServer';
import type { DialectFixture } from './dialectFixture';
import type { EngineUnderTest } from './engineUnderTest';
import { openDialect } from './openDialect';
import type { ReachedServer, ServerFixture } from './serverFixture';
import { clockText, type ScenarioTable, type ScenarioType } from './scenario';
import { dataSourceOf, givenServer, portions } from './serverRecords';

function typeOf(type: ScenarioType): string {
  switch (type) {
    case 'text':
      return 'String';
    case 'whole':
      return 'Int64';
    case 'clock':
    case 'instant':
      return "DateTime64(3, 'UTC')";
  }
}

/** ClickHouse keeps moments alone: whoever has clock times must know their zone. They go in as texts of UTC. */
function lineOf({ columns }: ScenarioTable, row: ScenarioTable['rows'][number], timeZone: string): string {
  const inUtc = (value: string | number, type: ScenarioType) =>
    clockText(type === 'clock' ? instantOfLocal(timeZone, Date.parse(`${String(value).replace(' ', 'T')}Z`)) : Number(value));
  const values = columns.map(({ name, type }, index) => {
    const value = row[index] ?? null;
    return [name, value !== null && (type === 'clock' || type === 'instant') ? inUtc(value, type) : value];
  });
  return JSON.stringify(Object.fromEntries(values));
}

/** Asked on the server that CALLRESULT_TEST_CLICKHOUSE names, `http://user:password@host:8123/default`, if it names one. */
export const clickHouseEngines: readonly EngineUnderTest[] = [
  {
    name: 'ClickHouse',
    async load(scenario) {
      const server = givenServer('CALLRESULT_TEST_CLICKHOUSE') ?? (await sharedClickHouse());
      const { query, createDatabase } = clickHouseAt(server);
      const database = await createDatabase();
      for (const table of scenario.tables) {
        const columns = table.columns.map(({ name, type }) => `\`${name}\` Nullable(${typeOf(type)})`);
        await query(`create table \`${table.name}\` (${columns.join(',')}) engine = MergeTree order by tuple()`, {}, database);
        for (const rows of portions(table.rows)) {
          await query(
            `insert into \`${table.name}\` format JSONEachRow\n${rows.map((row) => lineOf(table, row, String(scenario.jsonData['timeZone']))).join('\n')}\n`,
            {},
            database
          );
        }
      }
      return dataSourceOf('clickhouse', server, database, scenario);
    },
  },
];

export const clickHouseDialect: DialectFixture = {
  name: 'ClickHouse',
  async open() {
    const { server, database } = await sharedStrangeClickHouse();
    return openDialect(openClickHouseServer(server.connection({ database })), (statement) => server.sql(statement, database));
  },
  types: {
    text: 'Nullable(String)',
    int32: 'Nullable(Int32)',
    unsigned: 'Nullable(UInt32)',
    int64: 'Nullable(Int64)',
    double: 'Nullable(Float64)',
    decimal: 'Nullable(Decimal(38, 4))',
  },
  textTypes: ['LowCardinality(Nullable(String))', 'Nullable(FixedString(10))'],
  twins: ['create table twins (v String) engine = Memory'],
  words: 'create table words (v String) engine = Memory',
  shown: [
    [`cast('486' as Int32)`, 'whole', '486'],
    [`cast('-9223372036854775808' as Int64)`, 'whole', '-9223372036854775808'],
    [`cast('18446744073709551615' as UInt64)`, 'whole', '18446744073709551615'],
    [`cast('12345678901234567890' as Decimal(20, 0))`, 'number', '12345678901234567890'],
    [`cast('0.1' as Float64)`, 'number', '0.1'],
    [`cast('true' as Bool)`, 'boolean', 'true'],
    [`cast('false' as Nullable(Bool))`, 'boolean', 'false'],
    [`cast('a ' as String)`, 'text', 'a '],
    [`cast('a ' as LowCardinality(Nullable(String)))`, 'text', 'a '],
    [`cast('ab' as FixedString(4))`, 'other', 'ab'],
    [`cast('b' as Enum8('a' = 1, 'b' = 2))`, 'other', 'b'],
    [`cast('10.0.0.1' as IPv4)`, 'other', '10.0.0.1'],
    [`cast('2001:db8::1' as IPv6)`, 'other', '2001:db8::1'],
    [`cast('61f0c404-5cb3-11e7-907b-a6006ad3dba0' as UUID)`, 'other', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
    [`cast(['a', 'b'] as Array(String))`, 'other', `['a','b']`],
    [`map('a', 1)`, 'other', `{'a':1}`],
    [`cast('2026-01-02 03:04:05' as DateTime('Europe/Berlin'))`, 'instant', '2026-01-02 02:04:05'],
    [`cast('2026-01-02 03:04:05.120' as DateTime64(3, 'UTC'))`, 'instant', '2026-01-02 03:04:05.120'],
    [`cast('2026-01-02' as Date)`, 'clock', '2026-01-02'],
    ['cast(null as Nullable(FixedString(3)))', 'other', null],
  ],
  nul: 'char(0)',
  literalsHoldNul: true,
  dotMatchesLineBreak: false,
  otherClockTexts: {},
  impossibleNames: [],
  lowersAllLetters: false,
  missedDigits: null,
  notNumbers: ['nan', 'inf', '-inf'],
  readsAllDoubles: true,
  divides64Bits: true,
  tooLargeToRound: [['18446744073709551615', 'UInt64']],
};

type Shared = Awaited<ReturnType<typeof sharedStrangeClickHouse>>['server'];

function reached(server: Shared, database: string): ReachedServer {
  const mine = `startsWith(query_id, 'call-result-') and current_database = '${database}'`;
  const running = async () => Number(await server.sql(`select count() from system.processes where ${mine}`));
  return {
    port: server.port,
    connection: (other) => server.connection({ database, ...other }),
    administer: (statement) => server.sql(statement, database),
    // The server in npm's package speaks no TLS, so that something that does stands before it, as proxies do.
    async tls() {
      const certificates = await makeCertificates(await serverFolder('tls'), 'client');
      const [cert, key] = await Promise.all([certificates.serverCertificate, certificates.serverKey].map(pem));
      const front = await tlsFront(server.port, { cert, key });
      return { port: (front.address() as AddressInfo).port, certificates, close: () => front.close() };
    },
    running,
    connections: running,
    stopStatements: () => server.sql(`kill query where ${mine}`),
    endConnections: null,
  };
}

export const clickHouseServer: ServerFixture = {
  name: 'ClickHouse',
  open: (connection, { connectMs } = {}) => openClickHouseServer(connection, connectMs === undefined ? {} : { connectMs }),
  async reach() {
    const { server, database } = await sharedStrangeClickHouse();
    return reached(server, database);
  },
  async start() {
    const server = await OwnServer.start();
    const { stop, kill, start, remove } = server.life;
    return { ...reached(server, 'default'), stop, kill, start, remove };
  },
  prepare: ['create table kept (a Int8) engine = MergeTree order by a'],
  sleep: (seconds) => sql`select sleep(${sql.lit(seconds)})`,
  slow: sql`select count(*) from numbers(1000000000000) where number % 7 = 3`,
  endlessRows: sql`select number, repeat('x', 100) from numbers(1000000000000)`,
  // It counts whole seconds.
  timeLimit: { ms: 1000, told: 'after 1 s' },
  refused: {
    password: 'User "owner" cannot log in: the password is wrong',
    user: 'User "nobody" cannot log in',
    database: 'no database "missing"',
  },
  lost: /was lost|Nothing listens/,
  keepsConnections: false,
  writes: [
    'insert into kept select 1',
    'create table other (a Int8) engine = Memory',
    'drop table kept',
    'alter table kept delete where 1',
  ],
  writeRefused: { kind: 'settings', told: /readonly/i },
  hugeAnswer: null,
  crowded: null,
};
