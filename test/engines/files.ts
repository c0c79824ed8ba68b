import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { duckDbDialect } from '../../src/backend/stores/duckdb/dialect';
import { DuckDbEngine } from '../../src/backend/stores/duckdb/engine';
import { inDuckDb } from '../support/duckdb';
import { PATIENT } from '../support/records';
import type { DialectFixture } from './dialectFixture';
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

export const filesDialect: DialectFixture = {
  name: 'DuckDB',
  async open() {
    const recordsDir = mkdtempSync(path.join(tmpdir(), 'dialect-'));
    const engine = await DuckDbEngine.start({ recordsDir, memoryLimitMb: 512, threads: 2, longestQueryMs: 60_000 });
    return {
      dialect: duckDbDialect,
      run: (statement) => engine.run(statement, PATIENT),
      administer: (statement) => engine.run(sql.raw(statement), PATIENT),
      async close() {
        engine.close();
        rmSync(recordsDir, { recursive: true });
      },
    };
  },
  types: { text: 'varchar', int32: 'integer', unsigned: 'ubigint', int64: 'bigint', double: 'double', decimal: 'decimal(38, 4)' },
  textTypes: ['varchar(40)'],
  twins: ['create table twins (v varchar)'],
  words: 'create table words (v varchar)',
  shown: [
    [`cast('486' as integer)`, 'whole', '486'],
    [`cast('-9223372036854775808' as bigint)`, 'whole', '-9223372036854775808'],
    [`cast('18446744073709551615' as ubigint)`, 'whole', '18446744073709551615'],
    [`cast('12345678901234567890' as decimal(20, 0))`, 'number', '12345678901234567890'],
    [`cast('0.1' as double)`, 'number', '0.1'],
    ['true', 'boolean', 'true'],
    ['false', 'boolean', 'false'],
    [`cast('a ' as varchar)`, 'text', 'a '],
    [`cast('b' as enum ('a', 'b'))`, 'other', 'b'],
    [`cast('61f0c404-5cb3-11e7-907b-a6006ad3dba0' as uuid)`, 'other', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
    [`timestamp '2026-01-02 03:04:05.120'`, 'clock', '2026-01-02 03:04:05.12'],
    ['null', 'text', null],
  ],
  nul: 'chr(0)',
  literalsHoldNul: false,
  dotMatchesLineBreak: false,
  // The shape of a text is checked before it is read, and milliseconds before 1970 are rounded up.
  otherClockTexts: {
    '\n2026-11-24': Date.UTC(2026, 10, 24),
    '26-11-24': -61_318_425_600_000,
    epoch: 0,
    '1969-12-31 23:59:59.9995': 0,
    '0000-01-01': -62_167_219_200_000,
  },
  impossibleNames: ['\0', 'a\0b'],
  lowersAllLetters: true,
  missedDigits: null,
  notNumbers: ['nan', 'inf', '-inf'],
  readsAllDoubles: true,
  divides64Bits: true,
  tooLargeToRound: [['18446744073709551615', 'ubigint']],
};
