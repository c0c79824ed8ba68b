import type { TimingAnswer } from '../../answer';
import type { HistogramQuestion, TimeRange } from '../../question';
import type { Store } from '../../store';
import type { CachedTimings } from './cachedQuestion';
import { type Asking, MAX_KEPT_ENTRIES, type Summed } from './cachedRun';
import { factsOf } from './facts';
import type { KeptParts } from './keptParts';
import { type KeptUnits, ownFacts, type Part, sized, sortedByUnit } from './part';
import type { Template } from './template';
import { timingsOfHistogram } from './timingsOfHistogram';
import { TooLarge } from './tooLarge';
import type { MissingUnits } from './units';

/** Different timings of the buckets that are still open; of more, the store works out the numbers. */
const MAX_OPEN_ENTRIES = 50_000;
/** Results that an entry may have, and one for none. */
const RESULTS = 32;

/** How far the clock of a question's buckets is from UTC, milliseconds; null if it changes within the range. */
export function clockOf({ grid: { offsets }, range: { from, to } }: CachedTimings): number | null {
  const at = offsets.findIndex(({ until }) => until === null || from < until);
  const span = offsets[at];
  return span !== undefined && (span.until === null || to <= span.until) ? span.offsetMs : null;
}

/**
 * Answers a question of timings over time: the numbers of past buckets as they were worked out once, those of the others by how many calls took how long.
 * @param cached the store with what is kept of other questions
 * @throws TooLarge if the store had better be asked for all of it; what the store throws
 */
export async function timingsFromKept(
  store: Store,
  cached: Pick<Store, 'ask'>,
  template: Template,
  memory: KeptParts,
  { question, closedUntil, askedAt, isLasting }: Asking<CachedTimings>,
  signal: AbortSignal
): Promise<Summed<TimingAnswer>> {
  const { combinations, unread } = template;
  const { range, grid } = question;
  const { stepMs } = grid;
  const offsetMs = clockOf(question) ?? 0;
  const startOf = (bucket: number) => bucket * stepMs - offsetMs;
  const [first, past] = [Math.ceil((range.from + offsetMs) / stepMs), Math.floor((Math.min(range.to, closedUntil) + offsetMs) / stepMs)];
  const found = template.find({ from: first * stepMs, to: Math.max(first, past) * stepMs }, [stepMs], isLasting ? null : askedAt);
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const ask = (asked: TimeRange) => store.ask({ ...question, range: asked }, either);
  const read = { hits: found.hits, misses: found.misses, rechecks: found.rechecks };
  const partOf = (answer: TimingAnswer, units: MissingUnits) => partOfTimings(answer, units, { id: memory.nextId(), askedAt });
  if (found.kept.length === 0) {
    const answer = await ask(range);
    const parts = past > first ? [partOf(answer, { step: stepMs, from: first, to: past })] : [];
    return { answer, parts, combinations, hasAsked: true, read };
  }
  const askUnits = async (units: MissingUnits) => {
    const answer = await ask({ from: startOf(units.from), to: startOf(units.to) });
    const part = partOf(answer, units);
    return { answer, part };
  };
  const askOpen = async (open: TimeRange) => ({
    answer: (await openTimings(cached, question, open, either)) ?? (await ask(open)),
    part: null,
  });
  const open = [
    { from: range.from, to: Math.min(range.to, startOf(first)) },
    { from: Math.max(range.from, startOf(past)), to: range.to },
  ].filter(({ from, to }) => from < to);
  const asked = [...found.missing.map(askUnits), ...open.map(askOpen)];
  try {
    const answered = await Promise.all(asked);
    const ran = answered.map(({ answer }) => answer);
    const kept = [...new Set(found.kept.map(({ part }) => part))];
    return {
      answer: { ...joined(question, found.kept, ran), ...(await factsOf(store, ran, kept, unread, either)) },
      parts: answered.flatMap(({ part }) => part ?? []),
      combinations,
      hasAsked: answered.length > 0 || unread === null,
      read,
    };
  } catch (error) {
    failed.abort();
    await Promise.allSettled(asked);
    throw error;
  }
}

