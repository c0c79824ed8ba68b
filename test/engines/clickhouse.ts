import { instantOfLocal } from '../../src/domain/timeZone';
import { sharedClickHouse } from '../support/servers/clickHouseServer';
import type { EngineUnderTest } from './engines';
import { clockText, type ScenarioType } from './scenario';

/** ClickHouse knows moments alone: whoever writes clock times there has to know their zone. */
const TYPES: Readonly<Record<ScenarioType, string>> = {
  text: 'Nullable(String)',
  whole: 'Nullable(Int64)',
  clock: "Nullable(DateTime64(3, 'UTC'))",
  instant: "Nullable(DateTime64(3, 'UTC'))",
};

const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function sqlValue(value: string | number | null, type: ScenarioType | undefined, timeZone: string): string {
  if (value === null) {
    return 'null';
  }
  if (type === 'clock') {
    return literal(clockText(instantOfLocal(timeZone, Date.parse(`${String(value).replace(' ', 'T')}Z`))));
  }
  return type === 'instant' ? literal(clockText(Number(value))) : typeof value === 'number' ? String(value) : literal(value);
}

export const clickHouseEngines: readonly EngineUnderTest[] = [
  {
    name: 'ClickHouse',
    async load({ tables, jsonData }) {
      const server = await sharedClickHouse();
      const database = await server.createDatabase();
      for (const { name, columns, rows } of tables) {
        const values = rows.map((row) => `(${row.map((value, index) => sqlValue(value, columns[index]?.type, String(jsonData['timeZone']))).join(',')})`).join(',');
        await server.query(`create table \`${name}\` (${columns.map((column) => `\`${column.name}\` ${TYPES[column.type]}`).join(',')}) engine = MergeTree order by tuple()`, {}, database);
        await server.query(`insert into \`${name}\` values ${values}`, {}, database);
      }
      return { jsonData: { ...jsonData, engine: 'clickhouse' }, url: `${server.host}:${server.port}`, user: server.user, database, secureJsonData: { password: server.password } };
    },
  },
];
