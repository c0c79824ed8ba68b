import { type DecidedOrders, FIRSTS, type NeighborDates, type SeenDates } from '../sql/records/dateOrders';
import type { Separator } from '../sql/records/timeForms';

/** What the dates of a file's column told, and what had been told by those of other files when it was read. */
export interface FileDates {
  readonly key: string;
  readonly dates: SeenDates;
  readonly ofOthers: string;
}

/** How the files of a table write their dates: one whose dates can all be read as two days follows the others. */
export class TableDates {
  private readonly decided = new Map<string, DecidedOrders>();

  constructor(files: Iterable<readonly FileDates[]>) {
    for (const dates of files) {
      this.add(dates);
    }
  }

  add(file: readonly FileDates[]): void {
    file.forEach(({ key, dates }) => this.decided.set(key, { ...dates.decided, ...this.decided.get(key) }));
  }

  /** @param into is given what the file tells */
  neighborsOf(table: string, into: FileDates[]): NeighborDates {
    const keyOf = (column: string, separator: Separator) => [table, column.toLowerCase(), separator].join('\0');
    return {
      of: (column, separator) => this.decided.get(keyOf(column, separator)) ?? {},
      note: (column, separator, dates) => {
        const key = keyOf(column, separator);
        into.push({ key, dates, ofOthers: this.told(key) });
      },
    };
  }

  /** Whether other files tell something else than when a file was read that does not tell itself. */
  changes(file: readonly FileDates[]): boolean {
    return file.some(
      ({ key, dates, ofOthers }) => dates.ambiguous !== null && Object.keys(dates.decided).length === 0 && ofOthers !== this.told(key)
    );
  }

  private told(key: string): string {
    return FIRSTS.filter((first) => this.decided.get(key)?.[first] !== undefined).join();
  }
}
