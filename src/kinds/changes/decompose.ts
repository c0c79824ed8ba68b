import type { RecordText } from '../../domain/recordText';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../../backend/stores/answer';
import { valueCells, type Ending, type SideCells, type ValueCells } from './valueCells';

/** Both sides of a comparison, distinguished by the same values of a dimension; all other values are group -1. */
export interface DimensionSides {
  readonly dimension: string;
  readonly values: readonly string[];
  /** Which of them the reader does not see as they are. */
  readonly hidden: ReadonlySet<number>;
  readonly baseline: CountsAnswer;
  readonly current: CountsAnswer;
}

/** Parts of the change of the answered share, 0 to 1. */
export interface Parts {
  /** The value has more, or fewer, of all calls than before. */
  readonly mix: number;
  /** The ending is more, or less, frequent among the calls of the value. */
  readonly rate: number;
  /** Both at once. */
  readonly interaction: number;
}

/** What one ending with one value contributes. */
export interface Contribution extends Parts {
  /** Index into the dimension's values; their number stands for all others. */
  readonly value: number;
  readonly ending: Ending;
  readonly baseline: number;
  readonly current: number;
}

/**
 * Takes the change of the answered share apart. With w the share of a value among all calls, p the share of an ending that
 * is not answered among the calls of that value, and P its share among all calls of the baseline, a value and ending
 * contribute −Δw·(p₀ − P₀) by mix, −w₀·Δp by rate and −Δw·Δp by interaction. Over all values and endings these add up to
 * the change exactly, because answered calls are those without such an ending. A value that is on one side only has no Δp:
 * it is all mix. Empty if a side has no calls.
 */
export function decompose({ values, baseline, current }: DimensionSides, rules: RuleTable): Contribution[] {
  const endings = new Map<RecordText, Ending>();
  const [before, now] = [baseline, current].map((answer) => valueCells(answer, values.length, rules, endings)) as [SideCells, SideCells];
  if (before.calls === 0 || now.calls === 0) {
    return [];
  }
  // In one order whatever the store's: sums of fractions depend on it.
  const ordered = [...endings].sort(([a], [b]) => (a < b ? -1 : 1));
  return ordered.flatMap(([key, ending]) => {
    const overall = before.values.reduce((sum, cells) => sum + callsOf(cells, key), 0) / before.calls;
    return before.values.flatMap((was, value) => {
      const is = now.values[value]!;
      const [w0, w1] = [was.calls / before.calls, is.calls / now.calls];
      const p0 = shareOf(was, key) ?? shareOf(is, key);
      const p1 = shareOf(is, key) ?? p0;
      if (p0 === null || p1 === null) {
        return [];
      }
      const [more, oftener] = [w1 - w0, p1 - p0];
      return [
        {
          value,
          ending,
          baseline: callsOf(was, key),
          current: callsOf(is, key),
          mix: -more * (p0 - overall),
          rate: -w0 * oftener,
          interaction: -more * oftener,
        },
      ];
    });
  });
}

export function contributionOf({ mix, rate, interaction }: Parts): number {
  return mix + rate + interaction;
}

export function sumParts(parts: readonly Parts[]): Parts {
  const sum = (part: keyof Parts) => parts.reduce((all, one) => all + one[part], 0);
  return { mix: sum('mix'), rate: sum('rate'), interaction: sum('interaction') };
}

function callsOf({ byEnding }: ValueCells, key: RecordText): number {
  return byEnding.get(key) ?? 0;
}

/** Null without calls of the value. */
function shareOf(cells: ValueCells, key: RecordText): number | null {
  return cells.calls === 0 ? null : callsOf(cells, key) / cells.calls;
}
