import { sharedClickHouse } from '../support/servers/clickHouseServer';
import type { EngineUnderTest } from './engines';
import { clockText, type ScenarioType } from './scenario';

/** The server has no times without a zone: what a clock showed is kept as text. */
const TYPES: Readonly<Record<ScenarioType, string>> = { text: 'Nullable(String)', whole: 'Nullable(Int64)', clock: 'Nullable(String)', instant: `Nullable(DateTime64(6, 'Europe/Berlin'))` };

const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function sqlValue(value: string | number | null, type: ScenarioType | undefined): string {
  if (value === null) {
    return 'null';
  }
  return type === 'instant' ? `toDateTime64(${literal(clockText(Number(value)))}, 6, 'UTC')` : typeof value === 'number' ? String(value) : literal(value);
}

export const clickHouseEngines: readonly EngineUnderTest[] = [
  {
    name: 'ClickHouse',
    async load({ tables, jsonData }) {
      const server = await sharedClickHouse();
      const database = await server.createDatabase();
      for (const { name, columns, rows } of tables) {
        const values = rows.map((row) => `(${row.map((value, index) => sqlValue(value, columns[index]?.type)).join(',')})`).join(',');
        await server.query(`create table \`${name}\` (${columns.map((column) => `\`${column.name}\` ${TYPES[column.type]}`).join(',')}) engine = MergeTree order by tuple()`, {}, database);
        await server.query(`insert into \`${name}\` values ${values}`, {}, database);
      }
      return { jsonData: { ...jsonData, engine: 'clickhouse' }, url: `${server.host}:${server.port}`, user: server.user, database, secureJsonData: { password: server.password } };
    },
  },
];
