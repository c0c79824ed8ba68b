import type { UnreadRows } from './unreadRows';

const WHY = {
  hidden: 'its name begins with a dot',
  ending: 'its ending is not that of a file of call records',
  table: 'its name matches no table of the layout',
} as const;
const WHY_SEVERAL = {
  hidden: 'their names begin with a dot',
  ending: 'their endings are not those of files of call records',
  table: 'their names match no table of the layout',
} as const;

type Cause = keyof typeof WHY;

/** What a folder holds beside the files that are read. */
export class LeftOutFiles {
  private readonly found = new Map<Cause, { files: number; example: string }>();

  add(cause: Cause, name: string): void {
    const before = this.found.get(cause);
    this.found.set(cause, { files: (before?.files ?? 0) + 1, example: before?.example ?? name });
  }

  /** Told to the reader, though no row is missing by it. */
  get rows(): UnreadRows[] {
    return [...this.found].map(([cause, { files, example }]) => ({
      reason:
        files === 1 ? `1 file is not read: ${WHY[cause]}` : `${files.toLocaleString('en-US')} files are not read: ${WHY_SEVERAL[cause]}`,
      rows: 0,
      example,
    }));
  }
}
