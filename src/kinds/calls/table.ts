import type { ShowText } from '../../domain/numberMask';
import type { ValueText } from '../../domain/recordText';
import { MISSING_VALUE } from '../../domain/filters';
import { reasonPhrase } from '../../domain/reasonPhrases';
import type { RuleTable } from '../../domain/rules';
import type { Timing } from '../../domain/timings';
import type { CallRecord, RecordsAnswer } from '../../backend/stores/answer';
import type { Column, TableBody } from '../../backend/queries/after/tables/table';
import { identifierColumn } from '../../backend/queries/after/tables/identifierText';

/** Columns that every page of calls has; a dimension of such a name gets another. */
const OWN_COLUMNS: ReadonlySet<string> = new Set([
  'time',
  'age',
  'result',
  'code',
  'word',
  'reason',
  'pdd',
  'setup',
  'duration',
  'call_id',
]);
/** Shown before the other dimensions. */
const FIRST_DIMENSIONS = ['from', 'to'];

export interface CallsTableOptions {
  readonly rules: RuleTable;
  readonly shown: ShowText;
  readonly callLink: string | null;
  /** What ages count to, epoch milliseconds; null: no ages. */
  readonly now: number | null;
}

/** A page of calls, a row each, telephone numbers hidden as the mask says. */
export function callsTable(answer: RecordsAnswer, { rules, shown, callLink, now }: CallsTableOptions): TableBody {
  const { records, timings } = answer;
  const link = callLink === null ? {} : { link: callLink };
  const columns: Column[] = [
    { type: 'time', name: 'time', values: Float64Array.from(records, ({ time }) => time) },
    ...(now === null ? [] : [ageColumn(records, now)]),
    { type: 'text', holds: 'results', name: 'result', values: records.map(({ code, word, rule }) => rules.classify(code, word, rule)) },
    { type: 'number', name: 'code', quantity: { of: 'code' }, values: Float64Array.from(records, ({ code }) => code ?? NaN) },
    identifierColumn(
      'word',
      records.map(({ word }) => word)
    ),
    {
      type: 'text',
      holds: 'optional text',
      name: 'reason',
      values: records.map(({ code }) => (code === null ? null : (reasonPhrase(code)?.phrase ?? null))),
    },
    ...timings.map((timing): Column => ({
      type: 'number',
      name: timing,
      quantity: { of: 'milliseconds' },
      values: Float64Array.from(records, (record) => timingOf(record, timing) ?? NaN),
    })),
    ...dimensionColumns(answer, shown),
    {
      ...identifierColumn(
        'call_id',
        records.map(({ callId }) => callId)
      ),
      ...link,
    },
  ];
  return { name: 'Calls', type: 'table', visualization: 'table', columns };
}

/** In whole seconds; clocks differ, and a call that has not happened yet is new. */
function ageColumn(records: readonly CallRecord[], now: number): Column {
  const values = Float64Array.from(records, ({ time }) => Math.max(0, Math.floor((now - time) / 1_000)));
  return { type: 'number', name: 'age', quantity: { of: 'age' }, values };
}

function timingOf(record: CallRecord, timing: Timing): number | null {
  switch (timing) {
    case 'pdd':
      return record.pddMs;
    case 'setup':
      return record.setupMs;
    case 'duration':
      return record.durationMs;
  }
}

function dimensionColumns({ dimensions, records }: RecordsAnswer, shown: ShowText): Column[] {
  const first = FIRST_DIMENSIONS.filter((name) => dimensions.includes(name));
  const ordered = [...first, ...dimensions.filter((name) => !first.includes(name))];
  return ordered.map((name) => {
    const index = dimensions.indexOf(name);
    const all = records.map((record): ValueText => record.dimensions[index] ?? MISSING_VALUE);
    const values = all.map(shown);
    const isOwn = OWN_COLUMNS.has(name);
    const filterable = !isOwn && values.every((value, row) => value === all[row]);
    return { type: 'text', holds: 'text', name: isOwn ? `dimension_${name}` : name, values, filterable };
  });
}
