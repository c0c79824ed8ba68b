import type { RatioDefinition } from '../../domain/ratios';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../stores/store';
import { membership } from './callSets';
import { cellFinder, groupsOf, type CellShape } from './cells';
import { classifier } from './classify';

/** Both sides of one ratio in each cell (group × buckets + bucket). */
export interface RatioCells {
  readonly definition: RatioDefinition;
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

export interface RatioCounts {
  readonly groups: number;
  readonly buckets: number;
  /** All calls under the filters. */
  readonly all: number;
  /** All calls of each cell. */
  readonly totals: Float64Array;
  readonly ratios: readonly RatioCells[];
}

/** Counts numerators and denominators of ratios from what a store counted by code. */
export function countRatios(answer: CountsAnswer, rules: RuleTable, definitions: readonly RatioDefinition[], shape: CellShape): RatioCounts {
  const { buckets } = shape;
  const groups = groupsOf(shape);
  const size = groups * buckets;
  const rows = answer.calls.length;
  const resultOf = classifier(rules, answer);
  const cellOf = cellFinder(answer, shape);
  const cells = Int32Array.from({ length: rows }, (_, row) => cellOf(row));
  const totals = new Float64Array(size);
  cells.forEach((cell, row) => (totals[cell]! += answer.calls[row] ?? 0));

  const ratios = definitions.map((definition): RatioCells => {
    const inNumerator = membership(definition.numerator);
    const inDenominator = membership(definition.denominator);
    const [numerator, denominator] = [new Float64Array(size), new Float64Array(size)];
    for (let row = 0; row < rows; row++) {
      const code = answer.code[row] ?? -1;
      const codeOrNone = code < 0 ? null : code;
      const result = resultOf(row);
      if (!inDenominator(codeOrNone, result)) {
        continue;
      }
      const [calls, cell] = [answer.calls[row] ?? 0, cells[row] ?? 0];
      denominator[cell]! += calls;
      if (inNumerator(codeOrNone, result)) {
        numerator[cell]! += calls;
      }
    }
    return { definition, numerator, denominator };
  });
  return { groups, buckets, all: totals.reduce((sum, calls) => sum + calls, 0), totals, ratios };
}
