import { CallResultError } from '../../domain/errors';
import { type TimingMeasure, type TimingQuery, type TimingStatistic } from './schema';
import { type Timing, TIMING_FACTS } from '../../domain/timings';
import type { Quantity } from '../../backend/queries/after/tables/table';
import { meanOf, shareBelow, timingStatistic, type TimingSummary } from './statistics';

/** One number that is asked of a timing. */
export interface TimingNumber {
  readonly name: string;
  readonly timing: Timing;
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string;
  readonly quantity: Quantity;
  of(summary: TimingSummary): number;
}

const STATISTIC_WORDS: Readonly<Record<TimingStatistic, string>> = {
  count: 'Calls that have a known',
  mean: 'Mean',
  p50: 'Median (nearest rank) of the',
  p90: '90th percentile (nearest rank) of the',
  p95: '95th percentile (nearest rank) of the',
  p99: '99th percentile (nearest rank) of the',
  max: 'Longest',
};

/** The timings that a query asks: the post-dial delay where it names none and no measure either. */
function askedTimings({ timings, measures }: TimingQuery): readonly Timing[] {
  return timings.length === 0 && measures.length === 0 ? ['pdd'] : timings;
}

/**
 * The timings that an answer needs, each once.
 * @throws CallResultError `query` if a histogram is asked of what it cannot show.
 */
export function timingsToCount(query: TimingQuery): readonly Timing[] {
  const asked = askedTimings(query);
  const needed = [...new Set([...asked, ...query.measures.map((): Timing => 'duration')])];
  if (query.over === 'histogram' && (needed.length > 1 || query.splitBy.length > 0 || query.byResult || query.measures.length > 0)) {
    throw new CallResultError(
      'query',
      'over: a histogram shows one timing of all calls. Choose one timing without measures, and remove splitBy and byResult; filters and results still apply.'
    );
  }
  return needed;
}

/** All numbers of a query, those of the timings first. */
export function timingNumbers(query: TimingQuery): TimingNumber[] {
  const ofTimings = askedTimings(query).flatMap((timing) => query.statistics.map((statistic) => statisticOf(timing, statistic)));
  const numbers = [...ofTimings, ...query.measures.map((measure) => measureOf(measure, query.shortUnderMs))];
  return numbers.map((number) => (number.quantity.of === 'calls' ? number : ofEnough(number, query.minimumCalls)));
}

/** The same number, which is unknown of too few calls. */
function ofEnough(number: TimingNumber, minimumCalls: number): TimingNumber {
  return { ...number, of: (summary) => (summary.calls < minimumCalls ? NaN : number.of(summary)) };
}

function statisticOf(timing: Timing, statistic: TimingStatistic): TimingNumber {
  const { title, answeredOnly } = TIMING_FACTS[timing];
  return {
    name: `${timing} ${statistic}`,
    timing,
    labels: { timing, statistic },
    description: `${STATISTIC_WORDS[statistic]} ${title}${answeredOnly ? ' of answered calls' : ''}.`,
    quantity: statistic === 'count' ? { of: 'calls' } : { of: 'milliseconds' },
    of: (summary) => timingStatistic(statistic, summary),
  };
}

function measureOf(measure: TimingMeasure, shortUnderMs: number): TimingNumber {
  const base = { name: measure, timing: 'duration', labels: { measure } } as const;
  switch (measure) {
    case 'ACD':
      return {
        ...base,
        description: 'Average call duration: the mean duration of answered calls.',
        quantity: { of: 'milliseconds' },
        of: meanOf,
      };
    case 'short calls':
      return {
        ...base,
        description: `Share of answered calls that were shorter than ${shortUnderMs / 1_000} s.`,
        quantity: { of: 'share' },
        of: shareBelow,
      };
  }
}
