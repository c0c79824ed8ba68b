import { type MisspeltName, misspeltNames } from '../../../domain/misspeltNames';
import type { CallResultSettings } from '../../../domain/settings';
import type { UnreadRows } from './unreadRows';

/** A file and the columns that its records have. */
export interface FileOfColumns {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Files whose column has almost the name of one that other files have; what no file has is told of all together. */
export function misspeltFiles(settings: CallResultSettings, files: readonly FileOfColumns[]): UnreadRows[] {
  const all = new Set(files.flatMap(({ columns }) => columns).map((column) => column.toLowerCase()));
  // Most files have the same columns.
  const known = new Map<string, MisspeltName | undefined>();
  const found = files.flatMap(({ name, columns }) => {
    const key = columns.join('\0');
    if (!known.has(key)) {
      known.set(
        key,
        misspeltNames(settings, columns).find(({ wanted }) => all.has(wanted.toLowerCase()))
      );
    }
    const misspelt = known.get(key);
    return misspelt === undefined ? [] : [{ file: name, misspelt }];
  });
  const [first] = found;
  return first === undefined
    ? []
    : [
        {
          reason: 'a file lacks a column that others have, and has one with almost the same name',
          rows: 0,
          example: `${first.file}${found.length > 1 ? ` and ${found.length - 1} more` : ''}: ${first.misspelt.column} (${first.misspelt.wanted})`,
        },
      ];
}
