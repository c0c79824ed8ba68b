import { sql } from 'kysely';
import { openMysqlServer } from '../../src/backend/stores/mysql/open';
import { OwnServer, sharedStrangeMySql } from '../backend/stores/mysql/ownServer';
import { mySqlAt, sharedMariaDb } from '../support/servers/mariaDbServer';
import type { DialectFixture } from './dialectFixture';
import type { EngineUnderTest } from './engineUnderTest';
import { openDialect } from './openDialect';
import type { ReachedServer, ServerFixture } from './serverFixture';
import type { ScenarioTable, ScenarioType } from './scenario';
import { dataSourceOf, givenServer, portions } from './serverRecords';

// Of a timestamp that may not be null, old servers make the present out of null.
const TYPES: Readonly<Record<ScenarioType, string>> = {
  text: 'varchar(500)',
  whole: 'bigint',
  clock: 'datetime(3)',
  instant: 'timestamp(3) null',
};

/** A moment goes in as seconds since 1970, whatever the session's zone. */
function placesOf({ columns }: ScenarioTable): string {
  return `(${columns.map(({ type }) => (type === 'instant' ? 'from_unixtime(?)' : '?')).join(',')})`;
}

function valuesOf({ columns }: ScenarioTable, row: ScenarioTable['rows'][number]): (string | number | null)[] {
  return row.map((value, index) => (columns[index]?.type === 'instant' && value !== null ? Number(value) / 1_000 : value));
}

/** Asked on the server that CALLRESULT_TEST_MYSQL names, `mysql://user:password@host:3306/mysql`, if it names one. */
export const mySqlEngines: readonly EngineUnderTest[] = [
  {
    name: 'MySQL or MariaDB',
    async load(scenario) {
      const server = givenServer('CALLRESULT_TEST_MYSQL') ?? (await sharedMariaDb());
      const { query, createDatabase } = mySqlAt(server);
      const database = await createDatabase();
      for (const table of scenario.tables) {
        await query(
          `create table \`${table.name}\` (${table.columns.map(({ name, type }) => `\`${name}\` ${TYPES[type]}`).join(',')})`,
          [],
          database
        );
        for (const rows of portions(table.rows)) {
          await query(
            `insert into \`${table.name}\` values ${rows.map(() => placesOf(table)).join(',')}`,
            rows.flatMap((row) => valuesOf(table, row)),
            database
          );
        }
      }
      return dataSourceOf('mysql', server, database, scenario);
    },
  },
];

export const mySqlDialect: DialectFixture = {
  name: 'MySQL or MariaDB',
  async open() {
    const { server, database } = await sharedStrangeMySql();
    return openDialect(openMysqlServer(server.connection({ database })), (statement) => server.sql(statement, database));
  },
  // A cast to double keeps no more than the digits that are shown.
  types: {
    text: 'char character set utf8mb4',
    int32: 'signed',
    unsigned: 'unsigned',
    int64: 'signed',
    double: 'double',
    decimal: 'decimal(65, 4)',
  },
  textTypes: ['char(40) character set latin1'],
  twins: ['create table twins (v varchar(20) character set utf8mb4 collate utf8mb4_general_ci)'],
  words: 'create table words (v varchar(100) character set utf8mb4)',
  shown: [
    ['486', 'whole', '486'],
    ['-9223372036854775807', 'whole', '-9223372036854775807'],
    ['18446744073709551615', 'whole', '18446744073709551615'],
    [`b'101'`, 'whole', '5'],
    ['1.50', 'number', '1.50'],
    ['0.1e0', 'number', '0.1'],
    ['1', 'boolean', 'true'],
    ['0', 'boolean', 'false'],
    ['3', 'boolean', '3'],
    [`b'1'`, 'boolean', 'true'],
    [`timestamp'2026-01-02 03:04:05.120'`, 'clock', '2026-01-02 03:04:05.120'],
    [`cast('10:11:12' as time)`, 'other', '10:11:12'],
    [`json_object('a', 'ü')`, 'other', '{"a": "ü"}'],
    [`x'c3a4'`, 'other', 'ä'],
    [`x'00ff'`, 'other', '0x00FF'],
    [`_latin1 x'e4'`, 'text', 'ä'],
    ['null', 'text', null],
  ],
  nul: 'char(0 using utf8mb4)',
  literalsHoldNul: true,
  dotMatchesLineBreak: false,
  otherClockTexts: {},
  impossibleNames: [' ', '\0', 'a\0b', '\t\n\r\b\f', 'ä😀\u2028', '\u001a'],
  lowersAllLetters: true,
  missedDigits: ['0404'],
  notNumbers: [],
  readsAllDoubles: true,
  divides64Bits: true,
  tooLargeToRound: [
    ['9223372036854775807', 'signed'],
    [`1${'0'.repeat(40)}`, 'decimal(65, 4)'],
  ],
};

