import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { LAYOUTS, type LayoutName } from '../../src/domain/layouts/layouts';
import { type FieldCase, folderOf } from '../field/fieldCases';
import type { ScenarioTable, ScenarioType } from './scenario';

/** `natural`: times and numbers in types of their own where all values are; `text`: every value as it is written. */
export type ColumnTyping = 'natural' | 'text';

const NATURAL: Readonly<Record<string, ScenarioType>> = {
  BIGINT: 'whole',
  TIMESTAMP: 'clock',
  TIMESTAMP_NS: 'clock',
  'TIMESTAMP WITH TIME ZONE': 'instant',
};

/** CUCM writes the types of its columns below their names. */
const TYPE_NAME = /^(INTEGER|VARCHAR\(\d+\)|UNIQUEIDENTIFIER)$/;

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The files of a case, by the layout's table that each is. */
export function tablesOf(one: FieldCase): Map<string, string> {
  const [first, ...others] = LAYOUTS[one.layout as LayoutName].tables.map(({ name }) => name);
  const place = path.join(folderOf(one), one.path);
  const files = statSync(place).isDirectory() ? readdirSync(place).map((name) => path.join(place, name)) : [place];
  return new Map(files.map((file) => [others.find((name) => name === path.parse(file).name) ?? first ?? '', file]));
}

/** The records of a file as a table of a database, read by DuckDB. */
export async function tableOfFile(name: string, file: string, typing: ColumnTyping): Promise<ScenarioTable> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const ask = async (sql: string) => (await (await connection.run(sql)).getRowsJson()) as (string | number | null)[][];
  try {
    await connection.run("set timezone = 'UTC'");
    const [typed, asWritten] = relations(file);
    const types = await ask(`describe from ${typed}`);
    const columns = types.map(([column, type]) => ({
      name: String(column),
      type: typing === 'natural' ? (NATURAL[String(type)] ?? 'text') : ('text' as const),
    }));
    const written = columns.map(({ name: column }, index) =>
      types[index]?.[1] === 'DOUBLE' && typed === asWritten
        ? `regexp_replace(cast(${quoted(column)} as varchar), '[.]0$', '')`
        : `cast(${quoted(column)} as varchar)`
    );
    const natural = columns.map(({ name: column, type }) => {
      switch (type) {
        case 'whole':
          return quoted(column);
        case 'clock':
          return `strftime(${quoted(column)}, '%Y-%m-%d %H:%M:%S.%g')`;
        case 'instant':
          return `epoch_ms(${quoted(column)})`;
        case 'text':
          return 'null';
      }
    });
    const [texts, values] = [await ask(`select ${written} from ${asWritten}`), await ask(`select ${natural} from ${typed}`)];
    // Not every engine has types of time for the years before 1970, in which zero dates are.
    const isOld = (type: ScenarioType, index: number) =>
      type === 'clock'
        ? values.some((row) => row[index] !== null && String(row[index]) < '1900')
        : type === 'instant' && values.some((row) => Number(row[index]) < 0);
    const kept = columns.map((column, index) => (isOld(column.type, index) ? { ...column, type: 'text' as const } : column));
    const rows = texts.map((row, index) =>
      row.map((text, column) => {
        const value = values[index]?.[column] ?? null;
        const type = kept[column]?.type;
        return type === 'text' || value === null ? text : type === 'clock' ? value : Number(value);
      })
    );
    return { name, columns: kept, rows: rows.filter((row) => !row.every((value) => TYPE_NAME.test(String(value)))) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** What follows `from`: the records with types, and as they are written. */
function relations(file: string): readonly [string, string] {
  const source = literal(file);
  switch (path.extname(file)) {
    case '.csv':
      return [`read_csv(${source}, header = true)`, `read_csv(${source}, header = true, all_varchar = true)`];
    case '.parquet':
      return [`read_parquet(${source})`, `read_parquet(${source})`];
    default:
      return [`read_json_auto(${source})`, `read_json_auto(${source})`];
  }
}
