/** Rows that are not counted, and why; `rows` is 0 where the reader is told of something that takes no row away. */
export interface UnreadRows {
  readonly reason: string;
  readonly rows: number;
  readonly example: string;
}
