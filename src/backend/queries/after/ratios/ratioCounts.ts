import type { RatioDefinition } from '../../../../domain/ratios';
import type { CallResult } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { membership } from './callSets';
import { cellsOf, groupsOf, type CellShape } from '../counting/cells';
import { resultsOf } from '../counting/classify';
import { type Outcomes, outcomesOf } from '../counting/outcomes';

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

/** What a store counted by code: all calls, and those with an attempt that was not answered where a ratio is among these. */
export interface RatioAnswers {
  readonly all: CountsAnswer;
  readonly retried: CountsAnswer | null;
}

/** Counts numerators and denominators of ratios from what a store counted by code. */
export function countRatios(
  answers: RatioAnswers,
  rules: RuleTable,
  definitions: readonly RatioDefinition[],
  shape: CellShape
): RatioCounts {
  const groups = groupsOf(shape);
  const size = groups * shape.buckets;
  const all = placed(answers.all, rules, shape);
  const retried = answers.retried === null ? null : placed(answers.retried, rules, shape);
  const totals = new Float64Array(size);
  all.cells.forEach((cell, row) => (totals[cell]! += answers.all.calls[row] ?? 0));
  const ratios = definitions.map((definition) => countSides(definition, definition.among === 'retried' ? retried : all, size));
  return { groups, buckets: shape.buckets, all: totals.reduce((sum, calls) => sum + calls, 0), totals, ratios };
}

interface Placed {
  readonly answer: CountsAnswer;
  readonly cells: Int32Array;
  readonly outcomes: Outcomes;
  /** By the number of the outcome. */
  readonly results: readonly CallResult[];
}

function placed(answer: CountsAnswer, rules: RuleTable, shape: CellShape): Placed {
  const outcomes = outcomesOf(answer);
  return { answer, cells: cellsOf(answer, shape), outcomes, results: resultsOf(outcomes, rules, answer) };
}

function countSides(definition: RatioDefinition, among: Placed | null, size: number): RatioCells {
  const inNumerator = membership(definition.numerator);
  const inDenominator = membership(definition.denominator);
  const [numerator, denominator] = [new Float64Array(size), new Float64Array(size)];
  if (among !== null) {
    const { answer, cells, outcomes, results } = among;
    const sides = outcomes.rows.map((row, outcome) => {
      const ofRow = answer.code[row] ?? -1;
      const [code, result] = [ofRow < 0 ? null : ofRow, results[outcome] ?? 'unclassified'] as const;
      return inDenominator(code, result) ? { numerator: Number(inNumerator(code, result)) } : null;
    });
    for (let row = 0; row < cells.length; row++) {
      const [calls, cell, side] = [answer.calls[row]!, cells[row]!, sides[outcomes.of[row]!]];
      if (side) {
        denominator[cell]! += calls;
        numerator[cell]! += side.numerator * calls;
      }
    }
  }
  return { definition, numerator, denominator };
}
