import { type RawBuilder, sql } from 'kysely';
import { type CallResultSettings, vocabularyOf } from '../../../domain/settings';
import type { CallTime } from '../../../domain/callTimes';
import type { Layout } from '../../../domain/layouts/layout';
import { TIMINGS } from '../../../domain/timings';
import { callKey } from '../sql/records/callKey';
import { lookAtColumns } from '../sql/records/columnFacts';
import { effectiveCode } from '../sql/records/effectiveCode';
import { presentText } from '../sql/records/presentText';
import { RANK_COLUMNS, rankColumns } from '../sql/records/ranks';
import type { ColumnOf } from '../sql/records/readColumn';
import { callTimeOf, comparedColumns, normalizedColumns, rowsCondition } from '../sql/records/recordColumns';
import { recordId } from '../sql/records/recordId';
import { lookAtSelection } from '../sql/records/selectionFacts';
import { legKey } from '../sql/records/unbridgedLegs';
import { keptName } from '../sql/tables/nearRecords';
import type { CallTables } from './callTables';
import type { DuckDbEngine } from './engine';
import type { StagedRows } from './fileImport';
import type { FileRemark } from './fileRemark';
import type { FoundRows } from './importedFile';
import type { RecordFile } from './recordFile';
import { stagedDialect } from './stagedDialect';
import { MIN_ROWS_LOOKED_AT } from './textCompression';
import type { TextRelation } from './textRelation';

export interface ImportContext {
  readonly settings: CallResultSettings;
  readonly layout: Layout;
  readonly callTime: CallTime;
}

/** Copies staged rows into the records of a data source, and tells what is in them. */
export async function insertRows(
  engine: DuckDbEngine,
  tables: CallTables,
  context: ImportContext,
  file: RecordFile,
  relation: TextRelation,
  staged: StagedRows,
  number: number,
  signal: AbortSignal
): Promise<Omit<FoundRows, 'first' | 'last'>> {
  const { columns } = staged;
  const columnOf = withoutBlanks(comparedColumns(columns), staged.columnOf);
  const look = lookAtColumns(stagedDialect, columns, context, staged.columnOf, tables.staging);
  const facts = look.read((await engine.run(look.statement, signal)).columns);
  const selection = lookAtSelection(stagedDialect, columns, columnOf, relation.table.name, tables.staging);
  const selections = selection === null ? [] : [selection.read((await engine.run(selection.statement, signal)).columns)];
  await tables.keep(columns.kept, staged.text.rows < MIN_ROWS_LOOKED_AT ? null : tables.staging, signal);
  const isCall = orFalse(rowsCondition(stagedDialect, columns.rows.calls, columnOf));
  const isAttempt = orFalse(rowsCondition(stagedDialect, columns.rows.attempts, columnOf));
  const about = sql<boolean>`(${isCall} or ${isAttempt})`;
  const values: (readonly [name: string, value: RawBuilder<unknown>])[] = [
    ['file_no', sql.lit(number)],
    ['is_call', isCall],
    ['is_attempt', isAttempt],
    ...normalizedColumns(stagedDialect, columns, columnOf, staged.spans).map(({ name, expression }) => [name, expression] as const),
    ...columns.kept.map(
      (name) => [keptName(name), presentText(stagedDialect, staged.columnOf(name), columns.missing.ofDimensions)] as const
    ),
  ];
  const ranks: (readonly [name: string, value: RawBuilder<unknown>])[] = [];
  const { merge } = context.layout;
  if (merge !== null) {
    const tableNo = context.layout.tables.findIndex(({ name }) => name === relation.table.name);
    values.push(
      ['call_key', callKey(stagedDialect, columns.keys, columnOf, columns.missing.ofMeanings)],
      ['leg_key', legKey(stagedDialect, columns.unbridged, columns.outcome, columnOf, columns.missing.ofMeanings)],
      ['record_id', recordId(stagedDialect, columns.id, columnOf)],
      ['table_no', sql.lit(tableNo)]
    );
    const computed = rankColumns(merge, relation.table.name, sql<number | null>`effective_code`);
    ranks.push(...RANK_COLUMNS.map((name) => [name, computed[name]] as const));
  }
  // One select inside the other, so that what the code is read of, and what the word means, is worked out once and not for every comparison.
  const effective = effectiveCode(stagedDialect, vocabularyOf(context.settings), sql<number | null>`code`, sql<string | null>`word`);
  const read = sql`select ${sql.join(values.map(([name, value]) => sql`${value} as ${sql.id(name)}`))} from ${tables.staging} where ${about}`;
  const meant = sql`select *, ${effective} as effective_code from (${read})`;
  const names = sql.join([...values, ...ranks].map(([name]) => sql.id(name)));
  const ranked = sql.join([sql`* exclude (effective_code)`, ...ranks.map(([, value]) => value)]);
  await engine.runUnordered(sql`insert into ${tables.records} (${names}) select ${ranked} from (${meant})`, signal);
  const timeless = await takeTimeless(engine, tables, file, number, staged, about, signal);
  return {
    tables: [relation.table.name],
    columns: relation.columns,
    kept: columns.kept,
    timings: TIMINGS.filter((name) => columns.timings[name] !== null),
    hasAttempts: columns.rows.attempts !== 'none',
    remarks: [...staged.unread, ...timeless],
    facts,
    selections,
  };
}

/** Takes rows without a readable time out again: to look before they are inserted would read every time twice. */
async function takeTimeless(
  engine: DuckDbEngine,
  { records, staging }: CallTables,
  file: RecordFile,
  number: number,
  { columns, columnOf, spans }: StagedRows,
  about: RawBuilder<unknown>,
  signal: AbortSignal
): Promise<FileRemark[]> {
  const timeless = sql`file_no = ${sql.lit(number)} and call_at is null`;
  const found = await engine.run(sql`select count(*) from ${records} where ${timeless}`, signal);
  const rows = Number(found.columns[0]?.[0] ?? 0);
  if (rows === 0) {
    return [];
  }
  await engine.run(sql`delete from ${records} where ${timeless}`, signal);
  const [column = ''] = columns.times;
  const bad = await engine.run(
    sql`select min(${sql.id(column)}) from ${staging} where ${about} and ${callTimeOf(stagedDialect, columns.times, columnOf, spans)} is null`,
    signal
  );
  const text = bad.columns[0]?.[0];
  const least = typeof text === 'string' ? text : null;
  const example = `${file.name}: ${column} = "${(least ?? '').slice(0, 100)}"`;
  return [{ about: 'times', reason: 'a time that cannot be read', rows, example, least }];
}

/** Files may have blanks around values, which are not part of what is compared. Keys are compared byte by byte. */
function withoutBlanks(compared: ReadonlySet<string>, columnOf: ColumnOf): ColumnOf {
  return (name) => {
    const column = columnOf(name);
    return compared.has(name) ? { ...column, expression: stagedDialect.trim(sql<string | null>`${column.expression}`) } : column;
  };
}

/** A condition that a row's missing value does not fulfil; null holds for every row. */
function orFalse(condition: RawBuilder<boolean> | null): RawBuilder<boolean> {
  return condition === null ? sql<boolean>`true` : sql<boolean>`coalesce(${condition}, false)`;
}
