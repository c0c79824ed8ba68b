import { answeredCalls, selectResults } from '../../backend/stores/selectResults';
import { type Timing, TIMING_FACTS } from '../../domain/timings';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';
import type { HistogramAnswer, TimingAnswer } from '../../backend/stores/answer';
import { MAX_ANSWER_ROWS } from '../../backend/stores/limits';
import type { HistogramQuestion, TimedCalls } from '../../backend/stores/question';
import type { CallResult } from '../../domain/results';
import { MAX_ENTRIES } from '../../backend/queries/ask/highCardinalityCache';
import { ask, askIfFew, type Plan } from '../../backend/queries/ask/plan';
import type { QueryContext } from '../../backend/queries/ask/queryContext';

/** Which calls are timed. */
export interface Timed {
  readonly scope: Pick<TimedCalls, 'range' | 'filters' | 'grid' | 'split'>;
  readonly shown: ShownResults;
}

/** The part of the query about their timings. */
export interface TimingsWanted {
  readonly timings: readonly Timing[];
  /** Results that are distinguished; null if none are. */
  readonly results: readonly CallResult[] | null;
  readonly percents: readonly number[];
  /** Calls that took less than these milliseconds are counted apart. */
  readonly below: number;
}

/** What the store said of a timing: how many calls took how long or, where that is too much, its numbers. */
export interface CountedTiming {
  readonly timing: Timing;
  readonly answer: HistogramAnswer | TimingAnswer;
}

/** Asks the store for each timing of the shown results; only answered calls where the timing is one of theirs. */
export function* askTimings(wanted: TimingsWanted, timed: Timed, context: QueryContext): Plan<CountedTiming[]> {
  const counted: CountedTiming[] = [];
  for (const timing of wanted.timings) {
    counted.push(yield* askTiming(timing, wanted, timed, context));
  }
  return counted;
}

/** A histogram in classes of milliseconds. */
export function askClasses(timing: Timing, bounds: readonly number[], timed: Timed, context: QueryContext): Plan<HistogramAnswer> {
  return ask({ kind: 'histogram', ...timedCalls(timing, timed, context), byCode: false, bounds, maxEntries: MAX_ANSWER_ROWS });
}

function* askTiming(timing: Timing, { results, percents, below }: TimingsWanted, timed: Timed, context: QueryContext): Plan<CountedTiming> {
  const of = timedCalls(timing, timed, context);
  const histogram = yield* smallHistogram({ kind: 'histogram', ...of, byCode: results !== null, bounds: null, maxEntries: MAX_ENTRIES });
  if (histogram !== null) {
    return { timing, answer: histogram };
  }
  const { rules } = context.source;
  const apart = results === null ? null : selectResults(rules, results);
  return { timing, answer: yield* ask({ kind: 'timing', ...of, results: apart, percents, below }) };
}

/**
 * A histogram of whole milliseconds if it is small, which is the fastest then; else null. Over a range it has no more entries
 * than there are different timings, over time nearly as many as there are calls.
 */
function* smallHistogram(question: HistogramQuestion): Plan<HistogramAnswer | null> {
  return question.grid === null ? yield* askIfFew(question, { names: ['timing', question.timing], buckets: 1 }) : null;
}

function timedCalls(timing: Timing, { scope, shown }: Timed, { source: { rules } }: QueryContext): TimedCalls {
  return {
    timing,
    ...scope,
    only: shown.all ? null : selectResults(rules, shown.results),
    answered: TIMING_FACTS[timing].answeredOnly ? answeredCalls(rules) : null,
  };
}
