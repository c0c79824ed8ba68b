/** The newest calls of the records as they are read, for the eyes of whoever sets the data source up. */
export interface FirstCalls {
  /** Names of the first dimensions, which the calls have values of. */
  readonly dimensions: readonly string[];
  readonly calls: readonly FirstCall[];
}

export interface FirstCall {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly result: string;
  readonly code: number | null;
  /** Cause or disposition as the record has it; null if it has none. */
  readonly word: string | null;
  readonly durationMs: number | null;
  /** By dimension; empty where it has none. */
  readonly values: readonly string[];
}

export const FIRST_CALLS = 5;
/** As many as fit beside the rest. */
export const FIRST_DIMENSIONS = 4;
