import { CallResultError } from '../../../../domain/errors';
import { orAborted } from '../../cancelled';
import { maxCounts } from '../../limits';
import type { BucketGrid, TimeRange } from '../../question';
import type { Store, StoreQuestion } from '../../store';
import type { CachedQuestion } from './cachedQuestion';
import type { Combinations, CountedAnswer } from './combinations';
import { factsOf } from './facts';
import type { KeptParts } from './keptParts';
import { minuteByMoments, type Part, partOf } from './part';
import type { Projection } from './projection';
import { type Term, sumOf } from './sums';
import type { Found, Template } from './template';
import { TooLarge } from './tooLarge';
import { MINUTE, type MissingUnits, piecesOf, unitSteps } from './units';
import { lengthOf } from './unitsInProgress';

/** Entries of an answer that are kept; questions with more are left to the store. */
export const MAX_KEPT_ENTRIES = 200_000;
/** Units of a range; no query has as many buckets. */
const MAX_UNITS = 50_000;
/** A guess, for questions by units, of how many final status codes each has. */
const CODES_PER_UNIT = 4;
/** Calls of a minute that are kept one by one; of busier ones, the edges of a range are asked as they are. */
const MAX_MOMENTS = 5_000;
/** The part of a range that a question that nobody has repeated yet may lack of what others keep; of more, its own statement costs less. */
const MAX_LACKING = 1 / 4;

export interface Asking<Q = CachedQuestion> {
  readonly question: Q;
  /** Calls before this moment do not change any more. */
  readonly closedUntil: number;
  /** Epoch milliseconds. */
  readonly askedAt: number;
  /** Whether what is kept is good as long as it is there. */
  readonly isLasting: boolean;
}

export interface AskingCounts extends Asking {
  /** Whether it was asked before, so that its units are worth counting. */
  readonly isWanted: boolean;
}

/** A template whose parts tell more than those of another one. */
export interface WiderTemplate {
  readonly template: Template;
  readonly projection: Projection;
  /** Whether it is to be known when the first call was. */
  readonly withFirsts: boolean;
}

export interface Summed<A = CountedAnswer> {
  readonly answer: A;
  /** What was counted just now and may be kept. */
  readonly parts: readonly Part[];
  readonly combinations: Combinations;
  /** Whether the store was asked for anything. */
  readonly hasAsked: boolean;
  readonly read: Pick<Found, 'hits' | 'misses' | 'rechecks'>;
}

/**
 * Answers a question from what is kept, and from the store what is not. Null where its own statement costs less.
 * @param wider templates that tell all that this one does, and more
 * @param begins is told what is being counted now
 * @throws TooLarge if the store had better be asked for all of it; what the store throws
 */
export async function answerFromKept(
  store: Store,
  template: Template,
  memory: KeptParts,
  asking: AskingCounts,
  wider: () => readonly WiderTemplate[],
  begins: (missing: readonly MissingUnits[]) => void,
  signal: AbortSignal
): Promise<Summed | null> {
  const { question, closedUntil, askedAt, isLasting, isWanted } = asking;
  const steps = unitSteps(question.grid, question.kind === 'histogram');
  const now = isLasting ? null : askedAt;
  const pieces = piecesOf(question.range, steps, closedUntil);
  if (steps.length === 0 || pieces.reduce((sum, { from, to, step }) => sum + (step === null ? 0 : (to - from) / step), 0) > MAX_UNITS) {
    throw new TooLarge();
  }
  const look = () => {
    const { combinations } = template;
    const found = pieces.flatMap((piece) =>
      piece.step === null ? [] : [findOrTakeOver(template, piece, steps.slice(steps.indexOf(piece.step)), now, wider)]
    );
    if (template.combinations !== combinations) {
      // There is no room for them.
      throw new TooLarge();
    }
    return found;
  };
  let found = look();
  const others = isWanted ? template.inProgress.ofMost(found.flatMap((one) => one.missing)) : [];
  if (others.length > 0) {
    await orAborted(signal, Promise.all(others));
    found = look();
  }
  const { combinations, unread } = template;
  const edges = pieces.flatMap((piece) => (piece.step === null ? [edgeOf(piece, template, closedUntil, now)] : []));
  const missing = found.flatMap((one) => one.missing);
  if (!isWanted && lengthOf(missing) > MAX_LACKING * (question.range.to - question.range.from)) {
    return null;
  }
  refuseMany(question, missing);
  begins(missing);
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const ask = async (asked: CachedQuestion): Promise<CountedAnswer> => {
    const answer = (await store.ask<StoreQuestion>(asked, either)) as CountedAnswer;
    if (answer.kind !== 'counts' && answer.tooMany) {
      throw new TooLarge();
    }
    return answer;
  };
  const askUnits = async (units: MissingUnits): Promise<Asked> => {
    const answer = await ask(questionOf(question, units));
    const origin = { id: memory.nextId(), step: units.step, first: units.from, askedAt };
    const part = answer.calls.length > MAX_KEPT_ENTRIES ? null : partOf(answer, combinations, origin, units.to - units.from);
    if (part === null) {
      throw new TooLarge();
    }
    return { answer, part, term: { part, from: units.from, to: units.to } };
  };
  const askEdge = async ({ range }: Edge): Promise<Asked> => {
    const answer = await ask({ ...question, range });
    template.sawCalls(totalOf(answer), range);
    return { answer, part: null, term: { answer } };
  };
  const askMoments = async (edge: Edge, minute: number): Promise<Asked> => {
    const answer = await ask(questionOf(question, { step: 1, from: minute * MINUTE, to: (minute + 1) * MINUTE }));
    const part = minuteByMoments(answer, combinations, { id: memory.nextId(), first: minute, askedAt });
    if (part === null) {
      throw new TooLarge();
    }
    template.sawCalls(totalOf(answer), { from: 0, to: MINUTE });
    return { answer, part, term: { part, within: edge.range } };
  };
  const asked = [
    ...missing.map(askUnits),
    ...edges.flatMap((edge) => (edge.kept !== null ? [] : [edge.minute === null ? askEdge(edge) : askMoments(edge, edge.minute)])),
  ];
  try {
    const answered = await Promise.all(asked);
    const keptEdges = edges.flatMap(({ kept, range }) => (kept === null ? [] : [{ part: kept, within: range }]));
    const terms: Term[] = [...found.flatMap((one) => one.kept), ...keptEdges, ...answered.map(({ term }) => term)];
    const keptParts = [...new Set([...found.flatMap((one) => one.kept), ...keptEdges].map(({ part }) => part))];
    const facts = await factsOf(
      store,
      answered.map(({ answer: ran }) => ran),
      keptParts,
      unread,
      either
    );
    const answer = sumOf(question, combinations, terms, facts);
    if (answer === null || answer.calls.length > mostEntries(question)) {
      throw new TooLarge();
    }
    const sum = (of: (one: Found) => number) => found.reduce((all, one) => all + of(one), 0);
    return {
      answer,
      parts: answered.flatMap(({ part }) => part ?? []),
      combinations,
      hasAsked: answered.length > 0 || unread === null,
      read: {
        hits: sum(({ hits }) => hits) + keptEdges.length,
        misses: sum(({ misses }) => misses),
        rechecks: sum(({ rechecks }) => rechecks),
      },
    };
  } catch (error) {
    failed.abort();
    await Promise.allSettled(asked);
    throw error instanceof CallResultError && error.kind === 'query' ? new TooLarge() : error;
  }
}

