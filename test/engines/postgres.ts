import { sharedPostgres } from '../support/servers/postgresServer';
import type { EngineUnderTest } from './engines';
import { clockText, type ScenarioType } from './scenario';

const TYPES: Readonly<Record<ScenarioType, string>> = { text: 'text', whole: 'bigint', clock: 'timestamp', instant: 'timestamptz' };

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function sqlValue(value: string | number | null, type: ScenarioType | undefined): string {
  if (value === null) {
    return 'null';
  }
  return type === 'instant' ? literal(`${clockText(Number(value))}+00`) : typeof value === 'number' ? String(value) : literal(value);
}

export const postgresEngines: readonly EngineUnderTest[] = [
  {
    name: 'PostgreSQL',
    async load({ tables, jsonData }) {
      const server = await sharedPostgres();
      const database = await server.createDatabase();
      for (const { name, columns, rows } of tables) {
        const values = rows.map((row) => `(${row.map((value, index) => sqlValue(value, columns[index]?.type)).join(',')})`).join(',');
        await server.query(`create table "${name}" (${columns.map((column) => `"${column.name}" ${TYPES[column.type]}`).join(',')})`, [], database);
        await server.query(`insert into "${name}" values ${values}`, [], database);
      }
      return { jsonData: { ...jsonData, engine: 'postgres' }, url: `${server.host}:${server.port}`, user: server.user, database, secureJsonData: { password: server.password } };
    },
  },
];