/** The numbers of the newest calls out of a histogram, most parts of it kept; null where that would be too large, or does not tell results. */
async function openTimings(
  cached: Pick<Store, 'ask'>,
  question: CachedTimings,
  range: TimeRange,
  signal: AbortSignal
): Promise<TimingAnswer | null> {
  if (question.results !== null) {
    return null;
  }
  const { unit, filters, grid, split, timing, only, answered } = question;
  const of = { ...(unit === undefined ? {} : { unit }), filters, grid, split, timing, only, answered };
  const histogram: HistogramQuestion = { kind: 'histogram', ...of, range, byCode: false, bounds: null, maxEntries: MAX_OPEN_ENTRIES };
  const answer = await cached.ask(histogram, signal);
  return answer.tooMany ? null : timingsOfHistogram(answer, question);
}

/** The entries of some buckets that follow each other. */
function partOfTimings(answer: TimingAnswer, { step, from, to }: MissingUnits, origin: Pick<Part, 'id' | 'askedAt'>): Part {
  const rows = Array.from(answer.calls.keys()).filter((row) => isWithin(answer.bucket?.[row] ?? NaN, from, to));
  if (rows.length > MAX_KEPT_ENTRIES) {
    throw new TooLarge();
  }
  const unit = Uint32Array.from(rows.map((row) => (answer.bucket?.[row] ?? NaN) - from));
  const { starts, order } = sortedByUnit(unit, to - from);
  const rowOf = (place: number) => rows[place] ?? 0;
  const sorted = (column: Float64Array) => Float64Array.from(order).map((place) => column[rowOf(place)] ?? NaN);
  const { total, longest, below, ranks } = answer;
  return sized({
    ...origin,
    step,
    first: from,
    starts,
    combination: order.map((place) => ((answer.group?.[rowOf(place)] ?? -1) + 1) * RESULTS + (answer.result?.[rowOf(place)] ?? -1) + 1),
    calls: sorted(answer.calls),
    firsts: null,
    moments: null,
    numbers: [total, longest, below, ...ranks].map(sorted),
    facts: ownFacts(answer),
  });
}

function isWithin(bucket: number, from: number, to: number): boolean {
  return bucket >= from && bucket < to;
}

/** The entries of what is kept and of the answers of just now; no bucket is in two of them. */
function joined(
  { split, results }: CachedTimings,
  kept: readonly KeptUnits[],
  answers: readonly TimingAnswer[]
): Omit<TimingAnswer, keyof ReturnType<typeof ownFacts>> {
  const columns: number[][] = [];
  const add = (column: number, values: Iterable<number>) => {
    const all = (columns[column] ??= []);
    for (const value of values) {
      all.push(value);
    }
  };
  for (const { part, from, to } of kept) {
    const [begin, end] = [part.starts[from - part.first] ?? 0, part.starts[to - part.first] ?? 0];
    for (let unit = from; unit < to; unit++) {
      const rows = (part.starts[unit + 1 - part.first] ?? 0) - (part.starts[unit - part.first] ?? 0);
      add(0, new Array<number>(rows).fill(unit));
    }
    const combination = part.combination.subarray(begin, end);
    add(
      1,
      Int32Array.from(combination).map((one) => (one % RESULTS) - 1)
    );
    add(
      2,
      Int32Array.from(combination).map((one) => Math.floor(one / RESULTS) - 1)
    );
    [part.calls, ...(part.numbers ?? [])].forEach((column, index) => add(3 + index, column.subarray(begin, end)));
  }
  for (const { bucket, result, group, calls, total, longest, below, ranks } of answers) {
    const none = new Int32Array(calls.length).fill(-1);
    [bucket ?? none, result ?? none, group ?? none, calls, total, longest, below, ...ranks].forEach((column, index) => add(index, column));
  }
  const column = (index: number) => Float64Array.from(columns[index] ?? []);
  return {
    kind: 'timing',
    bucket: column(0),
    result: results === null ? null : Int32Array.from(columns[1] ?? []),
    group: split === null ? null : Int32Array.from(columns[2] ?? []),
    calls: column(3),
    total: column(4),
    longest: column(5),
    below: column(6),
    ranks: columns.slice(7).map((values) => Float64Array.from(values)),
  };
}
