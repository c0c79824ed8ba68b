import type { TwoAnswers } from '../../backend/queries/ask/twoSides';
import type { ComparisonQuery } from './schema';
import type { RuleTable } from '../../domain/rules';
import { codeColumns } from '../../backend/queries/after/counting/codeRows';
import { codeContrasts, resultContrasts, type CodeContrast } from './contrasts';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { callsOfResult } from '../../backend/queries/after/tables/drilldown';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';
import { holm } from '../../backend/queries/after/statistics/holm';
import type { Column, NumberColumn, Quantity, TableBody } from '../../backend/queries/after/tables/table';
import { isWorse, testOf, verdictOf, type Contrast, type Sides, type ChangeAssessment } from './changeAssessment';
import { identifierText } from '../../backend/queries/after/tables/identifierText';

interface Judged<Row extends Contrast> {
  readonly row: Row;
  readonly p: number | null;
  readonly adjusted: number | null;
  readonly test: string | null;
  readonly verdict: ChangeAssessment;
}

/** Grafana's names of colors, so that they follow the theme. */
const VERDICT_COLORS: Readonly<Record<ChangeAssessment, string>> = {
  worse: 'red',
  better: 'green',
  same: 'text',
  appeared: 'orange',
  gone: 'blue',
  'too few': 'gray',
};

/** How results or codes differ between two sets of calls: shares of all calls of each side, and whether chance explains it. */
export function comparison(query: ComparisonQuery, answers: TwoAnswers, rules: RuleTable, shown: ShownResults): TableBody {
  const all = { baseline: totalCalls(answers.baseline), current: totalCalls(answers.current) };
  switch (query.by) {
    case 'result': {
      const rows = judge(resultContrasts(answers, rules, shown), all, query);
      const named: Column = {
        type: 'text',
        holds: 'results',
        name: 'result',
        values: rows.map(({ row }) => row.result),
        drilldown: callsOfResult('result'),
      };
      return bodyOf(query, rows, all, [named], ({ result }) => ({ result }));
    }
    case 'code': {
      const rows = judge(codeContrasts(answers, rules, shown), all, query);
      return bodyOf(query, rows, all, codeColumns(rows.map(({ row }) => row)), ({ code, word, result }: CodeContrast) => ({
        code: word === null ? String(code ?? 'none') : identifierText(word),
        result,
      }));
    }
  }
}

function judge<Row extends Contrast>(rows: readonly Row[], all: Sides, query: ComparisonQuery): Judged<Row>[] {
  const tests = rows.map((row) => testOf(row, all));
  const adjusted = holm(tests.map((test) => test?.p ?? null));
  return rows.map((row, index) => {
    const corrected = adjusted[index] ?? null;
    return {
      row,
      p: tests[index]?.p ?? null,
      adjusted: corrected,
      test: tests[index]?.test ?? null,
      verdict: verdictOf(row, all, corrected, query),
    };
  });
}

function bodyOf<Row extends Contrast>(
  query: ComparisonQuery,
  rows: readonly Judged<Row>[],
  all: Sides,
  named: readonly Column[],
  labelsOf: (row: Row) => Record<string, string>
): TableBody {
  const name = 'Comparison';
  switch (query.shape) {
    case 'table':
      return { name, type: 'table', visualization: 'table', columns: [...named, ...numbers(rows, all)] };
    case 'series':
      return {
        name,
        type: 'numeric-wide',
        visualization: 'stat',
        columns: rows.map((judged) => flag(judged, labelsOf(judged.row), query.alpha)),
      };
  }
}

function numbers(rows: readonly Judged<Contrast>[], all: Sides): Column[] {
  const column = (name: string, quantity: Quantity, valueOf: (judged: Judged<Contrast>) => number | null): NumberColumn => ({
    type: 'number',
    name,
    quantity,
    values: Float64Array.from(rows, (judged) => valueOf(judged) ?? NaN),
  });
  const share = { of: 'share' } as const;
  const before = ({ row }: Judged<Contrast>) => row.baseline / all.baseline;
  const now = ({ row }: Judged<Contrast>) => row.current / all.current;
  return [
    column('baseline calls', { of: 'calls' }, ({ row }) => row.baseline),
    column('calls', { of: 'calls' }, ({ row }) => row.current),
    column('baseline share', share, before),
    column('share', share, now),
    column('change', { of: 'points' }, (judged) => 100 * (now(judged) - before(judged))),
    column('p', { of: 'probability' }, ({ p }) => p),
    column('adjusted p', { of: 'probability' }, ({ adjusted }) => adjusted),
    { type: 'text', holds: 'optional text', name: 'test', longest: 'fisher'.length, values: rows.map(({ test }) => test) },
    {
      type: 'text',
      holds: 'text',
      name: 'verdict',
      longest: 'appeared'.length,
      values: rows.map(({ verdict }) => verdict),
      colors: VERDICT_COLORS,
    },
  ];
}

/** 1 where a rule should wake someone, 0 where not, nothing where the calls do not say. */
function flag({ row, verdict, adjusted }: Judged<Contrast>, labels: Record<string, string>, alpha: number): NumberColumn {
  const worse = isWorse(verdict, row.result, adjusted, alpha);
  return {
    type: 'number',
    name: 'worse',
    labels,
    displayName: Object.values(labels).join(' · '),
    result: row.result,
    drilldown: { title: 'Show the calls with this result', results: [row.result], filters: [] },
    quantity: { of: 'flag', yes: 'worse', no: 'not worse' },
    values: Float64Array.of(worse === null ? NaN : Number(worse)),
  };
}
