import { type RawBuilder, sql } from 'kysely';
import { promises as fs } from 'node:fs';
import { type RecordColumns, usedColumns } from '../sql/records/recordColumns';
import { hasEscapedQuotes } from './csvEscapes';
import { headerNames } from './csvHeaderLine';
import { areLastCompared, COMPARED_VALUES, lastValues, valueCutOff } from './csvOpenEnd';
import { rescueRecords } from './csvRescue';
import { firstTornLine } from './csvTornLine';
import type { StatementAnswer } from './engine';
import { type ScannedText, scanText } from './fileLines';
import type { FileRemark } from './fileRemark';
import type { SelectedColumns } from './joinColumns';
import { MAX_COLUMNS } from './maxColumns';
import { NotAsBefore } from './notAsBefore';
import type { PartOfFile, ReadText } from './readText';
import type { RecordFile } from './recordFile';
import { stagedDialect } from './stagedDialect';
import { selectCsv, selectLines, type TextRelation } from './textRelation';

/** Columns whose values are compared with column names. */
const LOOKED_AT_FOR_NAMES = 3;

const COLUMNS_CHANGE = 'the columns change inside a file; the lines from there on are read by the new ones';

const MENDED = 'rows with delimiters in values without quotes are read by what their columns hold';

const NO_NAME = 'a column without a name has values';
/** Records that are looked at for values without a name. */
const LOOKED_AT_FOR_VALUES = 10_000;

const OPEN_END = 'the last line of a file has no line end, and its last value may be cut off';

type Run = (statement: RawBuilder<unknown>) => Promise<StatementAnswer>;

interface CopiedRows {
  readonly remarks: readonly FileRemark[];
  readonly text: Omit<ReadText, 'columns' | 'times'>;
}

/** One copy of rows into a table of texts. */
export class RowCopy {
  private readonly before: ReadText | null;

  constructor(
    private readonly connection: { readonly run: Run; readonly runUnordered: Run },
    /** Where records may be rescued to; null if nowhere. */
    private readonly rescued: string | null,
    private readonly target: RawBuilder<unknown>,
    private readonly use: (available: readonly string[]) => RecordColumns,
    private readonly join: (selected: SelectedColumns) => SelectedColumns,
    private readonly file: RecordFile,
    private readonly part: PartOfFile
  ) {
    this.before = part === 'file' ? null : part.before;
  }

  async copy(relation: TextRelation): Promise<CopiedRows> {
    const columns = this.use(relation.columns);
    const { lines } = relation;
    const last = lines?.kind === 'csv' ? lines.header.columns.at(-1) : undefined;
    const copied = await this.copyInto(columns, relation.select, last);
    if (lines === null || lines.kind === 'documents') {
      const missing = lines === null ? 0 : lines.documents - copied;
      return this.ended(missing === 0 ? [] : [this.noJson(missing, this.file.name)], copied, null);
    }
    const scanned = lines.scanned ?? (await scanText(lines.path));
    if (lines.kind === 'json') {
      const missing = scanned.lines - copied;
      const example = missing <= 0 ? '' : await firstBadJson(this.connection.run, this.file.name, lines.path);
      return this.ended(missing <= 0 ? [] : [this.noJson(missing, example)], copied, scanned);
    }
    return this.copyCsv(relation, lines, columns, copied, scanned);
  }

