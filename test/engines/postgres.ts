import { postgresAt, sharedPostgres } from '../support/servers/postgresServer';
import type { EngineUnderTest } from './engines';
import { clockText, type ScenarioType } from './scenario';
import { dataSourceOf, givenServer } from './serverRecords';

const TYPES: Readonly<Record<ScenarioType, string>> = { text: 'text', whole: 'bigint', clock: 'timestamp', instant: 'timestamptz' };

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function sqlValue(value: string | number | null, type: ScenarioType | undefined): string {
  if (value === null) {
    return 'null';
  }
  return type === 'instant' ? literal(`${clockText(Number(value))}+00`) : typeof value === 'number' ? String(value) : literal(value);
}

/** Asked on the server that CALLRESULT_TEST_POSTGRES names, `postgres://user:password@host:5432/postgres`, if it names one. */
export const postgresEngines: readonly EngineUnderTest[] = [
  {
    name: 'PostgreSQL',
    async load(scenario) {
      const server = givenServer('CALLRESULT_TEST_POSTGRES') ?? (await sharedPostgres());
      const { query, createDatabase } = postgresAt(server);
      const database = await createDatabase();
      for (const { name, columns, rows } of scenario.tables) {
        const values = rows.map((row) => `(${row.map((value, index) => sqlValue(value, columns[index]?.type)).join(',')})`).join(',');
        await query(`create table "${name}" (${columns.map((column) => `"${column.name}" ${TYPES[column.type]}`).join(',')})`, [], database);
        await query(`insert into "${name}" values ${values}`, [], database);
      }
      return dataSourceOf('postgres', server, database, scenario);
    },
  },
];
