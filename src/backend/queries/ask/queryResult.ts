import type { Explanation } from '../../../domain/explanation';
import type { NumberOfCalls } from '../after/explanation/explanation';
import type { CustomValue, Notice, TableBody } from '../after/tables/table';
import type { TimeRange } from '../../stores/question';

/** An answer before it says how it was made. */
export interface QueryResult {
  /** One frame each, the main one first. */
  readonly bodies: readonly TableBody[];
  /** All calls under the filters, whatever results are shown. */
  readonly calls: number;
  /** The range that was counted. */
  readonly range: TimeRange;
  /** The numbers of the answer as calls, by code; the main one first. */
  readonly numbers: readonly NumberOfCalls[];
  /** What else an explanation of them has to tell. */
  readonly explained?: Pick<Explanation, 'baseline' | 'verdicts' | 'addedUp'>;
  /** The length of buckets that `auto` chose; absent without buckets. */
  readonly bucket?: string;
  /** The answer is made of settled calls alone, so that nothing of it can still change. */
  readonly settledOnly?: true;
  /** What this kind has to say in `meta.custom` and in notices. */
  readonly custom?: Readonly<Record<string, CustomValue>>;
  readonly notices?: readonly Notice[];
}
