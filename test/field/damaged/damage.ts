import type { Random } from '../../engines/truth/random';
import { csvFields, type CsvRecords, isObject, type JsonRecords } from './records';

export type Row = string | readonly string[];

/** What a damaged file may be counted as. */
export interface Accepted {
  /** The records of a sound file; of several, their calls are added up. Or the file itself. */
  readonly parts: readonly (readonly Row[])[] | Buffer;
  /** Whether the reader must be told that something is missing or doubtful. */
  readonly told: boolean;
}

export interface DamagedFile {
  readonly bytes: Buffer;
  /** What follows the file's name. */
  readonly ending?: '.gz';
  /** Whether the same file is there again under another name. */
  readonly beside?: true;
  /** Only where no other file has records of the same calls. */
  readonly alone?: true;
  /** Any of these is right. */
  readonly accepted: readonly Accepted[];
  /** A refusal is right too. */
  readonly orRefused: boolean;
  /** Calls of which the records do not say any more how they ended are right as unclassified ones. */
  readonly orUnclassified?: true;
  /** Other numbers are right, too, if it is said: the names of the columns are not those of the records. */
  readonly orTold?: true;
  /** Records that are not damaged may be missing, too, if that is said: files without names are told by most of their first lines. */
  readonly orFewer?: boolean;
}

/** What happens to files; null where it cannot happen to this one. */
export type Damage<R> = (records: R, random: Random, isMerged: (row: Row) => boolean) => DamagedFile | null;

export const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Every record counts as it was, and nothing is said. */
export function unharmed(records: CsvRecords | JsonRecords, bytes: Buffer | string): DamagedFile {
  return {
    bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes,
    accepted: [{ parts: [records.rows], told: false }],
    orRefused: false,
  };
}

/** The record that a line is by the letter; null if it is none. */
export function recordOf(records: CsvRecords | JsonRecords, line: string): Row | null {
  if (records.kind === 'json') {
    return isObject(line) ? line : null;
  }
  const fields = csvFields(line, records.delimiter);
  return fields?.length === records.rows[0]?.length ? fields : null;
}

/**
 * Some lines took the place of the records from `from` up to `to`: all others count as they were, these if they are records by the letter,
 * and else they are missing, which is said.
 */
export function replaced(
  records: CsvRecords | JsonRecords,
  bytes: Buffer | string,
  place: { readonly from: number; readonly to: number },
  lines: readonly string[]
): DamagedFile {
  const [before, after] = [records.rows.slice(0, place.from), records.rows.slice(place.to)];
  const found = lines.map((line) => recordOf(records, line)).filter((row) => row !== null);
  const isLittle = records.kind === 'csv' && !records.hasNames && records.rows.length <= 4;
  const isSilent = lines.every((line) => line.trim() === '' || recordOf(records, line) !== null) && lines.length >= place.to - place.from;
  return {
    bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes,
    accepted: [
      { parts: [[...before, ...found, ...after]], told: !isSilent },
      { parts: [[...before, ...after]], told: true },
      { parts: [records.rows], told: false },
    ],
    orRefused: isLittle || records.rows.length <= place.to - place.from,
    ...(isLittle ? { orFewer: true } : {}),
  };
}

/** Some records twice: those that are merged are the same calls, the others count again. */
export function again(
  records: CsvRecords | JsonRecords,
  bytes: string,
  rows: readonly Row[],
  isMerged: (row: Row) => boolean
): DamagedFile {
  const others = rows.filter((row) => !isMerged(row));
  return {
    bytes: bytesOf(bytes),
    accepted: [{ parts: others.length === 0 ? [records.rows] : [records.rows, others], told: false }],
    orRefused: false,
  };
}
