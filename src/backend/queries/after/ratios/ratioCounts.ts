import type { RatioDefinition } from '../../../../domain/ratios';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { membership } from './callSets';
import { cellFinder, groupsOf, type CellShape } from '../counting/cells';
import { classifier } from '../counting/classify';

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
  readonly resultOf: ReturnType<typeof classifier>;
}

function placed(answer: CountsAnswer, rules: RuleTable, shape: CellShape): Placed {
  const cellOf = cellFinder(answer, shape);
  return { answer, cells: Int32Array.from({ length: answer.calls.length }, (_, row) => cellOf(row)), resultOf: classifier(rules, answer) };
}

function countSides(definition: RatioDefinition, among: Placed | null, size: number): RatioCells {
  const inNumerator = membership(definition.numerator);
  const inDenominator = membership(definition.denominator);
  const [numerator, denominator] = [new Float64Array(size), new Float64Array(size)];
  among?.answer.calls.forEach((calls, row) => {
    const code = among.answer.code[row] ?? -1;
    const codeOrNone = code < 0 ? null : code;
    const result = among.resultOf(row);
    const cell = among.cells[row] ?? 0;
    if (inDenominator(codeOrNone, result)) {
      denominator[cell]! += calls;
      numerator[cell]! += inNumerator(codeOrNone, result) ? calls : 0;
    }
  });
  return { definition, numerator, denominator };
}
