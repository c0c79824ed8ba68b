import { type RawBuilder, sql } from 'kysely';
import type { ColumnType, TableColumn } from '../sql/columns';
import type { TableName } from '../sql/tableName';

/** Columns `name`, `type`, `declared`, `scale`, `nullable`, `indexed`, `partitioned_by` and `kind` of those that may be read. */
export function columnsStatement(name: TableName): RawBuilder<unknown> {
  const of = (relation: string) => sql`${isNamed(name, relation)}`;
  return sql`select c.column_name as name, c.data_type as type, c.column_type as declared, c.numeric_scale as scale, c.is_nullable as nullable,
      exists (select 1 from information_schema.statistics s where ${of('s')} and s.column_name = c.column_name and s.seq_in_index = 1) as indexed,
      (select max(p.partition_expression) from information_schema.partitions p where ${of('p')}) as partitioned_by,
      (select max(t.table_type) from information_schema.tables t where ${of('t')}) as kind
    from information_schema.columns c where ${of('c')} and lower(c.privileges) like '%select%' order by c.ordinal_position`;
}

/** One row if there is such a table or view with a column that may be read. */
export function tableStatement(name: TableName): RawBuilder<unknown> {
  return sql`select 1 from information_schema.columns c where ${isNamed(name, 'c')} and lower(c.privileges) like '%select%' limit 1`;
}

/** Where a table is not there: its namesakes in other letters or other databases, as `database.table`. */
export function namesakesStatement({ table }: TableName): RawBuilder<unknown> {
  return sql`select concat(t.table_schema, '.', t.table_name) as name from information_schema.tables t where lower(t.table_name) = lower(${table}) and t.table_schema not in ('information_schema', 'performance_schema', 'mysql', 'sys') order by 1 limit 5`;
}

/** Reads the columns of `columnsStatement`. */
export function readColumns([
  names = [],
  types = [],
  declared = [],
  scales = [],
  nullable = [],
  indexed = [],
  partitionedBy = [],
]: readonly (readonly unknown[])[]): TableColumn[] {
  return names.map((name, row) => ({
    name: String(name),
    type: columnType(
      String(types[row]).toLowerCase(),
      String(declared[row]).toLowerCase(),
      scales[row] === null ? null : Number(scales[row])
    ),
    declared: String(declared[row]),
    nullable: nullable[row] === 'YES',
    indexed: Number(indexed[row]) === 1 || isNamedBy(String(partitionedBy[row] ?? ''), String(name)),
  }));
}

/** Whether a partitioning such as ``to_days(`calldate`)`` or `` `id`,`calldate` `` is about the column before all others. */
function isNamedBy(expression: string, column: string): boolean {
  const [first] = expression.split(',');
  return first !== undefined && (first.includes(`\`${column}\``) || first === column);
}

/** Names are compared byte by byte, unless the server itself does not regard their case. */
function isNamed({ schema, table }: TableName, relation: string): RawBuilder<boolean> {
  const column = (name: string) => sql`${sql.ref(`${relation}.${name}`)}`;
  const exactly = (name: string, value: RawBuilder<unknown>) =>
    sql`${column(name)} = ${value} and (@@lower_case_table_names > 0 or cast(${column(name)} as binary) = cast(${value} as binary))`;
  return sql<boolean>`${exactly('table_schema', schema === null ? sql`database()` : sql`${schema}`)} and ${exactly('table_name', sql`${table}`)}`;
}

/** By `data_type`, and where the same name means several things by `column_type`. */
function columnType(type: string, declared: string, scale: number | null): ColumnType {
  switch (type) {
    case 'char':
    case 'varchar':
    case 'tinytext':
    case 'text':
    case 'mediumtext':
    case 'longtext':
    case 'enum':
    case 'set':
    // MariaDB's own; their bytes are not what they are written as.
    case 'uuid':
    case 'inet4':
    case 'inet6':
      return 'text';
    case 'tinyint':
      return declared === 'tinyint(1)' ? 'boolean' : 'whole';
    case 'bit':
      return declared === 'bit(1)' ? 'boolean' : 'whole';
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'bigint':
    case 'year':
      return 'whole';
    case 'decimal':
      return scale === 0 ? 'whole' : 'number';
    case 'float':
    case 'double':
      return 'number';
    case 'datetime':
    case 'date':
      return 'clock';
    case 'timestamp':
      return 'instant';
    default:
      return 'other';
  }
}
