import { mySqlAt, sharedMariaDb } from '../support/servers/mariaDbServer';
import type { EngineUnderTest } from './engineUnderTest';
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
