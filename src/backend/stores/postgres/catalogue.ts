import { type RawBuilder, sql } from 'kysely';
import type { ColumnType, TableColumn } from '../sql/columns';
import type { TableName } from '../sql/tableName';

/** Tables, partitioned tables, views, materialized views and foreign tables, as `pg_class.relkind` has them. */
const READABLE_KINDS = sql.raw(`('r', 'p', 'v', 'm', 'f')`);

/** The kind of a hypertable of TimescaleDB, which `relkind` takes for a usual table: one whose rows are in chunks that inherit from it. */
export const HYPERTABLE = 'hypertable';

/**
 * Columns `relation` and `kind` (`relkind` or `HYPERTABLE`), no row if there is no such table; `readable` if any of its columns may be read; `spread` if it
 * may be on several servers.
 */
export function relationStatement(name: TableName): RawBuilder<unknown> {
  const isHypertable = sql`c.relkind = 'r' and exists (select from pg_catalog.pg_extension where extname = 'timescaledb') and exists (select from pg_catalog.pg_inherits where inhparent = c.oid)`;
  return sql`select c.oid as relation, case when ${isHypertable} then ${sql.lit(HYPERTABLE)} else c.relkind::text end as kind, has_any_column_privilege(c.oid, 'select') and has_schema_privilege(c.relnamespace, 'usage') as readable, exists (select from pg_catalog.pg_extension where extname = 'citus') as spread from pg_catalog.pg_class c where ${isNamed(name)} and c.relkind in ${READABLE_KINDS}`;
}

/** Where a table is not there: its namesakes in other letters or other schemas, as `schema.table`. */
export function namesakesStatement({ table }: TableName): RawBuilder<unknown> {
  return sql`select distinct n.nspname || '.' || c.relname as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where lower(c.relname) = lower(${table}) and c.relkind in ${READABLE_KINDS} order by 1 limit 5`;
}

/** Columns `name`, `base`, `scale` (of decimals), `declared`, `nullable`, `indexed`, `unique` of those that may be read. An index does not see the rows of tables that inherit. */
export function columnsStatement(relation: number): RawBuilder<unknown> {
  const oid = sql.lit(relation);
  return sql`select a.attname as name,
      case when t.typtype = 'e' then 'text' else coalesce(b.typname, t.typname) end as base,
      case when coalesce(nullif(a.atttypmod, -1), t.typtypmod) >= 4 then (coalesce(nullif(a.atttypmod, -1), t.typtypmod) - 4) & 2047 end as scale,
      format_type(a.atttypid, a.atttypmod) as declared,
      not a.attnotnull as nullable,
      exists (select from pg_catalog.pg_index i where i.indrelid = a.attrelid and i.indkey[0] = a.attnum and i.indisvalid and i.indpred is null)
        or exists (select from pg_catalog.pg_partitioned_table p where p.partrelid = a.attrelid and p.partattrs[0] = a.attnum) as indexed,
      exists (select from pg_catalog.pg_index i where i.indrelid = a.attrelid and i.indnkeyatts = 1 and i.indkey[0] = a.attnum and i.indisunique and i.indisvalid and i.indpred is null)
        and not exists (select from pg_catalog.pg_class c where c.oid = a.attrelid and c.relkind <> 'p' and c.relhassubclass) as unique
    from pg_catalog.pg_attribute a
      join pg_catalog.pg_type t on t.oid = a.atttypid
      left join pg_catalog.pg_type b on b.oid = t.typbasetype
    where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped and has_column_privilege(${oid}::oid, a.attnum, 'select')
    order by a.attnum`;
}

/** Reads the columns of `columnsStatement`. */
export function readColumns([
  names = [],
  bases = [],
  scales = [],
  declared = [],
  nullable = [],
  indexed = [],
  unique = [],
]: readonly (readonly unknown[])[]): TableColumn[] {
  return names.map((name, row) => ({
    name: String(name),
    type: columnType(String(bases[row]), scales[row] === null ? null : Number(scales[row])),
    declared: String(declared[row]),
    nullable: nullable[row] === true,
    indexed: indexed[row] === true,
    unique: unique[row] === true,
  }));
}

function isNamed({ schema, table }: TableName): RawBuilder<boolean> {
  return schema === null
    ? sql<boolean>`c.relname = ${table} and pg_table_is_visible(c.oid)`
    : sql<boolean>`c.relname = ${table} and c.relnamespace = (select n.oid from pg_catalog.pg_namespace n where n.nspname = ${schema})`;
}

/** By the name in `pg_type`; a domain counts as what it is made of. */
function columnType(base: string, scale: number | null): ColumnType {
  switch (base) {
    case 'text':
    case 'varchar':
    case 'bpchar':
    case 'char':
    case 'name':
    case 'citext':
      return 'text';
    case 'int2':
    case 'int4':
    case 'int8':
      return 'whole';
    case 'numeric':
      return scale === 0 ? 'whole' : 'number';
    case 'float4':
    case 'float8':
      return 'number';
    case 'timestamp':
    case 'date':
      return 'clock';
    case 'timestamptz':
      return 'instant';
    case 'bool':
      return 'boolean';
    default:
      return 'other';
  }
}
