import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { CallTime } from '../../../domain/callTimes';
import { type CallResultSettings, vocabularyOf } from '../../../domain/settings';
import { type Timing, TIMINGS } from '../../../domain/timings';
import type { Layout } from '../../../domain/layouts/layout';
import type { ColumnDoubt } from '../columnDoubts';
import { type ColumnFacts, lookAtColumns } from '../sql/records/columnFacts';
import { doubtColumns } from '../sql/records/doubtColumns';
import { doubtSelections, lookAtSelection, type SelectionFacts } from '../sql/records/selectionFacts';
import { presentText } from '../sql/records/presentText';
import { callKey } from '../sql/records/callKey';
import { keptName } from '../sql/tables/nearRecords';
import { effectiveCode } from '../sql/records/effectiveCode';
import { RANK_COLUMNS, rankColumns } from '../sql/records/ranks';
import type { ColumnOf } from '../sql/records/readColumn';
import { recordId } from '../sql/records/recordId';
import { callTimeOf, comparedColumns, normalizedColumns, rowsCondition } from '../sql/records/recordColumns';
import type { DuckDbEngine } from './engine';
import { type StagedRows, stageRows, type UnreadRows } from './fileImport';
import { mergeInto } from './mergeCalls';
import { duckDbDialect } from './dialect';
import { packingOf } from './fileName';
import type { RecordFile } from './recordFile';
import { type FileDates, TableDates } from './tableDates';
import { forEachRelation, type TextRelation } from './textRelation';

interface ImportedFile {
  readonly version: string;
  readonly fileNumber: number;
  /** Times of its first and last record; null without any. */
  readonly first: number | null;
  readonly last: number | null;
  readonly unread: readonly UnreadRows[];
  readonly facts: readonly ColumnFacts[];
  readonly selections: readonly SelectionFacts[];
  readonly dates: readonly FileDates[];
  /** Why none of it could be read. */
  readonly failure: CallResultError | null;
}

interface Context {
  readonly settings: CallResultSettings;
  readonly layout: Layout;
  readonly callTime: CallTime;
}

/** How much larger packed records may be unpacked. */
const MAX_PACKED = 100;

/** Where the schema of a data source is: of what is staged, and of what is kept. */
const CATALOGUES = ['memory', 'work'] as const;
/** For what must be done even when the one who asked is gone. */
const NEVER = new AbortController().signal;

const keptColumn = (name: string) => sql.id(keptName(name));

const CALL_COLUMNS = ['is_call', 'call_at', 'code', 'word', 'rule', 'call_id', 'pdd', 'setup', 'duration'] as const;

/**
 * Calls copied out of files into the work catalogue, merged where the layout says so. Only files that are new or have
 * changed are read again, and only the times they touch are merged again.
 */
export class ImportedCalls {
  private readonly files = new Map<string, ImportedFile>();
  /** Kept columns by their name without regard to case, which the engine does not have either. */
  private readonly kept = new Map<string, string>();
  /** Columns that any of the files had, and timings that any of them could tell. */
  private readonly found = new Set<string>();
  readonly timings = new Set<Timing>();
  /** Names of the layout's tables that any of the files belongs to. */
  readonly tables = new Set<string>();
  /** Whether any of the files can tell attempts. */
  hasAttempts = false;
  private fileNumbers = 0;
  /** Files whose times must be merged again; kept until that has been done. */
  private touched: ImportedFile[] = [];
  /** One row per call, or per attempt too (see `is_call`) where the layout does not merge. */
  readonly calls: RawBuilder<unknown>;
  /** The same as `calls`, or what they are merged of. */
  readonly records: RawBuilder<unknown>;
  /** In memory, since what is there for a moment need not be packed; what does not fit is spilled. */
  private readonly staging: RawBuilder<unknown>;

  private constructor(
    private readonly engine: DuckDbEngine,
    private readonly schema: string,
    private readonly context: Context
  ) {
    this.calls = sql.id('work', schema, 'calls');
    this.records = context.layout.merge === null ? this.calls : sql.id('work', schema, 'records');
    this.staging = sql.id('memory', schema, 'staging');
  }

