import { type Timing, TIMING_FACTS } from '../../domain/timings';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';
import { summariesOfAnswer, summariesOfCells, type TimingSummaries } from './summaries';
import { timingCells, type TimingCells, type TimingShape } from './values';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { HistogramAnswer, TimingAnswer } from '../../backend/stores/answer';
import { MAX_ANSWER_ROWS } from '../../backend/stores/limits';
import type { HistogramQuestion, TimedCalls } from '../../backend/stores/question';
import { MAX_ENTRIES } from '../../backend/queries/ask/highCardinalityCache';
import type { QueryContext } from '../../backend/queries/ask/queryContext';

/** Which calls are timed. */
export interface Timed {
  readonly scope: Pick<TimedCalls, 'range' | 'filters' | 'grid' | 'split'>;
  readonly shown: ShownResults;
  readonly shape: TimingShape;
}

/** What is asked of their timings. */
export interface TimingsWanted {
  readonly timings: readonly Timing[];
  readonly percents: readonly number[];
  /** Calls that took less than these milliseconds are counted apart. */
  readonly below: number;
}

interface CountedTimings {
  readonly summaries: ReadonlyMap<Timing, TimingSummaries>;
  /** Calls that tell each timing. */
  readonly known: ReadonlyMap<Timing, number>;
  /** Whether any call is in none of the split's groups. */
  readonly others: boolean;
}

/** Asks the store for each timing of the shown results; only answered calls where the timing is one of theirs. */
export async function askTimings(wanted: TimingsWanted, timed: Timed, context: QueryContext): Promise<CountedTimings> {
  const summaries = new Map<Timing, TimingSummaries>();
  const known = new Map<Timing, number>();
  let others = false;
  for (const timing of wanted.timings) {
    const { answer, summary } = await summarise(timing, wanted, timed, context);
    others ||= answer.group?.includes(-1) ?? false;
    known.set(timing, totalCalls(answer));
    summaries.set(timing, summary);
  }
  return { summaries, known, others };
}

/** Histograms in classes of milliseconds. */
export async function askHistogram(
  timing: Timing,
  bounds: readonly number[],
  { scope, shown, shape }: Timed,
  context: QueryContext
): Promise<{ cells: TimingCells; known: number }> {
  const answer = await context.ask({
    kind: 'histogram',
    ...timedCalls(timing, scope, shown, context),
    byCode: false,
    bounds,
    maxEntries: MAX_ANSWER_ROWS,
  });
  return { cells: timingCells(answer, context.source.rules, shape), known: totalCalls(answer) };
}

async function summarise(
  timing: Timing,
  { percents, below }: TimingsWanted,
  timed: Timed,
  context: QueryContext
): Promise<{ answer: HistogramAnswer | TimingAnswer; summary: TimingSummaries }> {
  const { scope, shown, shape } = timed;
  const { rules } = context.source;
  const of = timedCalls(timing, scope, shown, context);
  const histogram = await smallHistogram(
    { kind: 'histogram', ...of, byCode: shape.results !== null, bounds: null, maxEntries: MAX_ENTRIES },
    context
  );
  if (histogram !== null) {
    return { answer: histogram, summary: summariesOfCells(timingCells(histogram, rules, shape), below) };
  }
  const results = shape.results === null ? null : { rules, results: shape.results };
  const answer = await context.ask({ kind: 'timing', ...of, results, percents, below });
  return { answer, summary: summariesOfAnswer(answer, percents, shape) };
}

/**
 * A histogram of whole milliseconds if it is small, which is the fastest then; else null. Over a range it has no more entries
 * than there are different timings, over time nearly as many as there are calls.
 */
async function smallHistogram(question: HistogramQuestion, context: QueryContext): Promise<HistogramAnswer | null> {
  const { highCardinalityCache } = context.source;
  const key = JSON.stringify([context.unit, 'timing', question.timing]);
  if (question.grid !== null || highCardinalityCache.has(key, 1)) {
    return null;
  }
  const answer = await context.ask(question);
  if (answer.tooMany) {
    highCardinalityCache.add(key, 1);
    return null;
  }
  return answer;
}

function timedCalls(timing: Timing, scope: Timed['scope'], shown: ShownResults, { source: { rules } }: QueryContext): TimedCalls {
  return {
    timing,
    ...scope,
    only: shown.all ? null : { rules, results: shown.results },
    answered: TIMING_FACTS[timing].answeredOnly ? rules : null,
  };
}
