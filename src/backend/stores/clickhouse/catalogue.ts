import { type RawBuilder, sql } from 'kysely';
import type { TableColumn } from '../sql/columns';
import { readType } from './columnTypes';
import type { TableName } from './tableNames';

/** What the catalogue tells of a table besides its columns. */
export interface TableFacts {
  readonly engine: string;
  /** For a Distributed table: the tables behind it. */
  readonly behind: TableName | null;
  readonly sortingKey: string;
}

function isNamed({ database, table }: TableName, column: 'name' | 'table'): RawBuilder<boolean> {
  const place = database === null ? sql`currentDatabase()` : sql`${database}`;
  return sql<boolean>`database = ${place} and ${sql.id(column)} = ${table}`;
}

/** Columns `name`, `type` of those that the user may know of. */
export function columnsStatement(name: TableName): RawBuilder<unknown> {
  return sql`select name, type from system.columns where ${isNamed(name, 'table')} order by position`;
}

/** Column `name` of those in the partition key. */
export function partitioningStatement(name: TableName): RawBuilder<unknown> {
  return sql`select name from system.columns where ${isNamed(name, 'table')} and is_in_partition_key`;
}

/** Column `name` of those with an index of their least and greatest values; a table that few users may read. */
export function minmaxStatement(name: TableName): RawBuilder<unknown> {
  return sql`select trim(both '\`' from expr) as name from system.data_skipping_indices where ${isNamed(name, 'table')} and type = 'minmax'`;
}

/** Columns `engine`, `engine_full`, `sorting_key`. */
export function tableStatement(name: TableName): RawBuilder<unknown> {
  return sql`select engine, engine_full, sorting_key from system.tables where ${isNamed(name, 'name')}`;
}

/** Where a table is not there: its namesakes in other letters or other databases, as `database.table`. */
export function namesakesStatement({ table }: TableName): RawBuilder<unknown> {
  return sql`select distinct concat(database, '.', name) from system.tables where lower(name) = lower(${table}) and database not in ('system', 'INFORMATION_SCHEMA', 'information_schema') order by 1 limit 5`;
}

/** Reads the columns of `tableStatement`; null if there is no row. */
export function readFacts([engines = [], details = [], keys = []]: readonly (readonly unknown[])[]): TableFacts | null {
  const [engine, detail, key] = [engines[0], details[0], keys[0]];
  if (engine === undefined) {
    return null;
  }
  const [, cluster, database, table] = /^Distributed\('?([^',]+)'?, '?([^',]+)'?, '?([^',)]+)'?/.exec(String(detail)) ?? [];
  const behind =
    cluster === undefined || database === undefined || table === undefined
      ? null
      : { database, table, cluster: { name: cluster, replicas: 'one' as const } };
  return { engine: String(engine), behind: engine === 'Distributed' ? behind : null, sortingKey: String(key ?? '') };
}

/**
 * Reads the columns of `columnsStatement`, or of `describe table`. Columns without a value to show are left out.
 * @param keys of the table that holds the rows; null: unknown, and then nothing is said to lack an index
 */
export function readColumns(
  [names = [], types = []]: readonly (readonly unknown[])[],
  keys: TableFacts | null,
  keyed: readonly unknown[]
): TableColumn[] {
  return names.flatMap((value, row) => {
    const [name, declared] = [String(value), String(types[row])];
    const read = readType(declared);
    const indexed = keys === null || !keys.engine.endsWith('MergeTree') || keyed.includes(name) || beginsWith(keys.sortingKey, name);
    return read === null ? [] : [{ name, type: read.type, declared, nullable: read.nullable, indexed }];
  });
}

/** Whether the first expression of an order key is of that column: `time`, `(time, code)`, `toStartOfHour(time), code`. */
function beginsWith(sortingKey: string, column: string): boolean {
  let depth = 0;
  const end = [...sortingKey].findIndex((character) => {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    return character === ',' && depth === 0;
  });
  const first = (end < 0 ? sortingKey : sortingKey.slice(0, end)).replace(/^\((.*)\)$/, '$1').trim();
  const names = first.match(/`(?:[^`\\]|\\.)+`|[A-Za-z_]\w*/g) ?? [];
  return names.some((name) => name.replace(/^`|`$/g, '') === column);
}