  static async create(engine: DuckDbEngine, context: Context, signal: AbortSignal): Promise<ImportedCalls> {
    const imported = new ImportedCalls(engine, engine.freshName(), context);
    for (const catalogue of CATALOGUES) {
      await engine.run(sql`create schema ${sql.id(catalogue, imported.schema)}`, signal);
    }
    const common = sql`file_no integer, is_call boolean, is_attempt boolean, call_at bigint, code integer, word varchar, rule smallint, call_id varchar, pdd bigint, setup bigint, duration bigint`;
    await engine.run(sql`create table ${imported.calls} (${common}, retried tinyint)`, signal);
    if (context.layout.merge !== null) {
      await engine.run(
        sql`create table ${imported.records} (${common}, call_key varchar, record_id bigint, table_no tinyint, score bigint, tie_code integer, failed tinyint)`,
        signal
      );
    }
    return imported;
  }

  /** Columns of the records that are in the calls as text: the column's name → its expression. */
  get keptColumns(): ReadonlyMap<string, RawBuilder<string | null>> {
    return new Map([...this.kept.values()].map((name) => [name, sql<string | null>`${keptColumn(name)}`]));
  }

  /** The records' columns and their types; everything is read as text. */
  get columnTypes(): ReadonlyMap<string, string> {
    return new Map([...this.found].map((name) => [name, 'text']));
  }

  get unread(): UnreadRows[] {
    return [...this.files.values()].flatMap((file) => file.unread);
  }

  get doubts(): ColumnDoubt[] {
    const files = [...this.files.values()];
    return [...doubtColumns(files.flatMap(({ facts }) => facts)), ...doubtSelections(files.flatMap(({ selections }) => selections))];
  }

  /** About how many bytes of records a refresh would read. */
  bytesToRead(files: readonly RecordFile[]): number {
    return files
      .filter((file) => this.isNew(file))
      .reduce((sum, file) => sum + file.size * (packingOf(file.path) !== 'none' ? MAX_PACKED : 1), 0);
  }

  /**
   * Brings the copy up to date with the files.
   * @throws CallResultError if none of the files can be read.
   */
  async refresh(files: readonly RecordFile[], signal: AbortSignal): Promise<void> {
    const present = new Map(files.map((file) => [file.path, file]));
    for (const [path, known] of [...this.files]) {
      const now = present.get(path);
      if (now === undefined || this.isNew(now)) {
        await this.forget(path, known, signal);
      }
    }
    await this.importMissing(files, signal);
    const tableDates = new TableDates([...this.files.values()].map(({ dates }) => dates));
    for (const [path, known] of [...this.files]) {
      if (tableDates.changes(known.dates)) {
        await this.forget(path, known, signal);
      }
    }
    await this.importMissing(files, signal);
    await this.mergeAgain(this.touched, signal);
    this.touched = [];
    const failures = [...this.files.values()].flatMap(({ failure }) => (failure === null ? [] : [failure]));
    if (failures[0] !== undefined && failures.length === this.files.size) {
      throw failures[0];
    }
  }

  private async importMissing(files: readonly RecordFile[], signal: AbortSignal): Promise<void> {
    const tableDates = new TableDates([...this.files.values()].map(({ dates }) => dates));
    for (const file of files) {
      if (!this.files.has(file.path)) {
        const imported = await this.importFile(file, tableDates, signal);
        tableDates.add(imported.dates);
        this.files.set(file.path, imported);
        this.touched.push(imported);
      }
    }
  }

  private async forget(path: string, file: ImportedFile, signal: AbortSignal): Promise<void> {
    await this.engine.run(sql`delete from ${this.records} where file_no = ${sql.lit(file.fileNumber)}`, signal);
    this.touched.push(file);
    this.files.delete(path);
  }

  private isNew({ path, version }: RecordFile): boolean {
    return this.files.get(path)?.version !== version;
  }

  /** Whether a file has calls that are not merged with their copies in another file. */
  async hasUnmerged({ path }: RecordFile, signal: AbortSignal): Promise<boolean> {
    const fileNumber = this.files.get(path)?.fileNumber ?? 0;
    const isAlone = this.context.layout.merge === null ? sql`true` : sql`call_key = ''`;
    const found = await this.engine.run(
      sql`select 1 from ${this.records} where file_no = ${sql.lit(fileNumber)} and is_call and ${isAlone} limit 1`,
      signal
    );
    return found.rows > 0;
  }

  async close(): Promise<void> {
    for (const catalogue of CATALOGUES) {
      await this.engine.run(sql`drop schema if exists ${sql.id(catalogue, this.schema)} cascade`, NEVER);
    }
  }

