import type { CallUnit } from '../../../domain/callUnit';
import type { RecordsRead } from '../../../domain/explanation';
import { maskNumbers, type NumberMask } from '../../../domain/numberMask';
import type { RuleTable } from '../../../domain/rules';
import type { AnswerFacts } from '../../stores/answer';
import type { TimeRange } from '../../stores/question';
import type { Store, StoreAnswer, StoreQuestion } from '../../stores/store';
import type { ManyValues } from './manyValues';

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
  readonly manyValues: ManyValues;
}

/** What Grafana says beside the query itself. */
export interface Asked {
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
}

/** Asks a store on behalf of one query and remembers what was run. */
export class Inquiry {
  readonly facts: AnswerFacts[] = [];

  constructor(
    readonly source: CallSource,
    readonly asked: Asked,
    readonly signal: AbortSignal,
    readonly unit: CallUnit
  ) {}

  async ask<Q extends StoreQuestion>(question: Q): Promise<StoreAnswer<Q>> {
    const answer = await this.source.store.ask({ ...question, unit: this.unit }, this.signal);
    this.facts.push(answer);
    return answer;
  }

  /** A value of a dimension as whoever asks may see it. */
  readonly shown = (value: string): string => maskNumbers(value, this.asked.mask);

  get statementMs(): number {
    return this.facts.reduce((sum, { statementMs }) => sum + statementMs, 0);
  }
}