type Shared = Awaited<ReturnType<typeof sharedStrangeMySql>>['server'];

function reached(server: Shared, database: string): ReachedServer {
  const mine = async () =>
    (await Promise.all(['owner', 'crowded'].map((user) => server.activity(user)))).flat().filter(({ db }) => db === database);
  const all = async (command: string) => Promise.all((await mine()).map(({ id }) => server.sql(`${command} ${id}`)));
  return {
    port: server.port,
    connection: (other) => server.connection({ database, ...other }),
    administer: (statement) => server.sql(statement, database),
    tls: async () => ({ port: server.port, certificates: server.certificates, close: () => undefined }),
    running: async () => (await mine()).filter(({ command }) => command === 'Execute').length,
    connections: async () => (await mine()).length,
    stopStatements: () => all('kill query'),
    endConnections: () => all('kill'),
  };
}

export const mySqlServer: ServerFixture = {
  name: 'MySQL or MariaDB',
  open: openMysqlServer,
  async reach() {
    const { server, database } = await sharedStrangeMySql();
    return reached(server, database);
  },
  async start() {
    const server = await OwnServer.start();
    const { stop, kill, start, remove } = server.life;
    return { ...reached(server, 'calls'), stop, kill, start, remove };
  },
  prepare: [
    'create table kept (a int)',
    'create procedure adding() insert into kept values (1)',
    'create function adds() returns int deterministic modifies sql data begin insert into kept values (1); return 1; end',
    'create table many (n int primary key)',
    'insert into many with recursive s as (select 1 as n union all select n + 1 from s where n < 1000) select n from s',
  ],
  sleep: (seconds) => sql`select sleep(${sql.lit(seconds)})`,
  // 50 s in short sleeps, since MySQL does not call it an error when a long one is stopped.
  slow: sql`select sleep(0.05) from many`,
  endlessRows: sql`select a.n, b.n, c.n, repeat('x', 100) from many a, many b, many c`,
  timeLimit: { ms: 300, told: 'after 0.3 s' },
  refused: {
    password: 'User "owner" cannot log in: the name or the password is wrong',
    user: 'User "nobody" cannot log in',
    database: 'no such database',
  },
  lost: /shut down|was lost|ended the connection|The statement was stopped/,
  keepsConnections: true,
  writes: [
    'insert into kept values (1)',
    'delete from kept',
    'drop table kept',
    'create table other (a int)',
    'alter table kept add b int',
    'truncate kept',
    'call adding()',
    'select adds()',
    'update kept set a = 1',
  ],
  writeRefused: { kind: 'store', told: /READ ONLY|read-only/i },
  hugeAnswer: sql`select concat(repeat('x', 1000000), n) from many`,
  crowded: {
    statements: [`create user crowded@'%' identified by 'p' with max_user_connections 1`, `grant select on *.* to crowded@'%'`],
    told: 'User "crowded" has no free connection',
  },
};
