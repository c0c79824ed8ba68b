import type { ImportedFile } from './importedFile';
import { type PlainSeenTimes, plainTimes, seenTimesOf } from './seenTimesText';

/** What is known of files that were imported. */
export interface ImportState {
  readonly files: ReadonlyMap<string, ImportedFile>;
  /** Files that cannot be read in pieces, with their inode. */
  readonly onlyWhole: ReadonlyMap<string, number>;
  /** Kept columns of the tables, and the last number that rows were given. */
  readonly kept: readonly string[];
  readonly numbers: number;
}

interface PlainState {
  readonly files: readonly (readonly [path: string, file: ImportedFile, times: PlainSeenTimes | null])[];
  readonly onlyWhole: readonly (readonly [path: string, inode: number])[];
  readonly kept: readonly string[];
  readonly numbers: number;
}

/** The state as a line of text. */
export function stateText({ files, onlyWhole, kept, numbers }: ImportState): string {
  const plain: PlainState = {
    files: [...files].map(([path, file]) => [path, file, file.soFar === null ? null : plainTimes(file.soFar.text.times)]),
    onlyWhole: [...onlyWhole],
    kept,
    numbers,
  };
  return JSON.stringify(plain);
}

/** @param text as `stateText` made it */
export function stateOf(text: string): ImportState {
  const { files, onlyWhole, kept, numbers } = JSON.parse(text) as PlainState;
  return {
    files: new Map(
      files.map(([path, file, times]) => {
        const { soFar } = file;
        return [
          path,
          soFar === null || times === null ? file : { ...file, soFar: { ...soFar, text: { ...soFar.text, times: seenTimesOf(times) } } },
        ];
      })
    ),
    onlyWhole: new Map(onlyWhole),
    kept,
    numbers,
  };
}
