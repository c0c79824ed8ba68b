import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LAYOUTS } from '../../../src/domain/layouts/layouts';
import { type FieldCase, folderOf, namedColumns } from '../fieldCases';
import type { DamagedFile, Row } from './damage';
import { type Reading, readRecords } from './readRecords';
import { type CaseRecords, soundText, takeApart } from './records';

const placeOf = (one: FieldCase) => path.join(folderOf(one), one.path);

/** The names of a case's files. */
export function filesOf(one: FieldCase): string[] {
  const place = placeOf(one);
  return statSync(place).isDirectory() ? readdirSync(place) : [path.basename(place)];
}

/** A case, and the file of it that is damaged. */
export class Subject {
  readonly records: CaseRecords;
  readonly bytes: Buffer;
  private readonly files: readonly string[];
  private readonly known = new Map<string, Promise<Reading>>();
  private folders = 0;

  constructor(
    readonly of: FieldCase,
    readonly file: string,
    private readonly root: string
  ) {
    this.files = filesOf(of);
    this.bytes = readFileSync(this.sourceOf(file));
    const [firstLine = ''] = this.bytes.toString('latin1').split(/[\r\n]/);
    this.records = takeApart(file, this.bytes, !/(?:^|[,;\t|])"?[+\d]/.test(firstLine));
  }

  get isAlone(): boolean {
    return this.files.length === 1;
  }

  /** Whether a row has what its call is told by, so that rows that share it are one call. */
  readonly isMerged = (row: Row): boolean => {
    const { merge, tables } = LAYOUTS[this.of.layout];
    const names =
      this.records.kind === 'csv' ? (this.records.names ?? tables[0]?.headerless?.headers.find(({ length }) => length === row.length)) : [];
    const value = (column: string) => {
      const real = namedColumns(this.of)[column] ?? column;
      const text =
        typeof row === 'string' ? new RegExp(`"${real}": ?"?([^",}]+)`).exec(row)?.[1] : row[names?.indexOf(real.toLowerCase()) ?? -1];
      return text?.replace(/^(?:null|\\n)$/i, '') ?? '';
    };
    return merge !== null && merge.keys.some(({ columns }) => columns.every((column) => value(column) !== ''));
  };

  /** What a sound file of these records, or a file of these bytes, is counted as. */
  read(rows: readonly Row[] | Buffer, isAlone = false): Promise<Reading> {
    const { records } = this;
    const bytes = Buffer.isBuffer(rows) ? rows : records.kind === 'other' ? this.bytes : Buffer.from(soundText(records, rows), 'latin1');
    return this.remembered(`${String(isAlone)} ${bytes.toString('latin1')}`, { [this.file]: bytes }, isAlone ? [] : this.files);
  }

  /** What the other files of the case are counted as. */
  without(): Promise<Reading> {
    return this.remembered(
      'without',
      {},
      this.files.filter((file) => file !== this.file)
    );
  }

  damaged({ bytes, ending, beside }: DamagedFile): Promise<Reading> {
    const others = this.files.filter((file) => file !== this.file);
    const copy = this.file.replace(/([^.]*)/, '$1-2');
    return this.readFiles(beside === true ? { [this.file]: bytes, [copy]: bytes } : { [`${this.file}${ending ?? ''}`]: bytes }, others);
  }

  private remembered(key: string, given: Readonly<Record<string, Buffer>>, files: readonly string[]): Promise<Reading> {
    const known = this.known.get(key) ?? this.readFiles(given, files);
    this.known.set(key, known);
    return known;
  }

  private sourceOf(file: string): string {
    const place = placeOf(this.of);
    return statSync(place).isDirectory() ? path.join(place, file) : place;
  }

  /** Reads some files of the case, and the given ones in place of others. */
  private async readFiles(given: Readonly<Record<string, Buffer>>, files: readonly string[]): Promise<Reading> {
    const folder = `${this.of.slug}-${this.file}-${++this.folders}`;
    const place = path.join(this.root, folder);
    mkdirSync(place);
    try {
      files.forEach((file) => copyFileSync(this.sourceOf(file), path.join(place, file)));
      Object.entries(given).forEach(([file, bytes]) => writeFileSync(path.join(place, file), bytes));
      const columns = namedColumns(this.of);
      const { layout, timeZone, settings } = this.of;
      const { counts, told } = await readRecords(this.root, { path: folder, layout, timeZone, columns, ...settings });
      return { counts, told: told.map((text) => text.replaceAll(folder, '')) };
    } finally {
      rmSync(place, { recursive: true });
    }
  }
}
