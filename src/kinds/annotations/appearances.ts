import type { AnnotationsQuery } from './schema';
import { reasonPhrase } from '../../domain/reasonPhrases';
import type { ShowText } from '../../domain/numberMask';
import { type CallResult, RESULTS, resultPosition } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../../backend/stores/answer';
import { classifier } from '../../backend/queries/after/counting/classify';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import { activities } from './activity';
import { callsText, type Event } from './event';

export interface Watched {
  readonly buckets: TimeBuckets;
  readonly quietMs: number;
  /** Buckets from this one on are not settled. */
  readonly until: number;
  readonly shown: ShowText;
}

interface Seen {
  readonly name: string;
  readonly tag: string;
  readonly result: CallResult;
  readonly calls: Map<number, number>;
}

/**
 * Results or codes that appear after a quiet time, at the bucket of their first call. A quiet time without any call at
 * all says nothing: whatever comes after a pause of all calls is not new.
 */
export function appearances(
  { by, quiet }: Pick<AnnotationsQuery, 'by' | 'quiet'>,
  answer: CountsAnswer,
  rules: RuleTable,
  results: readonly CallResult[],
  watched: Watched
): Event[] {
  const { buckets, quietMs, until } = watched;
  const lastCall = endsOfCallsBefore(answer, buckets);
  const seen = seenThings(by, answer, rules, watched).filter(({ result }) => results.includes(result));
  return seen.flatMap(({ name, tag, result, calls }) =>
    activities(calls, buckets, quietMs, until)
      .filter(({ first, from }) => from - quietMs >= buckets.range.from && (lastCall[first] ?? -Infinity) > from - quietMs)
      .map(({ first, from }): Event => {
        const text = `${callsText(calls.get(first) ?? 0)} within ${buckets.name}, none in the ${quiet} before.`;
        return { time: from, timeEnd: from, title: `${name} appeared`, text, tags: [...new Set(['appeared', tag, result])] };
      })
  );
}

function seenThings(by: AnnotationsQuery['by'], answer: CountsAnswer, rules: RuleTable, { buckets, shown }: Watched): Seen[] {
  const things = new Map<number | CallResult, Seen>();
  const resultOf = classifier(rules, answer);
  const words = answer.words.length + 1;
  answer.calls.forEach((calls, row) => {
    const [code, word] = [answer.code[row] ?? -1, answer.word[row] ?? -1];
    const result = resultOf(row);
    const key = by === 'result' ? result : (code * words + word) * RESULTS.length + resultPosition(result);
    let seen = things.get(key);
    if (seen === undefined) {
      seen = {
        ...(by === 'result' ? { name: result, tag: result } : named(code, word < 0 ? null : shown(answer.words[word] ?? ''))),
        result,
        calls: new Map(),
      };
      things.set(key, seen);
    }
    add(seen.calls, buckets.positionOf(answer.bucket?.[row] ?? NaN), calls);
  });
  return [...things.values()];
}

function named(code: number, word: string | null): { name: string; tag: string } {
  if (code < 0) {
    return { name: word ?? 'No code', tag: word ?? 'none' };
  }
  return { name: [code, word ?? reasonPhrase(code)?.phrase ?? ''].join(' ').trim(), tag: String(code) };
}

/** For each bucket when the last one before it that has any call ends; -Infinity if there is none. */
function endsOfCallsBefore(answer: CountsAnswer, { starts, lengths, positionOf }: TimeBuckets): Float64Array {
  const all = new Float64Array(starts.length);
  answer.calls.forEach((calls, row) => (all[positionOf(answer.bucket?.[row] ?? NaN)]! += calls));
  let last = -Infinity;
  return starts.map((start, bucket) => {
    const before = last;
    last = (all[bucket] ?? 0) > 0 ? start + (lengths[bucket] ?? 0) : last;
    return before;
  });
}

function add(sums: Map<number, number>, bucket: number, calls: number): void {
  if (calls > 0) {
    sums.set(bucket, (sums.get(bucket) ?? 0) + calls);
  }
}
