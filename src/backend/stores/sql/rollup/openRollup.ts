import { type RawBuilder, sql } from 'kysely';
import { parseDuration } from '../../../../domain/durations';
import { CallResultError } from '../../../../domain/errors';
import type { RowRule } from '../../../../domain/rowRules';
import type { RollupSetting } from '../../../../domain/serverSettings';
import type { TableColumn } from '../columns';
import type { ColumnOf } from '../records/readColumn';
import { findRecordColumns } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import type { OpenTable, ReadingOf } from '../tables/openTables';

/** A rollup that is there, and what is known of it. Columns stand under their real names. */
export interface OpenRollup {
  readonly table: string;
  readonly bucketMs: number;
  readonly bucket: { readonly name: string; readonly type: 'clock' | 'instant' };
  readonly code: string;
  /** Null: it keeps none. */
  readonly word: string | null;
  readonly calls: string;
  /** A dimension → the column that keeps it. */
  readonly dimensions: ReadonlyMap<string, string>;
  /** The rules that are evaluated for every row, with the rollup's names of columns. */
  readonly rowRules: readonly RowRule[];
  readonly columnOf: ColumnOf;
  /** When its first and its last bucket begin, epoch milliseconds; null if there is none yet. */
  readonly extent: { readonly first: number; readonly last: number } | null;
}

/**
 * Looks at the rollup that the settings name.
 * @param now epoch milliseconds; buckets after it tell nothing of when the rollup was refreshed
 * @throws CallResultError `settings` if it is not there, lacks a column or its buckets are not those of the settings
 */
export async function openRollup(
  server: SqlServer,
  reading: ReadingOf,
  setting: RollupSetting,
  tables: readonly OpenTable[],
  now: number,
  signal: AbortSignal
): Promise<OpenRollup> {
  const described = await describe(server, setting, signal);
  const find = (name: string) =>
    described.find((column) => column.name === name) ?? described.find((column) => column.name.toLowerCase() === name.toLowerCase());
  const need = (name: string, meaning: string): TableColumn => {
    const column = find(name);
    if (column === undefined) {
      throw wrong(
        `"${setting.table}" has no column "${name}" (${meaning}). Available: ${described
          .slice(0, 30)
          .map((known) => known.name)
          .join(', ')}. Add it, or correct rollup in the data source's settings.`
      );
    }
    return column;
  };
  const bucket = need('bucket', 'when the bucket begins');
  const code = need('code', 'final status code');
  const word = find('word');
  const calls = need('calls', 'how many calls');
  const dimensions = new Map(setting.dimensions.map((name) => [name, need(name, 'a dimension under rollup.dimensions').name]));
  if (bucket.type !== 'instant' && bucket.type !== 'clock') {
    throw wrong(
      `the column "${bucket.name}" of "${setting.table}" has the type ${bucket.declared}, which is not a time. Change it to a time such as timestamptz or DateTime.`
    );
  }
  if (calls.type !== 'whole' && calls.type !== 'number') {
    throw wrong(
      `the column "${calls.name}" of "${setting.table}" has the type ${calls.declared}, which is not a number. Change it to the number of calls; in ClickHouse, to a sum as SimpleAggregateFunction(sum, UInt64).`
    );
  }
  if (word === undefined && code.type !== 'text' && tables.some((table) => saysWords(reading, table))) {
    throw wrong(
      `"${setting.table}" has no column "word", but the records have dispositions. Add it: the disposition if there is no code, else null.`
    );
  }
  const types = new Map(described.map(({ name, type }) => [name, type]));
  const opened = {
    table: setting.table,
    bucketMs: bucketMsOf(setting),
    bucket: { name: bucket.name, type: bucket.type },
    code: code.name,
    word: word?.name ?? null,
    calls: calls.name,
    dimensions,
    rowRules: ruledBy(reading, (name, rule) => need(name, `a column that ${rule} looks at`).name),
  };
  return {
    ...opened,
    columnOf: (name) => ({ expression: sql.id(name), type: types.get(name) ?? 'text' }),
    extent: await extentOf(server, opened, now, signal),
  };
}

async function describe(server: SqlServer, { table }: RollupSetting, signal: AbortSignal): Promise<readonly TableColumn[]> {
  try {
    return await server.describe(table, signal);
  } catch (error) {
    if (error instanceof CallResultError && error.kind === 'settings') {
      throw new CallResultError('settings', `rollup.table: ${error.message} Without a rollup, the records are counted.`, {
        cause: error,
      });
    }
    throw error;
  }
}

function wrong(message: string): CallResultError {
  return new CallResultError('settings', `rollup: ${message}`);
}

function bucketMsOf({ bucket }: RollupSetting): number {
  const ms = parseDuration(bucket) ?? 0;
  if (ms === 0) {
    throw wrong(`bucket: "${bucket}" is not a duration. Enter the length of the table's buckets, such as 1m or 1h.`);
  }
  return ms;
}

/** @throws CallResultError `settings` if calls counted by the rollup cannot be given the results of the rules */
function ruledBy({ layout }: ReadingOf, columnOf: (name: string, rule: string) => string): RowRule[] {
  const { merge, rowRules = [] } = layout;
  const recoding = merge === null ? undefined : rowRules.find(({ code }) => code !== null);
  if (recoding !== undefined) {
    throw wrong(
      `${recoding.name} gives rows a code before they are merged into calls, which the rollup has done already. Give a result instead of a code, or remove rollup from the data source's settings.`
    );
  }
  return rowRules.map((rule) => ({
    ...rule,
    when: rule.when.map((condition) => ({ ...condition, column: columnOf(condition.column, rule.name) })),
  }));
}

function saysWords({ settings, layout, callTime }: ReadingOf, { columns }: OpenTable): boolean {
  return findRecordColumns(settings, layout, callTime, [...columns.keys()]).outcome.some(({ reads }) => reads === 'word');
}

async function extentOf(
  server: SqlServer,
  { table, bucket, bucketMs }: Pick<OpenRollup, 'table' | 'bucket' | 'bucketMs'>,
  now: number,
  signal: AbortSignal
): Promise<OpenRollup['extent']> {
  const { dialect } = server;
  const column = sql.id(bucket.name);
  const at = (bound: RawBuilder<unknown>) => dialect.milliseconds(bound, bucket.type);
  const { columns } = await server.run(
    sql`select ${at(sql`min(${column})`)}, ${at(sql`max(${column})`)} from ${server.table(table)} where ${column} <= ${dialect.stamp(now, bucket.type)}`,
    signal
  );
  const [[first] = [], [last] = []] = columns;
  if (first === null || first === undefined || last === null || last === undefined) {
    return null;
  }
  for (const ms of [Number(first), Number(last)]) {
    if (ms % bucketMs !== 0) {
      throw wrong(
        `"${table}" has a bucket that starts at ${new Date(ms).toISOString()}, which is not a multiple of ${bucketMs / 1000} s in UTC. Correct rollup.bucket, or the buckets of the table.`
      );
    }
  }
  return { first: Number(first), last: Number(last) };
}
