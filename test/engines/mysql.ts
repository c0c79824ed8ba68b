import { sharedMariaDb } from '../support/servers/mariaDbServer';
import type { EngineUnderTest } from './engines';
import { clockText, type ScenarioType } from './scenario';

const TYPES: Readonly<Record<ScenarioType, string>> = { text: 'varchar(250) character set utf8mb4', whole: 'bigint', clock: 'datetime(3)', instant: 'timestamp(3) null' };

const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

function sqlValue(value: string | number | null, type: ScenarioType | undefined): string {
  if (value === null) {
    return 'null';
  }
  return type === 'instant' ? literal(clockText(Number(value))) : typeof value === 'number' ? String(value) : literal(value);
}

export const mysqlEngines: readonly EngineUnderTest[] = [
  {
    name: 'MariaDB',
    async load({ tables, jsonData }) {
      const server = await sharedMariaDb();
      const database = await server.createDatabase();
      for (const { name, columns, rows } of tables) {
        const values = rows.map((row) => `(${row.map((value, index) => sqlValue(value, columns[index]?.type)).join(',')})`).join(',');
        await server.query(`create table \`${name}\` (${columns.map((column) => `\`${column.name}\` ${TYPES[column.type]}`).join(',')})`, [], database);
        await server.query(`insert into \`${name}\` values ${values}`, [], database);
      }
      return { jsonData: { ...jsonData, engine: 'mysql' }, url: `${server.host}:${server.port}`, user: server.user, database, secureJsonData: { password: server.password } };
    },
  },
];
