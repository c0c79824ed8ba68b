import type { ChangesQuery } from '../../../../domain/query';
import { changesTables } from '../../../analysis/changes/changesTables';
import type { DimensionSides } from '../../../analysis/changes/decompose';
import { explainedResults } from '../../../analysis/explainedResults';
import { totalCalls } from '../../../analysis/totalCalls';
import { shownResults } from '../../../analysis/shownResults';
import { baselineNotices } from '../baselineNotice';
import { examinedDimensions, shownValues } from '../breakdowns';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { countSides, twoSides, type Side, type TwoSides } from '../twoSides';

/** Values of a dimension that are told apart, of each side; all others count as one. */
const MOST_VALUES = 50;

/** It is the answered share whose change is explained. */
const ANSWERED = shownResults(['answered']);

export async function countChanges(query: ChangesQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const sides = await twoSides(query, asked, inquiry);
  const whole = await countSides(sides, null, inquiry);
  const { dimensions, notices } = await examinedDimensions(query.dimensions, sides.current, inquiry);
  const apart = await Promise.all(dimensions.map((dimension) => tellApart(dimension, sides, inquiry)));
  const shown = { top: query.top, results: new Set<string>(shownResults(query.results).results) };
  const before = totalCalls(whole.baseline);
  return {
    bodies: changesTables(apart, whole, inquiry.source.rules, shown),
    calls: totalCalls(whole.current),
    range: asked.range,
    numbers: [...explainedResults(whole.current, inquiry.source.rules, ANSWERED, 'current'), ...explainedResults(whole.baseline, inquiry.source.rules, ANSWERED, 'baseline')],
    explained: { baseline: sides.baseline.range },
    custom: { baseline: { calls: before, ...sides.baseline.range }, examined: dimensions },
    notices: [...notices, ...baselineNotices(before, sides)],
  };
}

async function tellApart(dimension: string, sides: TwoSides, inquiry: Inquiry): Promise<DimensionSides> {
  const largest = async ({ range, filters }: Side) => {
    const ranking = await inquiry.ask({ kind: 'catalogue', of: 'values', dimensions: [dimension], only: null, search: '', range, filters, limit: MOST_VALUES });
    return ranking.values.map(([value = '']) => value);
  };
  const found = await Promise.all([largest(sides.current), largest(sides.baseline)]);
  const values = [...new Set(found.flat())];
  const answers = await countSides(sides, { dimensions: [dimension], groups: values.map((value) => [value]) }, inquiry);
  return { dimension, ...shownValues(values, inquiry), ...answers };
}
