import type { CallUnit } from '../../../domain/callUnit';
import type { RecordsRead } from '../../../domain/explanation';
import { maskNumbers, type NumberMask } from '../../../domain/numberMask';
import { valueOrder, type ValueOrder } from '../after/counting/valueOrder';
import type { RuleTable } from '../../../domain/rules';
import type { AnswerFacts } from '../../stores/answer';
import type { TimeRange } from '../../stores/question';
import type { Store, StoreAnswer, StoreQuestion } from '../../stores/store';
import type { HighCardinalityCache } from './highCardinalityCache';

/** A data source as a query sees it. */
export interface CallSource {
  readonly store: Store;
  readonly rules: RuleTable;
  /** For calendar buckets of queries that name no zone. */
  readonly timeZone: string;
  /** How long after a moment its calls are final, milliseconds. */
  readonly settlesAfterMs: number;
  /** Where a call's identifier leads; null: nowhere. */
  readonly callLink: string | null;
  /** Where in the records the numbers come from. */
  readonly records: RecordsRead;
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
  /**
   * True for alert rules: only what is settled is judged, in whole buckets, and the series are the same at every
   * evaluation. The range has been moved back already.
   */
  readonly rule: boolean;
  /** Calls before this moment are final, epoch milliseconds. */
  readonly settledUntil: number;
  /** Which digits of telephone numbers are hidden from whoever asks. */
  readonly mask: NumberMask;
  /** Which digits filters cannot see. */
  readonly filterMask: NumberMask;
}

/** Asks a store on behalf of one query and remembers what was run. */
export class QueryContext {
  /** In the order of the questions; null while one is being answered. */
  private readonly breakdown: (AnswerFacts | null)[];

  constructor(
    readonly source: CallSource,
    readonly request: RequestContext,
    readonly signal: AbortSignal,
    readonly unit: CallUnit,
    breakdown: (AnswerFacts | null)[] = []
  ) {
    this.breakdown = breakdown;
  }

  get facts(): readonly AnswerFacts[] {
    return this.breakdown.filter((facts) => facts !== null);
  }

  async ask<Q extends StoreQuestion>(question: Q): Promise<StoreAnswer<Q>> {
    const place = this.breakdown.push(null) - 1;
    const answer = await this.source.store.ask({ ...question, unit: this.unit }, this.signal);
    this.breakdown[place] = answer;
    return answer;
  }

  /** Asks several things at the same time. Where one fails the others are stopped: what they would still find is of no use. */
  async together<T extends readonly unknown[]>(
    ...asks: { readonly [Index in keyof T]: (context: QueryContext) => Promise<T[Index]> }
  ): Promise<T> {
    const failed = new AbortController();
    const context = new QueryContext(this.source, this.request, AbortSignal.any([this.signal, failed.signal]), this.unit, this.breakdown);
    const asking = asks.map((ask) => ask(context));
    try {
      return (await Promise.all(asking)) as unknown as T;
    } catch (error) {
      failed.abort();
      await Promise.allSettled(asking);
      throw error;
    }
  }

  /** The order of values that nothing else orders. */
  get valueOrder(): ValueOrder {
    return valueOrder(this.request.filterMask);
  }

  /** A value of a dimension as whoever asks may see it. */
  readonly shown = (value: string): string => maskNumbers(value, this.request.mask);

  get statementMs(): number {
    return this.facts.reduce((sum, { statementMs }) => sum + statementMs, 0);
  }
}
