import { postgresAt, sharedPostgres } from '../support/servers/postgresServer';
import type { EngineUnderTest } from './engines';
import { clockText, type ScenarioTable, type ScenarioType } from './scenario';
import { dataSourceOf, givenServer } from './serverRecords';

const TYPES: Readonly<Record<ScenarioType, string>> = { text: 'text', whole: 'bigint', clock: 'timestamp', instant: 'timestamptz' };

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function sqlValue(value: string | number | null, type: ScenarioType | undefined): string {
  if (value === null) {
    return 'null';
  }
  return type === 'instant' ? literal(`${clockText(Number(value))}+00`) : typeof value === 'number' ? String(value) : literal(value);
}

/**
 * What CALLRESULT_TEST_POSTGRES_TABLES makes of tables before they are filled: `hypertables` of TimescaleDB, of those that have a
 * time in every row, or `distributed` tables of Citus.
 */
const MADE_INTO: Readonly<Record<string, (table: ScenarioTable) => readonly string[]>> = {
  hypertables({ name, columns, rows }) {
    const time = columns.find(({ type }, index) => (type === 'clock' || type === 'instant') && rows.every((row) => row[index] !== null));
    return time === undefined ? [] : ['create extension if not exists timescaledb', `select create_hypertable('"${name}"', '${time.name}')`];
  },
  distributed: ({ name, columns }) => ['create extension if not exists citus', `select create_distributed_table('"${name}"', '${(columns.find(({ type }) => type === 'text') ?? columns[0])?.name}')`],
};

function madeInto(table: ScenarioTable): readonly string[] {
  const how = process.env['CALLRESULT_TEST_POSTGRES_TABLES'] ?? '';
  const statements = MADE_INTO[how];
  if (how !== '' && statements === undefined) {
    throw new Error(`CALLRESULT_TEST_POSTGRES_TABLES=${how}: there are ${Object.keys(MADE_INTO).join(', ')}.`);
  }
  return statements?.(table) ?? [];
}

/** Asked on the server that CALLRESULT_TEST_POSTGRES names, `postgres://user:password@host:5432/postgres`, if it names one. */
export const postgresEngines: readonly EngineUnderTest[] = [
  {
    name: 'PostgreSQL',
    async load(scenario) {
      const server = givenServer('CALLRESULT_TEST_POSTGRES') ?? (await sharedPostgres());
      const { query, createDatabase } = postgresAt(server);
      const database = await createDatabase();
      for (const table of scenario.tables) {
        const { name, columns, rows } = table;
        const values = rows.map((row) => `(${row.map((value, index) => sqlValue(value, columns[index]?.type)).join(',')})`).join(',');
        await query(`create table "${name}" (${columns.map((column) => `"${column.name}" ${TYPES[column.type]}`).join(',')})`, [], database);
        for (const statement of madeInto(table)) {
          await query(statement, [], database);
        }
        await query(`insert into "${name}" values ${values}`, [], database);
      }
      return dataSourceOf('postgres', server, database, scenario);
    },
  },
];