  private async copyCsv(
    relation: TextRelation,
    { path, header, names }: Extract<NonNullable<TextRelation['lines']>, { kind: 'csv' }>,
    columns: RecordColumns,
    copied: number,
    scanned: ScannedText
  ): Promise<CopiedRows> {
    const { target, file, before, rescued } = this;
    const { run } = this.connection;
    const remarks = await this.namesMissing(relation, header.unnamed, copied);
    const quotes = scanned.quotes || before?.quotes === true;
    const records = scanned.lines - header.headLines;
    const known = headerNames(header, names);
    const hasHeader = await hasHeaderRow(run, target, columns, known);
    if (copied === records && !hasHeader) {
      if (quotes && before?.isTorn === true) {
        throw new NotAsBefore();
      }
      const last = header.columns.at(-1) ?? null;
      const isTold = !scanned.isEnded || this.part !== 'file';
      const values = !isTold || last === null ? [] : await lastValues(run, target, columns, last);
      const all = [...(before?.lastValues ?? []), ...values].slice(-COMPARED_VALUES - 1);
      const end = scanned.isEnded || before?.isTorn === true || last === null ? [] : this.openEnd(valueCutOff(all, columns, last));
      return this.ended([...remarks, ...end], copied, scanned, all);
    }
    // Quoted values may go on over several lines, so lines and records cannot be compared.
    if (
      (rescued === null && this.part === 'file') ||
      (!quotes && copied < records && !hasHeader && relation.table.unquoted === undefined)
    ) {
      const torn = await firstTornLine(path, header, known, before?.lines);
      if (torn !== null || (rescued === null && this.part === 'file')) {
        const remark: FileRemark = {
          about: 'lines',
          reason: torn?.reason ?? 'a further header',
          rows: Math.max(records - copied, 1),
          example: `${file.name}${torn?.where ?? ''}`,
          ...(torn?.where === '' ? { isVague: true } : {}),
        };
        return this.ended([...remarks, remark], copied, scanned, [], true);
      }
    }
    if (rescued === null) {
      throw new NotAsBefore();
    }
    if (await hasEscapedQuotes(run, path, header.delimiter)) {
      const escaped = this.join({ columns: header.columns.slice(0, MAX_COLUMNS), select: selectCsv(path, header, '\\') });
      const whole = await this.copyInto(columns, escaped.select, header.columns.at(-1));
      if (whole === records && !(await hasHeaderRow(run, target, columns, known))) {
        const last = scanned.isEnded ? undefined : header.columns.at(-1);
        const end = last === undefined ? [] : this.openEnd(valueCutOff(await lastValues(run, target, columns, last), columns, last));
        return this.ended([...remarks, ...end], whole, scanned);
      }
    }
    const rescue = await rescueRecords(path, header, names, relation.table.unquoted, rescued);
    let end: FileRemark[];
    try {
      const all = this.join({
        columns: rescue.columns,
        select: selectCsv(rescued, { columns: rescue.columns, delimiter: ',', before: 1 }),
      });
      const used = this.use(all.columns);
      await this.copyInto(used, all.select, rescue.lastColumn ?? undefined);
      const last = scanned.isEnded ? null : rescue.lastColumn;
      end = last === null ? [] : this.openEnd(valueCutOff(await lastValues(run, target, used, last), used, last));
    } finally {
      await fs.rm(rescued, { force: true });
    }
    const torn: FileRemark = {
      about: 'lines',
      reason: 'torn lines or a wrong number of columns',
      rows: rescue.unread,
      example: `${file.name}, ${rescue.example}`,
    };
    const change: FileRemark = { about: 'change', reason: COLUMNS_CHANGE, rows: 0, example: `${file.name}, ${rescue.firstChange ?? ''}` };
    const mended: FileRemark = { about: 'mended', reason: MENDED, rows: 0, example: `${file.name}, ${rescue.mendedExample}` };
    const told = [
      ...(rescue.unread === 0 ? [] : [torn]),
      ...(rescue.mended === 0 ? [] : [mended]),
      ...(rescue.firstChange === null ? [] : [change]),
    ];
    return this.ended([...remarks, ...told, ...end], copied, scanned);
  }

  /** @param last the last column of a file, whose last values may be compared */
  private async copyInto(used: RecordColumns, select: RawBuilder<unknown>, last: string | undefined): Promise<number> {
    const { run, runUnordered } = this.connection;
    const columns = sql.join(usedColumns(used).map((name) => sql.id(name)));
    const isOrdered = last !== undefined && areLastCompared(used, last);
    await (isOrdered ? run : runUnordered)(sql`create or replace table ${this.target} as select ${columns} from (${select})`);
    const counted = await run(sql`select count(*) from ${this.target}`);
    return Number(counted.columns[0]?.[0] ?? 0);
  }