/** What is kept; of what is missing, what a template that tells more keeps of it. */
function findOrTakeOver(
  template: Template,
  piece: TimeRange,
  steps: readonly number[],
  now: number | null,
  wider: () => readonly WiderTemplate[]
): Found {
  const found = template.find(piece, steps, now);
  const taken = found.missing.filter((missing) =>
    wider().some((one) => template.takeOver(one.template, missing, steps, one.projection, one.withFirsts, now))
  );
  return taken.length === 0 ? found : template.find(piece, steps, now);
}

/** What is less than a unit, or still open. */
interface Edge {
  readonly range: TimeRange;
  /** The minute that it is a part of, if that is kept or is to be: its calls one by one. */
  readonly minute: number | null;
  readonly kept: Part | null;
}

/** The same minute is the edge of many refreshes. */
function edgeOf({ from, to }: TimeRange, template: Template, closedUntil: number, now: number | null): Edge {
  const minute = Math.floor(from / MINUTE);
  const end = (minute + 1) * MINUTE;
  const isFew = template.busiestMinute !== null && template.busiestMinute <= MAX_MOMENTS;
  return to <= end && end <= closedUntil && isFew
    ? { range: { from, to }, minute, kept: template.findMoments(minute, now) }
    : { range: { from, to }, minute: null, kept: null };
}

function totalOf({ calls }: CountedAnswer): number {
  return calls.reduce((sum, count) => sum + count, 0);
}

/** An answer of just now, and what it adds to the sum; a part where it may be kept. */
interface Asked {
  readonly answer: CountedAnswer;
  readonly part: Part | null;
  readonly term: Term;
}

function questionOf(question: CachedQuestion, { step, from, to }: MissingUnits): CachedQuestion {
  const grid: BucketGrid | null = to - from === 1 ? null : { stepMs: step, offsets: [{ until: null, offsetMs: 0 }] };
  const range = { from: from * step, to: to * step };
  return question.kind === 'counts'
    ? { ...question, range, grid }
    : { ...question, range, grid, maxEntries: Math.min(question.maxEntries, MAX_KEPT_ENTRIES) };
}

/** Counts have no limit of their own that would stop the statement. */
function refuseMany(question: CachedQuestion, missing: readonly MissingUnits[]): void {
  const units = missing.reduce((sum, { from, to }) => sum + to - from, 0);
  const groups = question.kind === 'counts' ? (question.split?.groups.length ?? 0) + 1 : 1;
  if (units * groups * CODES_PER_UNIT > MAX_KEPT_ENTRIES) {
    throw new TooLarge();
  }
}

function mostEntries(question: CachedQuestion): number {
  return question.kind === 'counts' ? maxCounts(question) : question.maxEntries;
}
