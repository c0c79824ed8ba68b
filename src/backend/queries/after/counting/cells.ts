import { CallResultError } from '../../../../domain/errors';
import type { CountsAnswer } from '../../../stores/answer';

/** How the rows of an answer are laid out in cells of split group and bucket. */
export interface CellShape {
  /** Groups that the store was asked to distinguish; null without a split. */
  readonly splitGroups: number | null;
  /** One without buckets. */
  readonly buckets: number;
  positionOf(gridBucket: number): number;
}

/** The groups of an answer, the last of them "all others"; one if there is no split. */
export function groupsOf({ splitGroups }: CellShape): number {
  return splitGroups === null ? 1 : splitGroups + 1;
}

/** Which cell each row counts in: group × buckets + bucket. */
export function cellsOf({ bucket, group, calls }: Pick<CountsAnswer, 'bucket' | 'group' | 'calls'>, shape: CellShape): Int32Array {
  const { buckets } = shape;
  const others = groupsOf(shape) - 1;
  const cells = new Int32Array(calls.length);
  let [before, position] = [NaN, 0];
  for (let row = 0; row < cells.length; row++) {
    // Rows of one bucket often follow each other.
    if (bucket !== null && bucket[row] !== before) {
      before = bucket[row]!;
      position = shape.positionOf(before);
      if (!(position >= 0 && position < buckets)) {
        throw new CallResultError(
          'plugin',
          `The store counted calls outside the range of the query (bucket ${before}). This is a bug of the plugin; please report it.`
        );
      }
    }
    const found = group?.[row] ?? -1;
    cells[row] = (found < 0 ? others : found) * buckets + position;
  }
  return cells;
}
