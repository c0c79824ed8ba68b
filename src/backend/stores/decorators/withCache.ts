import { LRUCache } from 'lru-cache';
import type { AnswerFacts } from '../answer';
import type { TimeRange } from '../question';
import { answerTo, type Asker, type Store, type StoreAnswer, type StoreQuestion } from '../store';
import { type CachedQuestion, type CachedTimings, isCached, isCachedTimings, templateKey, timingsKey } from './cache/cachedQuestion';
import { answerFromKept, type Asking, type Summed, type WiderTemplate } from './cache/cachedRun';
import type { KeptParts } from './cache/keptParts';
import { LateRecords } from './cache/lateRecords';
import { projectionOf } from './cache/projection';
import { Template } from './cache/template';
import { TooLarge } from './cache/tooLarge';
import { clockOf, timingsFromKept } from './cache/timingsRun';
import { minuteOf, type MissingUnits } from './cache/units';

export interface CacheOptions {
  /** Shared by the data sources of a process. */
  readonly memory: KeptParts;
  /** How long after a moment its calls may still change, milliseconds: what records are late by, and how much later a better record of a call may follow. */
  readonly closesAfterMs: number;
  /** The clock, epoch milliseconds. */
  readonly now: () => number;
}

/** Templates of one data source; of more, those that were asked least recently are forgotten. */
const MAX_TEMPLATES = 1_000;
/** How long a question with too many entries is left to the store. */
const TOO_LARGE_MS = 600_000;

/**
 * The same store, which counts closed units of time once: a question asks for what is not kept, for the narrow edges of its range, and for the
 * end that records still arrive for. The answers are the same as without.
 */
export function withCache(store: Store, { memory, closesAfterMs, now }: CacheOptions): Store {
  if (!memory.isOn) {
    return store;
  }
  let isClosed = false;
  const templates = new LRUCache<string, Template>({ max: MAX_TEMPLATES, dispose: (template) => template.clear() });
  /** A question that each template was asked for. */
  const asked = new WeakMap<Template, CachedQuestion>();
  const templateOf = (key: string): Template => {
    const template = templates.get(key) ?? new Template(memory);
    if (!templates.has(key)) {
      templates.set(key, template);
    }
    return template;
  };
  const onTouched = (touched: readonly TimeRange[]) => {
    const closed = touched.filter(({ from }) => from < now() - closesAfterMs);
    if (closed.length > 0) {
      templates.forEach((template) => template.doubt(closed));
    }
    return closed.length > 0;
  };
  const lateRecords = new LateRecords(store, onTouched, now);
  const versionOf = async (signal: AbortSignal): Promise<string | null> => (await store.version?.(signal)) ?? null;

  /** Null where the store had better be asked. */
  const fromKept = async <A extends AnswerFacts>(
    template: Template,
    answerBy: (times: Omit<Asking, 'question'>, begins: (missing: readonly MissingUnits[]) => void) => Promise<Summed<A> | null>,
    signal: AbortSignal
  ): Promise<A | null> => {
    const askedAt = now();
    if (askedAt < template.tooLargeUntil) {
      return null;
    }
    const version = await versionOf(signal);
    const before = template.version;
    const changes = before === null || version === null || before === version ? null : await store.changes?.(before, version, signal);
    template.keepOnly(version, before, changes ?? null);
    const isLasting = version !== null;
    if (!isLasting) {
      await lateRecords.look(signal);
    }
    const lateChanges = lateRecords.changes;
    const closedUntil = isLasting ? Infinity : minuteOf(askedAt - closesAfterMs);
    let ends = (): void => undefined;
    try {
      const begins = (missing: readonly MissingUnits[]) => (ends = template.inProgress.begin(missing));
      const summed = await answerBy({ closedUntil, askedAt, isLasting }, begins);
      if (summed === null) {
        return null;
      }
      const { answer, parts, combinations, hasAsked, read } = summed;
      if (isLasting && hasAsked && ((await versionOf(signal)) !== version || template.version !== version)) {
        return null;
      }
      if (!isClosed && lateRecords.changes === lateChanges) {
        parts.forEach((part) => template.add(part, combinations));
      }
      template.unread = isLasting ? answer.unread : null;
      memory.metrics.cacheRead(read);
      return answer;
    } catch (error) {
      if (!(error instanceof TooLarge)) {
        throw error;
      }
      template.tooLargeUntil = askedAt + TOO_LARGE_MS;
      return null;
    } finally {
      ends();
    }
  };

  /** Of breakdowns, questions that distinguish fewer dimensions are sums. */
  const widerThan = (question: CachedQuestion, own: Template): WiderTemplate[] =>
    [...templates.values()].flatMap((template) => {
      const of = asked.get(template);
      const projection = of === undefined ? null : projectionOf(of, question);
      const withFirsts = question.kind === 'breakdown' && question.first;
      return projection === null || template === own ? [] : [{ template, projection, withFirsts }];
    });

  const countsFromKept = async (question: CachedQuestion, signal: AbortSignal, asker: Asker): Promise<StoreAnswer | null> => {
    const template = templateOf(templateKey(question));
    const isWanted = template.isWantedBy(asker);
    asked.set(template, question);
    const wider = () => widerThan(question, template);
    return isWanted || wider().some((one) => one.template.isFilled)
      ? fromKept(
          template,
          (times, begins) => answerFromKept(store, template, memory, { question, isWanted, ...times }, wider, begins, signal),
          signal
        )
      : null;
  };

  const timedFromKept = async (question: CachedTimings, signal: AbortSignal): Promise<StoreAnswer | null> => {
    const offsetMs = clockOf(question);
    if (offsetMs === null) {
      return null;
    }
    const template = templateOf(timingsKey(question, offsetMs));
    template.offsetMs = offsetMs;
    return fromKept(template, (times) => timingsFromKept(store, cached, template, memory, { question, ...times }, signal), signal);
  };

  const answerOf = async (question: StoreQuestion, signal: AbortSignal, asker: Asker): Promise<StoreAnswer | null> => {
    if (isCachedTimings(question)) {
      return timedFromKept(question, signal);
    }
    return isCached(question) ? countsFromKept(question, signal, asker) : null;
  };

  const cached: Store = {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal, asker: Asker = {}): Promise<StoreAnswer<Q>> {
      const answer = await answerOf(question, signal, asker);
      return answer === null ? store.ask(question, signal) : answerTo(question, answer);
    },
    async close() {
      isClosed = true;
      lateRecords.close();
      templates.clear();
      await store.close();
    },
  };
  return cached;
}
