import { type CsvRecords, type JsonRecords, soundText } from './records';

/** Records that are lines of a file. */
export type Taken = CsvRecords | JsonRecords;

const lineOf = (records: Taken, row: string | readonly string[]) =>
  soundText({ ...records, ...(records.kind === 'csv' ? { head: [] } : {}) }, [row]).slice(0, -1);
export const linesOf = (records: Taken) => records.rows.map((row) => lineOf(records, row));
export const headOf = (records: Taken) => (records.kind === 'csv' ? records.head : []);
export const joined = (records: Taken, lines: readonly string[], end = '\n') => [...headOf(records), ...lines, ''].join(end);
/** The file as it was. */
export const sound = (records: Taken) => joined(records, linesOf(records));
