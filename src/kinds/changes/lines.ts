import { splitLabels } from '../../backend/queries/after/splits/splitLabels';
import { contributionOf, sumParts, type Contribution, type DimensionSides, type Parts } from './decompose';
import type { Ending } from './valueCells';

/** A line of the ranking. */
export interface Line extends Parts {
  readonly dimension: string;
  readonly value: string;
  /** Whether its calls can be asked for by this value. */
  readonly isFilter: boolean;
  /** Null where the line sums up several endings. */
  readonly ending: Ending | null;
  /** What such a line sums up. */
  readonly note: string | null;
  /** All that has no line of its own; stands last whatever it contributes. */
  readonly isRest: boolean;
  readonly baseline: number;
  readonly current: number;
}

const NOT_SHOWN = '(all others)';
const ABSENT = 'codes that it does not have';

/** The largest contributions of a dimension, and all others in one line, so that the lines add up to the whole change. */
export function linesOf(
  { dimension, values, hidden }: DimensionSides,
  contributions: readonly Contribution[],
  top: number,
  results: ReadonlySet<string>
): Line[] {
  const names = splitLabels(
    [dimension],
    values.map((value) => [value]),
    (value) => value
  ).groups;
  const named = (value: number) => ({
    dimension,
    value: names[value]?.[0] ?? '',
    isFilter: !hidden.has(value) && names[value]?.[0] === values[value],
    isRest: false,
  });
  const occurring = contributions.filter(hasCalls).map(({ value, ...rest }): Line => ({ ...named(value), note: null, ...rest }));
  const lines = [
    ...occurring,
    ...absentEndings(contributions).map((line): Line => ({
      ...named(line.value),
      ending: null,
      note: ABSENT,
      baseline: 0,
      current: 0,
      ...sumParts(line.parts),
    })),
  ];
  lines.sort((a, b) => size(b) - size(a));
  const kept = lines.filter(({ ending }) => ending === null || results.has(ending.result)).slice(0, top);
  const rest = lines.filter((line) => !kept.includes(line));
  const sum = (side: 'baseline' | 'current') => rest.reduce((calls, line) => calls + line[side], 0);
  const others: Line = {
    dimension,
    value: NOT_SHOWN,
    isFilter: false,
    ending: null,
    note: null,
    isRest: true,
    baseline: sum('baseline'),
    current: sum('current'),
    ...sumParts(rest),
  };
  return rest.length === 0 ? kept : [...kept, others];
}

export function size(line: Parts): number {
  return Math.abs(contributionOf(line));
}

/** A value that carries more calls than before counts also by the codes it does not have: one line for all of them. */
function absentEndings(contributions: readonly Contribution[]): { value: number; parts: Contribution[] }[] {
  const byValue = new Map<number, Contribution[]>();
  for (const one of contributions.filter((contribution) => !hasCalls(contribution) && contributionOf(contribution) !== 0)) {
    byValue.set(one.value, [...(byValue.get(one.value) ?? []), one]);
  }
  return [...byValue].map(([value, parts]) => ({ value, parts }));
}

function hasCalls({ baseline, current }: Contribution): boolean {
  return baseline + current > 0;
}
