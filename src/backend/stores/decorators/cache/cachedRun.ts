import { CallResultError } from '../../../../domain/errors';
import type { AnswerFacts } from '../../answer';
import { maxCounts } from '../../limits';
import type { BucketGrid, TimeRange } from '../../question';
import type { Store, StoreQuestion } from '../../store';
import type { CachedQuestion } from './cachedQuestion';
import type { KeptParts } from './keptParts';
import { type CountedAnswer, type Part, partOf } from './part';
import { type Term, sumOf } from './sums';
import type { Found, KeptUnits, MissingUnits, Template } from './template';
import { piecesOf } from './units';

/** Entries of an answer that are kept; questions with more are left to the store. */
const MAX_KEPT_ENTRIES = 200_000;
/** A guess, for questions by units, of how many final status codes each has. */
const CODES_PER_UNIT = 4;
/** Statements for what is missing of one piece; what is kept between more gaps is asked along with them. */
const MAX_GAPS = 3;

/** The answer would be too large to be summed here. */
export class TooLarge extends Error {}

export interface Asking {
  readonly question: CachedQuestion;
  readonly steps: readonly number[];
  /** Calls before this moment do not change any more. */
  readonly closedUntil: number;
  /** Epoch milliseconds. */
  readonly askedAt: number;
  /** Whether what is kept is good as long as it is there. */
  readonly isLasting: boolean;
}

export interface Summed {
  readonly answer: CountedAnswer;
  /** What was counted just now and may be kept. */
  readonly parts: readonly Part[];
  readonly read: Pick<Found, 'hits' | 'misses' | 'rechecks'>;
}

/**
 * Answers a question from what is kept, and from the store what is not.
 * @throws TooLarge if the store had better be asked for all of it; what the store throws
 */
export async function answerFromKept(
  store: Store,
  template: Template,
  memory: KeptParts,
  asking: Asking,
  signal: AbortSignal
): Promise<Summed> {
  const { question, steps, closedUntil, askedAt, isLasting } = asking;
  const pieces = piecesOf(question.range, steps, closedUntil);
  const found = pieces.flatMap((piece) =>
    piece.step === null ? [] : [withFewGaps(template.find(piece, steps.slice(steps.indexOf(piece.step)), isLasting ? null : askedAt))]
  );
  const missing = found.flatMap((one) => one.missing);
  refuseMany(question, missing);
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const ask = async (asked: CachedQuestion): Promise<CountedAnswer> => {
    const answer = (await store.ask<StoreQuestion>(asked, either)) as CountedAnswer;
    if (answer.kind !== 'counts' && answer.tooMany) {
      throw new TooLarge();
    }
    return answer;
  };
  const askEdge = async ({ from, to }: TimeRange): Promise<Asked> => ({
    answer: await ask({ ...question, range: { from, to } }),
    part: null,
  });
  const askUnits = async (units: MissingUnits): Promise<Asked> => {
    const answer = await ask(questionOf(question, units));
    const origin = { id: memory.nextId(), step: units.step, first: units.from, askedAt };
    const part = answer.calls.length > MAX_KEPT_ENTRIES ? null : partOf(answer, origin, units.to - units.from);
    if (part === null) {
      throw new TooLarge();
    }
    return { answer, part };
  };
  const asked = [...missing.map(askUnits), ...pieces.filter(({ step }) => step === null).map(askEdge)];
  try {
    const answered = await Promise.all(asked);
    const kept = found.flatMap((one) => one.kept);
    const facts = await factsOf(store, answered, kept, either);
    const terms = [...kept, ...answered.map(termOf)];
    const answer = sumOf(question, terms, facts);
    if (answer === null || answer.calls.length > mostEntries(question)) {
      throw new TooLarge();
    }
    const sum = (of: (one: Found) => number) => found.reduce((all, one) => all + of(one), 0);
    return {
      answer,
      parts: answered.flatMap(({ part }) => part ?? []),
      read: { hits: sum(({ hits }) => hits), misses: sum(({ misses }) => misses), rechecks: sum(({ rechecks }) => rechecks) },
    };
  } catch (error) {
    failed.abort();
    await Promise.allSettled(asked);
    throw error instanceof CallResultError && error.kind === 'query' ? new TooLarge() : error;
  }
}

/** An answer of just now; a part where it is of whole units. */
interface Asked {
  readonly answer: CountedAnswer;
  readonly part: Part | null;
}

function termOf({ answer, part }: Asked): Term {
  return part === null ? { answer } : { part, from: part.first, to: part.first + part.starts.length - 1 };
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

function withFewGaps(found: Found): Found {
  const { missing, kept } = found;
  const [first, last] = [missing[0], missing.at(-1)];
  if (first === undefined || last === undefined || missing.length <= MAX_GAPS) {
    return found;
  }
  const [from, to] = [first.from * first.step, last.to * first.step];
  const outside = kept.filter((one) => one.from * one.part.step < from || one.from * one.part.step >= to);
  return { ...found, kept: outside, missing: [{ ...first, to: last.to }] };
}

/** What was run just now; where nothing was, the statement behind most of what is kept. */
async function factsOf(store: Store, asked: readonly Asked[], kept: readonly KeptUnits[], signal: AbortSignal): Promise<AnswerFacts> {
  const ran = asked.map(({ answer }) => answer);
  const { unread } = ran.at(-1) ?? (await store.ask({ kind: 'shape' }, signal));
  const parts = [...new Set(kept.map(({ part }) => part))];
  const [largest] = [...parts].sort((one, other) => other.bytes - one.bytes);
  const told: readonly AnswerFacts[] = [...ran, ...(largest === undefined ? [] : [largest.facts])];
  const statements = told.flatMap((facts) => facts.statements ?? [{ statement: facts.statement, parameters: facts.parameters }]);
  return {
    statement: statements.map(({ statement }) => statement).join(';\n\n'),
    parameters: [],
    statements,
    statementMs: ran.reduce((sum, { statementMs }) => sum + statementMs, 0),
    unread,
    origin: {
      records: [...new Set([...told, ...parts.map(({ facts }) => facts)].flatMap(({ origin }) => origin.records))],
      rollup: told.map(({ origin }) => origin.rollup).find((rollup) => rollup !== null) ?? null,
    },
    ...(parts.length === 0 ? {} : { keptSince: Math.min(...parts.map(({ askedAt }) => askedAt)) }),
  };
}