  private async importFile(file: RecordFile, tableDates: TableDates, signal: AbortSignal): Promise<ImportedFile> {
    const fileNumber = ++this.fileNumbers;
    const unread: UnreadRows[] = [];
    const facts: ColumnFacts[] = [];
    const selections: SelectionFacts[] = [];
    const dates: FileDates[] = [];
    let failure: CallResultError | null = null;
    try {
      await forEachRelation(this.engine, file, this.context, signal, async (relation) => {
        const neighbors = tableDates.neighborsOf(relation.table.name, dates);
        const staged = await stageRows(this.engine, this.staging, file, relation, this.context, neighbors, signal);
        const look = lookAtColumns(duckDbDialect, staged.columns, this.context, staged.columnOf, this.staging);
        facts.push(...look.read((await this.engine.run(look.statement, signal)).columns));
        const compared = withoutBlanks(comparedColumns(staged.columns), staged.columnOf);
        const selection = lookAtSelection(duckDbDialect, staged.columns, compared, relation.table.name, this.staging);
        if (selection !== null) {
          selections.push(selection.read((await this.engine.run(selection.statement, signal)).columns));
        }
        unread.push(...staged.unread, ...(await this.insertStaged(file, relation, staged, fileNumber, signal)));
      });
    } catch (error) {
      if (!(error instanceof CallResultError) || error.kind === 'cancelled' || error.kind === 'plugin') {
        // The next look reads the file again, so nothing of it may stay.
        await this.engine.run(sql`delete from ${this.records} where file_no = ${sql.lit(fileNumber)}`, NEVER);
        throw error;
      }
      failure = error.message.startsWith(file.name)
        ? error
        : new CallResultError(error.kind, `${file.name}: ${error.message}`, { cause: error });
      unread.push({ reason: 'file that cannot be read', rows: 1, example: failure.message });
    } finally {
      await this.engine.run(sql`drop table if exists ${this.staging}`, NEVER);
    }
    const bounds = await this.engine.run(
      sql`select cast(min(call_at) as double), cast(max(call_at) as double) from ${this.records} where file_no = ${sql.lit(fileNumber)}`,
      signal
    );
    const [first, last] = bounds.columns.map((column) => (typeof column[0] === 'number' ? column[0] : null));
    return { version: file.version, fileNumber, first: first ?? null, last: last ?? null, unread, facts, selections, dates, failure };
  }

  private async insertStaged(
    file: RecordFile,
    relation: TextRelation,
    staged: StagedRows,
    fileNumber: number,
    signal: AbortSignal
  ): Promise<UnreadRows[]> {
    const { columns } = staged;
    const columnOf = withoutBlanks(comparedColumns(columns), staged.columnOf);
    relation.columns.forEach((name) => this.found.add(name));
    this.tables.add(relation.table.name);
    this.hasAttempts ||= columns.rows.attempts !== 'none';
    TIMINGS.filter((name) => columns.timings[name] !== null).forEach((name) => this.timings.add(name));
    const kept: { name: string; column: string }[] = [];
    for (const column of columns.kept) {
      kept.push({ name: await this.keep(column, signal), column });
    }
    const ours = normalizedColumns(duckDbDialect, columns, columnOf, staged.spans);
    const isCall = orFalse(rowsCondition(duckDbDialect, columns.rows.calls, columnOf));
    const isAttempt = orFalse(rowsCondition(duckDbDialect, columns.rows.attempts, columnOf));
    const about = sql<boolean>`(${isCall} or ${isAttempt})`;
    const merge = this.context.layout.merge;
    const names = [
      sql`file_no`,
      sql`is_call`,
      sql`is_attempt`,
      ...ours.map(({ name }) => sql.id(name)),
      ...kept.map(({ name }) => keptColumn(name)),
    ];
    const values = [
      sql`${sql.lit(fileNumber)} as file_no`,
      sql`${isCall} as is_call`,
      sql`${isAttempt} as is_attempt`,
      ...ours.map(({ expression, name }) => sql`${expression} as ${sql.id(name)}`),
      ...kept.map(
        ({ column, name }) =>
          sql`${presentText(duckDbDialect, staged.columnOf(column), columns.missing.ofDimensions)} as ${keptColumn(name)}`
      ),
    ];
    const ranks = [];
    if (merge !== null) {
      names.push(...['call_key', 'record_id', 'table_no', ...RANK_COLUMNS].map((name) => sql.id(name)));
      const tableNo = this.context.layout.tables.findIndex(({ name }) => name === relation.table.name);
      values.push(
        sql`${callKey(duckDbDialect, columns.keys, columnOf, columns.missing.ofMeanings)} as call_key`,
        sql`${recordId(duckDbDialect, columns.id, columnOf)} as record_id`,
        sql`${sql.lit(tableNo)} as table_no`
      );
      const computed = rankColumns(merge, relation.table.name, sql<number | null>`effective_code`);
      ranks.push(...RANK_COLUMNS.map((name) => computed[name]));
    }
    // One select inside the other, so that what the code is read of, and what the word means, is worked out once and not for every comparison.
    const effective = effectiveCode(duckDbDialect, vocabularyOf(this.context.settings), sql<number | null>`code`, sql<string | null>`word`);
    const read = sql`select ${sql.join(values)} from ${this.staging} where ${about}`;
    const meant = sql`select *, ${effective} as effective_code from (${read})`;
    await this.engine.run(
      sql`insert into ${this.records} (${sql.join(names)}) select ${sql.join([sql`* exclude (effective_code)`, ...ranks])} from (${meant})`,
      signal
    );
    return this.takeTimeless(file, fileNumber, staged, about, signal);
  }

