import type { ChangesQuery } from './schema';
import { changesTables } from './tables';
import type { DimensionSides } from './decompose';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { baselineNotices } from '../../backend/queries/ask/baselineNotices';
import {
  allCalls,
  type Examined,
  examineDimensions,
  shownValues,
  type ExaminedDimension,
} from '../../backend/queries/ask/examinedDimensions';
import { breakDown } from '../../backend/queries/ask/breakdown';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { ask, type Plan, together } from '../../backend/queries/ask/plan';
import type { ValuesAnswer } from '../../backend/stores/catalogueAnswer';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import { countSides, twoSides, type Side, type TwoAnswers, type TwoSides } from '../../backend/queries/ask/twoSides';
import { rankByCalls, regrouped } from '../../backend/queries/after/counting/ranking';
import type { BreakdownAnswer } from '../../backend/stores/answer';
import type { ValueText } from '../../domain/recordText';

/** Values of a dimension that are distinguished, of each side; all others count as one. */
const MAX_VALUES = 50;

/** It is the answered share whose change is explained. */
const ANSWERED = shownResults(['answered']);

interface CountedChanges {
  readonly sides: TwoSides;
  readonly examined: Examined;
  readonly whole: TwoAnswers;
  readonly apart: readonly DimensionSides[];
}

/** The baseline is asked in a second round, about the dimensions that the current side was found to have. */
export const changesAnswer: KindAnswer<ChangesQuery, CountedChanges> = {
  *plan(query, context) {
    const sides = yield* twoSides(query, context);
    const examined = yield* examineDimensions(query.dimensions, sides.current);
    const current = examined.dimensions;
    const baseline = yield* together(...current.map((one) => baselineFor(one, sides.baseline)));
    const whole = { baseline: yield* allCalls(baseline, sides.baseline), current: yield* allCalls(current, sides.current) };
    const apart = yield* together(
      ...current.map(({ dimension, breakdown }, index) =>
        splitSides(dimension, { baseline: baseline[index]?.breakdown ?? null, current: breakdown }, sides, context)
      )
    );
    return { sides, examined, whole, apart };
  },

  evaluate(query, { sides, examined, whole, apart }, { source: { rules }, request: { range } }) {
    const shown = { top: query.top, results: new Set<string>(shownResults(query.results).results) };
    const before = totalCalls(whole.baseline);
    return {
      bodies: changesTables(apart, whole, rules, shown),
      calls: totalCalls(whole.current),
      range,
      numbers: [
        ...explainedResults(whole.current, rules, ANSWERED, 'current'),
        ...explainedResults(whole.baseline, rules, ANSWERED, 'baseline'),
      ],
      explained: { baseline: sides.baseline.range },
      custom: {
        baseline: { calls: before, ...sides.baseline.range },
        examined: examined.dimensions.map(({ dimension }) => dimension),
      },
      notices: [...examined.notices, ...baselineNotices(before, sides)],
    };
  },
};

/** The same dimension before; not told value by value unless both sides are. */
function* baselineFor({ dimension, breakdown }: ExaminedDimension, side: Side): Plan<ExaminedDimension> {
  return { dimension, breakdown: breakdown === null ? null : yield* breakDown({ ...side, grid: null, dimensions: [dimension] }) };
}

interface ExaminedSides {
  readonly baseline: BreakdownAnswer | null;
  readonly current: BreakdownAnswer | null;
}

/** Both sides, distinguished by the largest values of either. */
function* splitSides(
  dimension: string,
  { baseline, current }: ExaminedSides,
  sides: TwoSides,
  context: QueryContext
): Plan<DimensionSides> {
  if (baseline !== null && current !== null) {
    const { rules } = context.source;
    const groups = eachOnce(
      [current, baseline].map((breakdown) => rankByCalls(breakdown, rules, null, MAX_VALUES, context.valueOrder).groups)
    );
    return { dimension, ...shownValues(groups, context), baseline: regrouped(baseline, groups), current: regrouped(current, groups) };
  }
  const rankings = yield* together(rankValues(dimension, sides.current), rankValues(dimension, sides.baseline));
  const groups = eachOnce(rankings.map(({ values }) => values));
  const answers = yield* countSides(sides, { dimensions: [dimension], groups });
  return { dimension, ...shownValues(groups, context), ...answers };
}

/** Has the store rank the values, where they are too many. */
function rankValues(dimension: string, { range, filters }: Side): Plan<ValuesAnswer> {
  return ask({ kind: 'values', dimensions: [dimension], only: null, search: '', range, filters, limit: MAX_VALUES });
}

function eachOnce(rankings: readonly (readonly (readonly ValueText[])[])[]): ValueText[][] {
  return [...new Set(rankings.flat().map(([value = '']) => value))].map((value) => [value]);
}
