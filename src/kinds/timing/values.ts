import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import type { HistogramAnswer } from '../../backend/stores/answer';
import { resultsOf } from '../../backend/queries/after/counting/classify';
import { outcomesOf } from '../../backend/queries/after/counting/outcomes';

/** How the cells of timings are laid out. */
export interface TimingShape {
  /** Results that are distinguished; null if none are. */
  readonly results: readonly CallResult[] | null;
  /** Split groups, the last of them "all others"; one if there is no split. */
  readonly groups: number;
  readonly buckets: number;
  positionOf(gridBucket: number): number;
}

/** A timing's values of one cell: ascending milliseconds, and how many calls took each. */
export interface TimingValues {
  readonly milliseconds: Float64Array;
  readonly calls: Float64Array;
}

/** The values of one timing by split group, result (position in the shape's, 0 if none are distinguished) and bucket. */
export type TimingCells = (group: number, result: number, bucket: number) => TimingValues;

/** Sorts the rows of a histogram into cells. They come in the order of their milliseconds, which each cell keeps. */
export function timingCells(answer: HistogramAnswer, rules: RuleTable, shape: TimingShape): TimingCells {
  const { groups, buckets } = shape;
  const results = shape.results?.length ?? 1;
  const cells = cellsOfRows(answer, rules, shape);
  const rows = cells.length;
  const ends = new Int32Array(groups * results * buckets + 1);
  for (let row = 0; row < rows; row++) {
    const cell = cells[row]!;
    if (cell >= 0) {
      ends[cell + 1]!++;
    }
  }
  for (let cell = 1; cell < ends.length; cell++) {
    ends[cell]! += ends[cell - 1]!;
  }
  const next = ends.slice();
  const milliseconds = new Float64Array(rows);
  const calls = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const cell = cells[row]!;
    if (cell >= 0) {
      const at = next[cell]!++;
      milliseconds[at] = answer.milliseconds[row]!;
      calls[at] = answer.calls[row]!;
    }
  }
  return (group, result, bucket) => {
    const cell = (group * results + result) * buckets + bucket;
    const [from, to] = [ends[cell], ends[cell + 1]];
    return { milliseconds: milliseconds.subarray(from, to), calls: calls.subarray(from, to) };
  };
}

/** The cell of each row; -1 for results that are not distinguished. */
function cellsOfRows(answer: HistogramAnswer, rules: RuleTable, { results, groups, buckets, positionOf }: TimingShape): Int32Array {
  const outcomes = outcomesOf(answer);
  const positions = resultsOf(outcomes, rules, answer).map((result) => results?.indexOf(result) ?? 0);
  const cells = new Int32Array(answer.calls.length);
  for (let row = 0; row < cells.length; row++) {
    const position = positions[outcomes.of[row]!] ?? -1;
    const found = answer.group?.[row] ?? -1;
    const group = found < 0 ? groups - 1 : found;
    const bucket = answer.bucket === null ? 0 : positionOf(answer.bucket[row]!);
    cells[row] = position < 0 ? -1 : (group * (results?.length ?? 1) + position) * buckets + bucket;
  }
  return cells;
}
