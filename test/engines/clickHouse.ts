import { instantOfLocal } from '../../src/domain/timeZone';
import { clickHouseAt, sharedClickHouse } from '../support/servers/clickHouseServer';
import type { EngineUnderTest } from './engineUnderTest';
import type { ScenarioTable, ScenarioType } from './scenario';
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

/** ClickHouse keeps moments alone: whoever has clock times must know their zone. They go in as decimal seconds since 1970. */
function lineOf({ columns }: ScenarioTable, row: ScenarioTable['rows'][number], timeZone: string): string {
  const seconds = (value: string | number, type: ScenarioType) =>
    ((type === 'clock' ? instantOfLocal(timeZone, Date.parse(`${String(value).replace(' ', 'T')}Z`)) : Number(value)) / 1_000).toFixed(3);
  const values = columns.map(({ name, type }, index) => {
    const value = row[index] ?? null;
    return [name, value !== null && (type === 'clock' || type === 'instant') ? seconds(value, type) : value];
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
