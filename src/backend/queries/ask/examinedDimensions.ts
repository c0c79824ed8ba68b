import type { CallResult } from '../../../domain/results';
import type { ValueText } from '../../../domain/recordText';
import { rankByCalls } from '../after/counting/ranking';
import type { Notice } from '../after/tables/table';
import { totalCalls } from '../after/counting/totalCalls';
import type { BreakdownAnswer, CountsAnswer } from '../../stores/answer';
import type { BucketGrid } from '../../stores/question';
import { selectResults } from '../../stores/selectResults';
import { breakDown } from './breakdown';
import { ask, type Plan, together } from './plan';
import type { QueryContext } from './queryContext';
import type { Side } from './twoSides';

/** Dimensions that are examined where a query names none, and values of each, those with the most calls of the results. */
const MAX_DIMENSIONS = 8;
const MAX_VALUES = 50;

/** A dimension and its calls, value by value; null where it has too many values for that. */
export interface ExaminedDimension {
  readonly dimension: string;
  readonly breakdown: BreakdownAnswer | null;
}

export interface Examined {
  readonly dimensions: readonly ExaminedDimension[];
  readonly notices: readonly Notice[];
}

/** The calls of some values of a dimension; the answer's groups are the values in this order, all others are -1. */
export interface Breakdown {
  readonly dimension: string;
  readonly values: readonly string[];
  /** Which of them the reader does not see as they are. */
  readonly hidden: ReadonlySet<number>;
  readonly answer: CountsAnswer;
}

/** A dimension with more values, or with one for every other call, distinguishes calls and not groups of them: numbers, identifiers. */
const MAX_DISTINCT = 1_000;
const MIN_CALLS_PER_VALUE = 2;
const MAX_LOOKED_AT = 20;

/** Looks at dimensions: the query's, else the first that the records have and that divide the calls into groups. */
export function* examineDimensions(named: readonly string[], side: Side): Plan<Examined> {
  if (named.length > 0) {
    return { dimensions: yield* lookAt(named, side), notices: [] };
  }
  const { dimensions: all } = yield* ask({ kind: 'shape' });
  const dividing = (yield* lookAt(all.slice(0, MAX_LOOKED_AT), side)).filter(dividesIntoGroups);
  const left = [...dividing.slice(MAX_DIMENSIONS).map(({ dimension }) => dimension), ...all.slice(MAX_LOOKED_AT)];
  const text = `Only the first ${MAX_DIMENSIONS} dimensions were examined, not ${left.join(', ')}. Choose others in "dimensions".`;
  return { dimensions: dividing.slice(0, MAX_DIMENSIONS), notices: left.length === 0 ? [] : [{ severity: 'info', text }] };
}

/** Each of some dimensions, value by value. */
export function lookAt(names: readonly string[], side: Side, grid: BucketGrid | null = null): Plan<ExaminedDimension[]> {
  return together(...names.map((dimension) => examine(dimension, side, grid)));
}

function* examine(dimension: string, side: Side, grid: BucketGrid | null): Plan<ExaminedDimension> {
  return { dimension, breakdown: yield* breakDown({ ...side, grid, dimensions: [dimension] }) };
}

function dividesIntoGroups({ breakdown }: ExaminedDimension): boolean {
  if (breakdown === null || breakdown.values.length > MAX_DISTINCT) {
    return false;
  }
  return breakdown.values.length <= 1 || totalCalls(breakdown) >= MIN_CALLS_PER_VALUE * breakdown.values.length;
}

/** All calls of a side by code: what any of the dimensions tells, or else what the store does. */
export function* allCalls(dimensions: readonly ExaminedDimension[], side: Side, grid: BucketGrid | null = null): Plan<CountsAnswer> {
  const breakdown = dimensions.find((examined) => examined.breakdown !== null)?.breakdown ?? null;
  return breakdown === null ? yield* ask({ kind: 'counts', ...side, grid, split: null }) : { ...breakdown, kind: 'counts' };
}

/** The calls of a dimension's values that have the most calls of some results. */
export function* largestValues(
  { dimension, breakdown }: ExaminedDimension,
  results: readonly CallResult[],
  { range, filters }: Side,
  context: QueryContext
): Plan<Breakdown> {
  const { rules } = context.source;
  if (breakdown !== null) {
    const { groups, answer } = rankByCalls(breakdown, rules, results, MAX_VALUES, context.valueOrder);
    return { dimension, ...shownValues(groups, context), answer };
  }
  const ranking = yield* ask({
    kind: 'values',
    dimensions: [dimension],
    only: selectResults(rules, results),
    search: '',
    range,
    filters,
    limit: MAX_VALUES,
  });
  const answer = yield* ask({
    kind: 'counts',
    range,
    filters,
    grid: null,
    split: { dimensions: [dimension], groups: ranking.values },
  });
  return { dimension, ...shownValues(ranking.values, context), answer };
}

/** Values of one dimension as the reader may see them, and which of them are hidden in part. */
export function shownValues(groups: readonly (readonly ValueText[])[], { shown }: QueryContext): { values: string[]; hidden: Set<number> } {
  const values = groups.map(([value = '']) => value);
  const seen = values.map(shown);
  return { values: seen, hidden: new Set(seen.flatMap((value, index) => (value === values[index] ? [] : [index]))) };
}
