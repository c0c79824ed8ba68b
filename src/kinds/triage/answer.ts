import type { TriageQuery } from './schema';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { diagnose, notAnswered } from './diagnose';
import { triageTable } from './table';
import { triageText } from './text';
import { allCalls, type Breakdown, examineDimensions, type Examined, largestValues } from '../../backend/queries/ask/examinedDimensions';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { type Plan, together } from '../../backend/queries/ask/plan';
import type { Side } from '../../backend/queries/ask/twoSides';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { TimeRange } from '../../backend/stores/question';
import type { CallResult } from '../../domain/results';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import { type AgainstUsual, againstUsual } from '../../backend/queries/ask/usualCalls';
import { withPeriods, type WorseSince } from './since';
import { gotWorse } from './worse';
import { whyNotCompared, worseText } from './worseText';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

/** Dimensions that are compared where a query names none, each at the cost of ten statements, whose answers are kept. */
const MAX_COMPARED = 4;

interface CountedTriage {
  /** Null where nothing is compared, or nothing can be. */
  readonly sides: AgainstUsual | null;
  readonly worse: readonly WorseSince[];
  /** Whether there are enough calls to say that nothing is. */
  readonly couldTell: boolean;
  readonly examined: Examined;
  readonly answer: CountsAnswer;
  readonly breakdowns: readonly Breakdown[];
}

const NOTHING = { worse: [], couldTell: false };

/** A second round is for dimensions of very many values alone: which of them have the most calls of the results that were found. */
export const triageAnswer: KindAnswer<TriageQuery, CountedTriage> = {
  *plan(query, context) {
    const { range } = context.request;
    const side = { range, filters: yield* valueFilters(query.filters, range, context) };
    const examined = yield* examineDimensions(query.dimensions, side);
    const answer = yield* allCalls(examined.dimensions, side);
    const results = diagnosed(query, answer, context);
    const dimensions = results.length === 0 ? [] : examined.dimensions;
    const breakdowns = yield* together(...dimensions.map((dimension) => largestValues(dimension, results, side, context)));
    const compared = query.dimensions.length > 0 ? examined.dimensions : examined.dimensions.slice(0, MAX_COMPARED);
    const zone = zoneOf(query, context);
    const { settledUntil } = context.request;
    const sides = query.baseline === 'none' ? null : yield* againstUsual(query.baseline, side, compared, settledUntil, zone);
    const judged = sides === null ? NOTHING : yield* whatGotWorse(query, sides, side, context);
    return { sides, ...judged, examined, answer, breakdowns };
  },

  evaluate(query, { sides, worse, couldTell, examined, answer, breakdowns }, context) {
    const { rules } = context.source;
    const results = diagnosed(query, answer, context);
    const diagnoses = results.map((result) => diagnose(result, answer, breakdowns, rules, query));
    const calls = totalCalls(answer);
    const isCompared = query.baseline !== 'none' && calls > 0;
    const whyNot = isCompared && worse.length === 0 ? whyNotCompared(sides) : null;
    const texts = {
      first: isCompared && whyNot === null && sides !== null ? [worseText(worse, sides, couldTell, zoneOf(query, context))] : [],
      last: whyNot === null ? [] : [whyNot],
    };
    return {
      bodies: [triageTable(worse, diagnoses), triageText(texts, diagnoses, calls)],
      calls,
      range: context.request.range,
      numbers: explainedResults(answer, rules, { results, onlyIfAny: new Set() }),
      custom: {
        examined: examined.dimensions.map(({ dimension }) => dimension),
        ...(sides === null ? {} : { baseline: baselineOf(sides) }),
      },
      notices: examined.notices,
    };
  },
};

function* whatGotWorse(
  query: TriageQuery,
  sides: AgainstUsual,
  side: Side,
  context: QueryContext
): Plan<Pick<CountedTriage, 'worse' | 'couldTell'>> {
  const { worse, couldTell } = gotWorse(sides, shownResults(query.results).results, context);
  return { worse: yield* withPeriods(worse, sides, side, context.source.rules, zoneOf(query, context)), couldTell };
}

function zoneOf({ timeZone }: TriageQuery, { source }: QueryContext): string {
  return timeZone ?? source.timeZone;
}

function baselineOf({ current, baseline, of, parts }: AgainstUsual) {
  const plain = ({ from, to }: TimeRange) => ({ from, to });
  return {
    of,
    calls: baseline.reduce((sum, { whole }) => sum + totalCalls(whole), 0),
    ranges: baseline.map(({ range }) => plain(range)),
    compared: plain(current.range),
    ...(parts === null ? {} : { parts: { of: parts.of, compared: parts.current.parts.map(plain) } }),
  };
}

function diagnosed(query: TriageQuery, answer: CountsAnswer, { source: { rules } }: QueryContext): readonly CallResult[] {
  const occurring = notAnswered(answer, rules, shownResults(query.results).results);
  return query.of === 'dominant' ? occurring.slice(0, 1) : occurring;
}
