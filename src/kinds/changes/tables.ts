import { reasonPhrase } from '../../domain/reasonPhrases';
import { RESULT_FACTS, RESULTS } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../../backend/stores/answer';
import { callsOfRow } from '../../backend/queries/after/tables/rowCalls';
import type { NumberColumn, TableBody, TextColumn } from '../../backend/queries/after/tables/table';
import { identifierColumn } from '../../backend/queries/after/tables/identifierText';
import { answeredShare } from './answeredShare';
import { contributionOf, decompose, sumParts, type DimensionSides, type Parts } from './decompose';
import { linesOf, size, type Line } from './lines';

const RESULT_COLORS = Object.fromEntries(RESULTS.map((result) => [result, RESULT_FACTS[result].color]));

export interface ChangesShown {
  readonly top: number;
  readonly results: ReadonlySet<string>;
}

/** What explains the change of the answered share: the ranking, then the sums per dimension. */
export function changesTables(
  sides: readonly DimensionSides[],
  whole: { baseline: CountsAnswer; current: CountsAnswer },
  rules: RuleTable,
  shown: ChangesShown
): TableBody[] {
  const parts = sides.map((one) => ({ one, contributions: decompose(one, rules) }));
  const lines = parts.flatMap(({ one, contributions }) => linesOf(one, contributions, shown.top, shown.results));
  lines.sort((a, b) => Number(a.isRest) - Number(b.isRest) || size(b) - size(a));
  const [before, now] = [answeredShare(whole.baseline, rules), answeredShare(whole.current, rules)];
  const sums = parts.map(({ one, contributions }) => ({
    dimension: one.dimension,
    ...(before === null || now === null ? MISSING : sumParts(contributions)),
  }));
  return [ranking(lines), summary(sums, before ?? NaN, now ?? NaN)];
}

const MISSING: Parts = { mix: NaN, rate: NaN, interaction: NaN };

function ranking(lines: readonly Line[]): TableBody {
  const text = (name: string, valueOf: (line: Line) => string | null): TextColumn => ({
    type: 'text',
    holds: 'optional text',
    name,
    values: lines.map(valueOf),
  });
  const calls = (name: string, side: 'baseline' | 'current'): NumberColumn => ({
    type: 'number',
    name,
    quantity: { of: 'calls' },
    values: Float64Array.from(lines, (line) => line[side]),
  });
  return {
    name: 'Changes',
    type: 'table',
    visualization: 'table',
    columns: [
      { type: 'text', holds: 'text', name: 'dimension', values: lines.map(({ dimension }) => dimension) },
      { type: 'text', holds: 'text', name: 'value', values: lines.map(({ value }) => value) },
      {
        type: 'number',
        name: 'code',
        quantity: { of: 'code', optional: true },
        values: Float64Array.from(lines, ({ ending }) => ending?.code ?? NaN),
      },
      identifierColumn(
        'word',
        lines.map(({ ending }) => ending?.word ?? null)
      ),
      text('reason', ({ ending, note }) => note ?? reasonPhrase(ending?.code ?? -1)?.phrase ?? null),
      { ...text('result', ({ ending }) => ending?.result ?? null), colors: RESULT_COLORS },
      calls('baseline calls', 'baseline'),
      calls('calls', 'current'),
      points('contribution', lines, contributionOf),
      ...partColumns(lines),
      callsOfRow(
        lines.map(({ isFilter, ending, current }) => isFilter && ending !== null && current > 0),
        { results: 'result', dimension: 'dimension', value: 'value' }
      ),
    ],
  };
}

function summary(sums: readonly (Parts & { readonly dimension: string })[], before: number, now: number): TableBody {
  const share = (name: string, value: number): NumberColumn => ({
    type: 'number',
    name,
    quantity: { of: 'share' },
    values: new Float64Array(sums.length).fill(value),
  });
  return {
    name: 'Change of the answered share',
    type: 'table',
    visualization: 'table',
    columns: [
      { type: 'text', holds: 'text', name: 'dimension', values: sums.map(({ dimension }) => dimension) },
      share('baseline share', before),
      share('share', now),
      points('change', sums, () => now - before),
      ...partColumns(sums),
    ],
  };
}

function partColumns(parts: readonly Parts[]): NumberColumn[] {
  return (['mix', 'rate', 'interaction'] as const).map((name) => points(name, parts, (one) => one[name]));
}

/** Shares of 0 to 1 as percentage points. */
function points<Row>(name: string, rows: readonly Row[], valueOf: (row: Row) => number): NumberColumn {
  return { type: 'number', name, quantity: { of: 'points' }, values: Float64Array.from(rows, (row) => 100 * valueOf(row)) };
}
