import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inDuckDb } from '../support/duckdb';
import type { EngineUnderTest } from './engineUnderTest';
import { clockText, type Scenario, type ScenarioTable, type ScenarioType } from './scenario';

const TYPES: Readonly<Record<ScenarioType, string>> = { text: 'varchar', whole: 'bigint', clock: 'timestamp', instant: 'timestamptz' };

/** The same as text: instants in ISO 8601. */
function csv({ columns, rows }: ScenarioTable): string {
  const cell = (value: string | number | null, type: ScenarioType | undefined) => {
    const text = value === null ? '' : type === 'instant' ? new Date(Number(value)).toISOString() : String(value);
    return `"${text.replaceAll('"', '""')}"`;
  };
  return [
    columns.map(({ name }) => name).join(','),
    ...rows.map((row) => row.map((value, index) => cell(value, columns[index]?.type)).join(',')),
  ].join('\n');
}

function folderFor(scenario: Scenario, recordsDir: string, tables: (folder: string) => Promise<unknown>) {
  mkdirSync(recordsDir, { recursive: true });
  const folder = mkdtempSync(path.join(recordsDir, 'scenario-'));
  return tables(folder).then(() => ({ jsonData: { ...scenario.jsonData, engine: 'files', path: path.basename(folder) } }));
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function sqlValue(value: string | number | null, type: ScenarioType | undefined): string {
  if (value === null) {
    return 'null';
  }
  return type === 'instant'
    ? `timestamptz ${literal(`${clockText(Number(value))}+00`)}`
    : typeof value === 'number'
      ? String(value)
      : literal(value);
}

export const fileEngines: readonly EngineUnderTest[] = [
  {
    name: 'CSV',
    load: (scenario, recordsDir) =>
      folderFor(scenario, recordsDir, async (folder) =>
        scenario.tables.forEach((table) => writeFileSync(path.join(folder, `${table.name}.csv`), csv(table)))
      ),
  },
  {
    name: 'Parquet',
    load: (scenario, recordsDir) =>
      folderFor(scenario, recordsDir, async (folder) => {
        for (const { name, columns, rows } of scenario.tables) {
          const values = rows.map((row) => `(${row.map((value, index) => sqlValue(value, columns[index]?.type)).join(',')})`).join(',');
          await inDuckDb(
            `create table records (${columns.map((column) => `"${column.name}" ${TYPES[column.type]}`).join(',')})`,
            `insert into records values ${values}`,
            `copy records to ${literal(path.join(folder, `${name}.parquet`))} (format parquet)`
          );
        }
      }),
  },
];
