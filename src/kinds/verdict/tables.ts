import type { PassResult } from '../../backend/queries/after/counting/judge';
import { RESULTS, type CallResult } from '../../domain/results';
import type { Drilldown, RowText } from '../../backend/queries/after/tables/drilldown';
import { labelsOf, type SplitLabels } from '../../backend/queries/after/splits/splitLabels';
import { filtersOfRows } from '../../backend/queries/after/splits/splitLinks';
import type { Column, NumberColumn, TableBody } from '../../backend/queries/after/tables/table';

/** Verdicts in the order of their beginning. */
export interface Judged {
  readonly verdicts: readonly PassResult[];
  /** When the first call of each was, epoch milliseconds. */
  readonly began: readonly number[];
  /** What was judged: one group per verdict. */
  readonly labels: SplitLabels;
  readonly expected: readonly CallResult[];
}

const NAME = 'Verdicts';

/** A row per verdict, the newest first. */
export function verdictTable({ verdicts, began, labels, expected }: Judged): TableBody {
  const order = verdicts.map((_, index) => index).reverse();
  const rows = order.flatMap((index) => verdicts[index] ?? []);
  const number = (name: string, quantity: NumberColumn['quantity'], of: (verdict: PassResult) => number): NumberColumn => ({
    type: 'number',
    name,
    quantity,
    values: Float64Array.from(rows, of),
  });
  const filters = filtersOfRows(labels, order);
  const leads = (title: string, results: readonly RowText[] | null): { drilldown?: Drilldown } =>
    filters === null ? {} : { drilldown: { title, results, filters } };
  const violations = RESULTS.filter((result) => !expected.includes(result));
  const judged = labels.keys.map((key, position): Column => ({
    type: 'text',
    holds: 'text',
    name: key,
    values: order.map((index) => labels.groups[index]?.[position] ?? ''),
    filterable: filters?.[position]?.dimension === key,
    ...leads(`Show the calls of this ${key}`, null),
  }));
  return {
    name: NAME,
    type: 'table',
    visualization: 'table',
    columns: [
      { type: 'time', name: 'time', values: Float64Array.from(order, (index) => began[index] ?? NaN) },
      ...judged,
      number('passed', { of: 'verdict' }, ({ passed }) => Number(passed)),
      { ...number('calls', { of: 'calls' }, ({ calls }) => calls), ...leads('Show these calls', null) },
      {
        ...number('violating calls', { of: 'calls' }, ({ violating }) => violating),
        ...(violations.length === 0 ? {} : leads('Show the violating calls', violations)),
      },
      number('share', { of: 'share' }, ({ share }) => share),
      number('worst code', { of: 'code', optional: true }, ({ worst }) => worst?.code ?? NaN),
      { type: 'text', holds: 'optional results', name: 'worst result', values: rows.map(({ worst }) => worst?.result ?? null) },
      { type: 'text', holds: 'optional text', name: 'why', prose: true, values: rows.map(({ why }) => why) },
    ],
  };
}

/** 1 passed, 0 failed, at the time of each one's first call. */
export function verdictSeries({ verdicts, began }: Judged): TableBody {
  const time = { type: 'time', name: 'time', values: Float64Array.from(began) } as const;
  const passed: NumberColumn = { type: 'number', name: 'passed', quantity: { of: 'verdict' }, values: passedOf(verdicts) };
  return { name: `${NAME} over time`, type: 'timeseries-wide', visualization: 'graph', columns: [time, passed] };
}

/** For alert rules: one number per verdict, labelled with what was judged. */
export function verdictNumbers({ verdicts, labels }: Judged): TableBody {
  const columns = verdicts.map((verdict, index): NumberColumn => {
    const displayName = ['passed', ...(labels.groups[index] ?? [])].join(' · ');
    return {
      type: 'number',
      name: 'passed',
      labels: labelsOf(labels, index),
      displayName,
      quantity: { of: 'verdict' },
      values: passedOf([verdict]),
    };
  });
  return { name: NAME, type: 'numeric-wide', visualization: 'table', columns };
}

function passedOf(verdicts: readonly PassResult[]): Float64Array {
  return Float64Array.from(verdicts, ({ passed }) => Number(passed));
}
