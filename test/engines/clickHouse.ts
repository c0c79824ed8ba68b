import { clickHouseAt, sharedClickHouse } from '../support/servers/clickHouseServer';
import type { EngineUnderTest } from './engines';
import type { ScenarioTable, ScenarioType } from './scenario';
import { dataSourceOf, givenServer, portions } from './serverRecords';

/** There is no time without a zone: the text of a clock's is read in its column's zone, that of the records. */
function typeOf(type: ScenarioType, timeZone: string): string {
  switch (type) {
    case 'text':
      return 'String';
    case 'whole':
      return 'Int64';
    case 'clock':
      return `DateTime64(3, '${timeZone}')`;
    case 'instant':
      return "DateTime64(3, 'UTC')";
  }
}

/** A moment goes in as decimal seconds since 1970. */
function lineOf({ columns }: ScenarioTable, row: ScenarioTable['rows'][number]): string {
  const values = columns.map(({ name, type }, index) => [name, type === 'instant' && row[index] !== null ? (Number(row[index]) / 1_000).toFixed(3) : row[index]]);
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
        const columns = table.columns.map(({ name, type }) => `\`${name}\` Nullable(${typeOf(type, String(scenario.jsonData['timeZone']))})`);
        await query(`create table \`${table.name}\` (${columns.join(',')}) engine = MergeTree order by tuple()`, {}, database);
        for (const rows of portions(table.rows)) {
          await query(`insert into \`${table.name}\` format JSONEachRow\n${rows.map((row) => lineOf(table, row)).join('\n')}\n`, {}, database);
        }
      }
      return dataSourceOf('clickhouse', server, database, scenario);
    },
  },
];
