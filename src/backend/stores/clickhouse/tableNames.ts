import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';

/** A table as the server finds it. No database: the one that the connection is in. */
export interface TableName {
  readonly database: string | null;
  readonly table: string;
  /** The cluster whose servers all are to be asked, and whether every replica of them; null: a table of this server. */
  readonly cluster: { readonly name: string; readonly replicas: 'one' | 'all' } | null;
}

const PART = '`(?:[^`]|``)+`|"(?:[^"]|"")+"|[^\\s.,()`"\'\\\\]+';
const TABLE = new RegExp(`^(${PART})(?:\\.(${PART}))?$`);
const CLUSTER = new RegExp(
  `^(cluster|clusterAllReplicas)\\(\\s*('[^'\\\\]+'|[\\w{}-]+)\\s*,\\s*(${PART})\\s*[.,]\\s*(${PART})\\s*\\)$`,
  'i'
);

/**
 * Reads `acc`, `voip.acc`, `cluster('name', voip, acc)` or `clusterAllReplicas('name', voip.acc)`; a name with a dot or
 * a blank of its own is in backticks. Names are taken as they are written.
 * @throws CallResultError `settings` for anything else, with the forms that there are.
 */
export function readTableName(name: string, defaultDatabase: string): TableName {
  const text = name.trim();
  const [, how, cluster, database, table] = CLUSTER.exec(text) ?? [];
  if (how !== undefined && cluster !== undefined && database !== undefined && table !== undefined) {
    const replicas = how.toLowerCase() === 'cluster' ? 'one' : 'all';
    return { database: plain(database), table: plain(table), cluster: { name: cluster.replaceAll("'", ''), replicas } };
  }
  const [, first, second] = TABLE.exec(text) ?? [];
  if (first === undefined) {
    throw new CallResultError(
      'settings',
      `tables: "${name.slice(0, 100)}" is not a table's name: write table, database.table, cluster('name', database, table) or clusterAllReplicas('name', database, table).`
    );
  }
  return second === undefined
    ? { database: defaultDatabase === '' ? null : defaultDatabase, table: plain(first), cluster: null }
    : { database: plain(first), table: plain(second), cluster: null };
}

/** The table as a statement names it, every part quoted anew. */
export function tableExpression({ database, table, cluster }: TableName): RawBuilder<unknown> {
  if (cluster !== null) {
    const places = sql`${sql.lit(cluster.name)}, ${sql.id(database ?? '')}, ${sql.id(table)}`;
    return cluster.replicas === 'one' ? sql`cluster(${places})` : sql`clusterAllReplicas(${places})`;
  }
  return database === null ? sql.id(table) : sql.id(database, table);
}

function plain(part: string): string {
  const quote = part[0] ?? '';
  return quote === '`' || quote === '"' ? part.slice(1, -1).replaceAll(quote + quote, quote) : part;
}
