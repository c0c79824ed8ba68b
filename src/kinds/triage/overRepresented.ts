import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import { classifier } from '../../backend/queries/after/counting/classify';
import type { Breakdown } from '../../backend/queries/ask/examinedDimensions';
import { compareProportions } from '../../backend/queries/after/statistics/twoProportions';

/** A value of a dimension with which a result is more frequent than elsewhere. */
export interface Outlier {
  readonly dimension: string;
  readonly value: string;
  /** The value is shown with digits hidden. */
  readonly isHidden: boolean;
  /** Calls of the result with this value, and all calls with it. */
  readonly calls: number;
  readonly of: number;
  /** How many times as frequent as among all calls the result is with this value. */
  readonly lift: number;
  /** How probable such a difference to all other values is if there is none. */
  readonly p: number;
}

export interface OutlierThresholds {
  readonly minimumLift: number;
  readonly minimumCalls: number;
}

/** Beyond this chance explains the difference. */
const ALPHA = 0.01;

/** Values with which a result is over-represented, those with the most calls beyond their fair share first. */
export function overRepresented(result: CallResult, breakdowns: readonly Breakdown[], rules: RuleTable, min: OutlierThresholds): Outlier[] {
  return breakdowns
    .flatMap((breakdown) => valuesOf(result, breakdown, rules))
    .filter(({ lift, calls, p }) => lift >= min.minimumLift && calls >= min.minimumCalls && p < ALPHA)
    .sort((a, b) => excess(b) - excess(a));
}

/** Calls of the result beyond those that there were if it were as frequent as elsewhere. */
function excess({ calls, lift }: Outlier): number {
  return calls - calls / lift;
}

function valuesOf(result: CallResult, { dimension, values, hidden, answer }: Breakdown, rules: RuleTable): Outlier[] {
  const [withResult, all] = [new Float64Array(values.length + 1), new Float64Array(values.length + 1)];
  const resultOf = classifier(rules, answer);
  answer.calls.forEach((calls, row) => {
    const group = answer.group?.[row] ?? -1;
    const index = group < 0 ? values.length : group;
    all[index]! += calls;
    withResult[index]! += resultOf(row) === result ? calls : 0;
  });
  const [sumOfResult, sum] = [total(withResult), total(all)];
  return values.flatMap((value, index) => {
    const [calls, of] = [withResult[index] ?? 0, all[index] ?? 0];
    const test = compareProportions({ part: sumOfResult - calls, whole: sum - of }, { part: calls, whole: of });
    return test === null
      ? []
      : [{ dimension, value, isHidden: hidden.has(index), calls, of, lift: (calls * sum) / (of * sumOfResult), p: test.p }];
  });
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
