import { CallResultError } from '../../../domain/errors';

const SUMMARY_HEADER = 'x-clickhouse-summary';

/**
 * The rows of an answer, the first of which names the columns. Where the disk of the server's temporary files is full, it sends as much of an answer as
 * it could keep, or nothing at all, with status 200: an answer is whole only if it has the names, and as many rows as its summary tells.
 */
export class AnsweredRows {
  private readonly values: unknown[][] = [];
  private hasNames = false;
  private rows = 0;

  constructor(private readonly headers: Readonly<Record<string, unknown>>) {}

  add(rows: readonly unknown[][]): void {
    for (const row of rows) {
      if (this.hasNames) {
        this.append(row);
      }
      this.hasNames = true;
    }
  }

  /** None if there is no row. */
  columns(): unknown[][] {
    const wanted = resultRows(this.headers[SUMMARY_HEADER]);
    if (this.hasNames && this.rows >= wanted) {
      return this.values;
    }
    throw new CallResultError(
      'store',
      `The server sent only a part of its answer (${this.rows} of ${wanted} rows). The disk of its temporary files (tmp_path) is probably full. Free some space there.`
    );
  }

  private append(row: readonly unknown[]): void {
    this.rows++;
    for (let index = 0; index < row.length; index++) {
      (this.values[index] ??= []).push(row[index]);
    }
  }
}

/** Servers before 22.8 do not tell. */
function resultRows(summary: unknown): number {
  return Number(/"result_rows":"?(\d+)/.exec(String(summary))?.[1] ?? 0);
}