  /** Takes rows without a readable time out again: to look before they are inserted would read every time twice. */
  private async takeTimeless(
    file: RecordFile,
    fileNumber: number,
    staged: StagedRows,
    about: RawBuilder<unknown>,
    signal: AbortSignal
  ): Promise<UnreadRows[]> {
    const timeless = sql`file_no = ${sql.lit(fileNumber)} and call_at is null`;
    const found = await this.engine.run(sql`select count(*) from ${this.records} where ${timeless}`, signal);
    const rows = Number(found.columns[0]?.[0] ?? 0);
    if (rows === 0) {
      return [];
    }
    await this.engine.run(sql`delete from ${this.records} where ${timeless}`, signal);
    return [{ reason: 'a time that cannot be read', rows, example: `${file.name}: ${await this.badTime(staged, about, signal)}` }];
  }

  private async badTime({ columns, columnOf, spans }: StagedRows, about: RawBuilder<unknown>, signal: AbortSignal): Promise<string> {
    const [column = ''] = columns.times;
    const found = await this.engine.run(
      sql`select coalesce(min(${sql.id(column)}), '') from ${this.staging} where ${about} and ${callTimeOf(duckDbDialect, columns.times, columnOf, spans)} is null`,
      signal
    );
    return `${column} = "${String(found.columns[0]?.[0] ?? '').slice(0, 100)}"`;
  }

  /** Makes room for a kept column and gives the name it goes by. */
  private async keep(column: string, signal: AbortSignal): Promise<string> {
    const folded = column.toLowerCase();
    const known = this.kept.get(folded);
    if (known !== undefined) {
      return known;
    }
    for (const table of new Set([this.records, this.calls])) {
      await this.engine.run(sql`alter table ${table} add column ${keptColumn(column)} varchar default ''`, signal);
    }
    this.kept.set(folded, column);
    return column;
  }

  private async mergeAgain(touched: readonly ImportedFile[], signal: AbortSignal): Promise<void> {
    const merge = this.context.layout.merge;
    const times = touched.flatMap(({ first, last }) => (first === null || last === null ? [] : [first, last]));
    if (merge === null || times.length === 0) {
      return;
    }
    const reachMs = Math.max(merge.lookbackMs, merge.lookaheadMs);
    const range = { from: Math.min(...times) - reachMs, to: Math.max(...times) + reachMs + 1 };
    await this.engine.run(
      sql`delete from ${this.calls} where call_at >= ${sql.lit(range.from)} and call_at < ${sql.lit(range.to)}`,
      signal
    );
    const retried = 'only' in this.context.layout.attempts;
    await mergeInto(this.engine, merge, this.records, this.calls, CALL_COLUMNS, [...this.kept.values()], range, retried, signal);
  }
}

/** Files may have blanks around values, which are not part of what is compared. Keys are compared byte by byte. */
function withoutBlanks(compared: ReadonlySet<string>, columnOf: ColumnOf): ColumnOf {
  return (name) => {
    const column = columnOf(name);
    return compared.has(name) ? { ...column, expression: duckDbDialect.trim(sql<string | null>`${column.expression}`) } : column;
  };
}

/** A condition that a row's missing value does not fulfil; null holds for every row. */
function orFalse(condition: RawBuilder<boolean> | null): RawBuilder<boolean> {
  return condition === null ? sql<boolean>`true` : sql<boolean>`coalesce(${condition}, false)`;
}
