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
export function cellFinder(answer: Pick<CountsAnswer, 'bucket' | 'group'>, shape: CellShape): (row: number) => number {
  const { buckets } = shape;
  const others = groupsOf(shape) - 1;
  return (row) => {
    const bucket = answer.bucket === null ? 0 : shape.positionOf(answer.bucket[row] ?? NaN);
    if (bucket < 0 || bucket >= buckets) {
      throw new CallResultError(
        'plugin',
        `The store counted calls outside the range of the query (bucket ${answer.bucket?.[row]}). This is a bug of the plugin; please report it.`
      );
    }
    const found = answer.group?.[row] ?? -1;
    return (found < 0 ? others : found) * buckets + bucket;
  };
}
