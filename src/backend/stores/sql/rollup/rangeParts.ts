import { missingValues } from '../../../../domain/missingValues';
import type { ServerSettings } from '../../../../domain/settings';
import { layoutOf } from '../../../../domain/recordLayout';
import { settlesAfterMs } from '../../../../domain/settling';
import type { TimeRange } from '../../question';
import type { CallsSource } from '../callsSource';
import type { SqlServer } from '../sqlServer';
import type { TablesExtent } from '../tables/extent';
import type { RangePart } from './answerParts';
import type { OpenRollup } from './openRollup';
import { coverageOf, planRange } from './planRange';
import { rollupSource } from './rollupSource';
import type { RollupQuestion } from './suitsRollup';

/** The records beside a rollup. */
export interface RecordsBeside {
  source(range: TimeRange): CallsSource;
  /** When the first and the last of them was. */
  extent(): Promise<Pick<TablesExtent, 'first' | 'last'>>;
}

/**
 * Which parts of a question's range the rollup answers, and which the records; null: the records all of it.
 * @param now epoch milliseconds
 */
export async function rangeParts(
  server: SqlServer,
  settings: ServerSettings,
  rollup: OpenRollup,
  records: RecordsBeside,
  question: RollupQuestion,
  now: number
): Promise<RangePart[] | null> {
  const coverage =
    rollup.extent &&
    coverageOf(rollup.extent, rollup.bucketMs, settlesAfterMs(settings) + (layoutOf(settings).merge?.lookaheadMs ?? 0), now);
  if (coverage === null) {
    return null;
  }
  const range = question.range ?? (await wholeRange(records, coverage.from));
  const plan = range && planRange(range, question.kind === 'values' ? null : question.grid, coverage);
  if (plan === null) {
    return null;
  }
  const counted = rollupSource(server, rollup, missingValues(settings.missing));
  return [
    ...plan.rollup.map((part) => ({ range: part, source: counted, isRollup: true })),
    ...plan.records.map((part) => ({ range: part, source: records.source(part), isRollup: false })),
  ];
}

/** A range with all records and all that the rollup keeps, which may be longer ago; null where the records do not tell. */
async function wholeRange(records: RecordsBeside, keptFrom: number): Promise<TimeRange | null> {
  const { first, last } = await records.extent();
  return first === null || last === null ? null : { from: Math.min(first, keptFrom), to: last + 1 };
}