  private ended(
    remarks: readonly FileRemark[],
    copied: number,
    scanned: ScannedText | null,
    values: readonly string[] = [],
    isTorn = false
  ): CopiedRows {
    const { before } = this;
    return {
      remarks,
      text: {
        rows: (before?.rows ?? 0) + copied,
        lines: (before?.lines ?? 0) + (scanned?.lineFeeds ?? 0),
        quotes: before?.quotes === true || scanned?.quotes === true,
        isTorn: before?.isTorn === true || isTorn,
        lastValues: values,
      },
    };
  }

  private noJson(rows: number, example: string): FileRemark {
    return { about: 'lines', reason: 'no JSON object', rows, example };
  }

  private openEnd(value: string | null): FileRemark[] {
    const example = `${this.file.name}: ${value === '' ? 'no value' : (value ?? '').slice(0, 100)}`;
    return value === null ? [] : [{ about: 'end', reason: OPEN_END, rows: 0, example }];
  }

  /** Only the first records of a file are looked at; its first piece must hold all of them. */
  private async namesMissing(relation: TextRelation, unnamed: readonly string[], copied: number): Promise<FileRemark[]> {
    if (unnamed.length === 0 || this.before !== null) {
      return [];
    }
    if (this.part !== 'file' && copied < LOOKED_AT_FOR_VALUES) {
      throw new NotAsBefore();
    }
    const value = await valueWithoutName(this.connection.run, relation, unnamed);
    return value === null ? [] : [{ about: 'names', reason: NO_NAME, rows: 0, example: `${this.file.name}: ${value}` }];
  }
}

/**
 * Whether a row repeats column names; its first columns are times and outcomes, which never look like one. Where another header has a
 * column that is not known in the place of a time, it has no digit.
 */
async function hasHeaderRow(run: Run, target: RawBuilder<unknown>, columns: RecordColumns, names: ReadonlySet<string>): Promise<boolean> {
  const texts = sql.join([...names].map((name) => sql.lit(name)));
  // What is before all names, as numbers and times are, is not looked up; a name may have blanks before it.
  const [first = ''] = [...names].map((name) => name.slice(0, 1).toUpperCase()).sort();
  const isName = usedColumns(columns)
    .slice(0, LOOKED_AT_FOR_NAMES)
    .map((name) => {
      const text = sql<string>`${sql.id(name)}`;
      return sql`case when ${text} >= ${sql.lit(first)} or ${text} < '!' then list_contains([${texts}], lower(${stagedDialect.trim(text)})) end`;
    });
  const [time = ''] = columns.times;
  const missing = sql.join(columns.missing.ofMeanings.map((spelling) => sql.val(spelling)));
  // Times begin with a digit, which is before this character.
  const isNoTime = sql`(${sql.id(time)} >= ':' and ${sql.id(time)} not in (${missing}) and not regexp_matches(${sql.id(time)}, '[0-9]'))`;
  const found = await run(sql`select 1 from ${target} where ${sql.join([...isName, isNoTime], sql` or `)} limit 1`);
  return found.rows > 0;
}

/** The first value of a column that has no name, and the column's place; null where all are empty, as behind a delimiter that ends every line. */
async function valueWithoutName(
  run: Run,
  { select, columns }: Pick<TextRelation, 'select' | 'columns'>,
  unnamed: readonly string[]
): Promise<string | null> {
  const there = unnamed.filter((name) => columns.includes(name));
  if (there.length === 0) {
    return null;
  }
  const values = sql.join(there.map((name) => sql`max(nullif(trim(${sql.id(name)}), ''))`));
  const found = await run(sql`select ${values} from (select * from (${select}) limit ${sql.lit(LOOKED_AT_FOR_VALUES)})`);
  const at = found.columns.findIndex(([value]) => typeof value === 'string');
  const name = there[at];
  return name === undefined ? null : `column ${columns.indexOf(name) + 1} = "${String(found.columns[at]?.[0]).slice(0, 100)}"`;
}

async function firstBadJson(run: Run, name: string, path: string): Promise<string> {
  const found = await run(
    sql`select line from (${selectLines(path)}) where trim(line) <> '' and not (json_valid(line) and coalesce(json_type(case when json_valid(line) then line end) = 'OBJECT', false)) limit 1`
  );
  return `${name}: ${String(found.columns[0]?.[0] ?? 'a line that is not UTF-8').slice(0, 100)}`;
}
