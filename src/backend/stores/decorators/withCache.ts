import { LRUCache } from 'lru-cache';
import { answerTo, type Store, type StoreAnswer, type StoreQuestion } from '../store';
import { type CachedQuestion, isCached, templateKey } from './cache/cachedQuestion';
import { answerFromKept } from './cache/cachedRun';
import type { KeptParts } from './cache/keptParts';
import { Template } from './cache/template';
import { TooLarge } from './cache/tooLarge';
import { minuteOf, unitSteps } from './cache/units';

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
  const templateOf = (question: CachedQuestion): Template => {
    const key = templateKey(question);
    const template = templates.get(key) ?? new Template(memory);
    if (!templates.has(key)) {
      templates.set(key, template);
    }
    return template;
  };
  const versionOf = async (signal: AbortSignal): Promise<string | null> => (await store.version?.(signal)) ?? null;

  /** Null where the store had better be asked. */
  const fromKept = async (question: CachedQuestion, signal: AbortSignal): Promise<StoreAnswer | null> => {
    const steps = unitSteps(question.grid);
    const template = templateOf(question);
    const askedAt = now();
    const isWanted = template.isWanted;
    template.isWanted = true;
    if (!isWanted || steps.length === 0 || askedAt < template.tooLargeUntil) {
      return null;
    }
    const version = await versionOf(signal);
    template.keepOnly(version);
    const isLasting = version !== null;
    const closedUntil = isLasting ? Infinity : minuteOf(askedAt - closesAfterMs);
    try {
      const asking = { question, steps, closedUntil, askedAt, isLasting };
      const { answer, parts, combinations, hasAsked, read } = await answerFromKept(store, template, memory, asking, signal);
      if (isLasting && hasAsked && ((await versionOf(signal)) !== version || template.version !== version)) {
        return null;
      }
      if (!isClosed) {
        parts.forEach((part) => template.add(part, combinations));
      }
      memory.metrics.cacheRead(read);
      return answer;
    } catch (error) {
      if (!(error instanceof TooLarge)) {
        throw error;
      }
      template.tooLargeUntil = askedAt + TOO_LARGE_MS;
      return null;
    }
  };

  return {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
      const answer = isCached(question) ? await fromKept(question, signal) : null;
      return answer === null ? store.ask(question, signal) : answerTo(question, answer);
    },
    async close() {
      isClosed = true;
      templates.clear();
      await store.close();
    },
  };
}
