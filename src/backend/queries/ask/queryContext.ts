import type { CallUnit } from '../../../domain/callUnit';
import type { RecordsRead } from '../../../domain/explanation';
import { type NumberMask, type ShowText, showText } from '../../../domain/numberMask';
import { valueOrder, type ValueOrder } from '../after/counting/valueOrder';
import type { RuleTable } from '../../../domain/rules';
import type { TimeRange } from '../../stores/question';
import type { Store } from '../../stores/store';
import type { HighCardinalityCache } from './highCardinalityCache';

/** What is known of a data source before its store is asked. */
export interface CallFacts {
  readonly rules: RuleTable;
  /** For calendar buckets of queries that name no zone. */
  readonly timeZone: string;
  /** How long after a moment its calls are final, milliseconds. */
  readonly settlesAfterMs: number;
  /** Where a call's identifier leads; null: nowhere. */
  readonly callLink: string | null;
  /** Where in the records the numbers come from. */
  readonly records: RecordsRead;
  /** Milliseconds that pass, for limits of time. */
  readonly clock: () => number;
}

/** A data source as a query sees it. */
export interface CallSource extends CallFacts {
  readonly store: Store;
  /** The same without what is kept from earlier statements. */
  readonly freshStore: Store;
  /** Splits that are too large to be counted value by value. */
  readonly highCardinalityCache: HighCardinalityCache;
}

/** What Grafana says beside the query itself. */
export interface RequestContext {
  readonly range: TimeRange;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  /** False where nobody reads notices, as in alert rules. */
  readonly explain: boolean;
  /** False where series are computed with: whatever comes beside them would be taken for data. */
  readonly marks: boolean;
  /**
   * True for alert rules: only what is settled is judged, in whole buckets, and the series are the same at every
   * evaluation. The range has been moved back already.
   */
  readonly rule: boolean;
  /** Calls before this moment are final, epoch milliseconds. */
  readonly settledUntil: number;
  /** Which digits of telephone numbers are hidden from the reader. */
  readonly mask: NumberMask;
  /** Which digits filters cannot see. */
  readonly filterMask: NumberMask;
}

/** What a query runs in: all that its plan and its evaluation know. */
export interface QueryContext {
  readonly source: CallFacts;
  readonly request: RequestContext;
  readonly unit: CallUnit;
  /** The order of values that nothing else orders. */
  readonly valueOrder: ValueOrder;
  readonly shown: ShowText;
}

/** When it was asked, epoch milliseconds. */
export function askedAt({ source, request }: Pick<QueryContext, 'source' | 'request'>): number {
  return request.settledUntil + source.settlesAfterMs;
}

export function queryContext(source: CallFacts, request: RequestContext, unit: CallUnit): QueryContext {
  return {
    source,
    request,
    unit,
    valueOrder: valueOrder(request.filterMask),
    shown: showText(request.mask),
  };
}
