import type { RuleTable } from '../../domain/rules';
import type { ValueText } from '../../domain/recordText';
import { rankByCalls, regrouped } from '../../backend/queries/after/counting/ranking';
import { shownValues } from '../../backend/queries/ask/examinedDimensions';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import type { AgainstUsual } from '../../backend/queries/ask/usualCalls';
import type { CountedSide, PartsAgainstUsual } from '../../backend/queries/ask/usualParts';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { TimeRange } from '../../backend/stores/question';
import { sumOf, type Tally, tallyGroups, tallyParts, without } from './tally';

/** Values of a dimension that are compared, those with the most calls. */
const MAX_VALUES = 50;

/** A value of a dimension, as its reader sees it and as the records have it. */
export interface Place {
  readonly dimension: string;
  readonly value: string;
  readonly isHidden: boolean;
  readonly recorded: ValueText;
}

/** What is compared of a range: all of it, or a part at its end, and with what. */
export interface Window {
  readonly range: TimeRange;
  readonly usual: AgainstUsual['of'] | PartsAgainstUsual['of'];
  readonly isPart: boolean;
}

/** The calls of a place in a window, and the usual ones. */
export interface Compared {
  /** Null: all calls. */
  readonly place: Place | null;
  readonly window: Window;
  readonly now: Tally;
  readonly before: Tally;
}

/** All calls, in the whole range and then in its parts, the longest first. */
export function comparedCalls(sides: AgainstUsual, { source: { rules } }: QueryContext): Compared[] {
  return compare(sides, [null], ({ whole }) => ({ ...whole, group: null }), rules);
}

/** The same of each value of a dimension. */
export function comparedValues(sides: AgainstUsual, index: number, context: QueryContext): Compared[] {
  const { rules } = context.source;
  const { dimension, breakdown } = sides.current.dimensions[index]!;
  if (breakdown === null) {
    return [];
  }
  const { groups } = rankByCalls(breakdown, rules, null, MAX_VALUES, context.valueOrder);
  const { values, hidden } = shownValues(groups, context);
  const places = values.map((value, group) => ({
    dimension,
    value,
    isHidden: hidden.has(group),
    recorded: groups[group]?.[0] ?? value,
  }));
  const answerOf = ({ dimensions }: CountedSide) => {
    const counted = dimensions[index]?.breakdown ?? null;
    return counted === null ? null : regrouped(counted, groups);
  };
  return compare(sides, places, answerOf, rules);
}

/** @param answerOf what a side counted of the places, as its groups; null where it has too many values to be told one by one */
function compare(
  { current, baseline, of, parts }: AgainstUsual,
  places: readonly (Place | null)[],
  answerOf: (side: CountedSide) => CountsAnswer | null,
  rules: RuleTable
): Compared[] {
  const answers = [current, ...baseline].map(answerOf);
  if (answers.includes(null)) {
    return [];
  }
  const [now = [], ...before] = answers.flatMap((answer) => (answer === null ? [] : [tallyGroups(answer, rules, places.length)]));
  const window: Window = { range: current.range, usual: of, isPart: false };
  const whole = places.map((place, group) => ({ place, window, now: now[group]!, before: sumOf(before.map((one) => one[group]!)) }));
  return [...whole, ...(parts === null ? [] : compareParts(parts, whole, answerOf, rules))];
}

function compareParts(
  { current, baseline, of }: PartsAgainstUsual,
  whole: readonly Compared[],
  answerOf: (side: CountedSide) => CountsAnswer | null,
  rules: RuleTable
): Compared[] {
  const counted = [current, ...baseline].map((parts) => ({ parts, answer: answerOf(parts.side) }));
  if (counted.some(({ answer }) => answer === null)) {
    return [];
  }
  const [ofNow = [], ...ofUsual] = counted.flatMap(({ parts, answer }) =>
    answer === null ? [] : [tallyParts(answer, parts, rules, whole.length)]
  );
  return current.parts.flatMap((range, part) => {
    const window: Window = { range, usual: of, isPart: true };
    return whole.map(({ place, now: all }, group) => {
      const now = ofNow[part]![group]!;
      const before = of === 'rest' ? without(all, now) : sumOf(ofUsual.map((tallies) => tallies[part]![group]!));
      return { place, window, now, before };
    });
  });
}
