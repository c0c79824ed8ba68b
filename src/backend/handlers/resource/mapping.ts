import { CallResultError } from '../../../domain/errors';
import { mappedBy, type MappedOutcome, type MappingAnswer } from '../../../domain/doctor/mapping';
import { maskNumbers, type NumberMask } from '../../../domain/numberMask';
import type { RuleTable } from '../../../domain/rules';
import { parseSettings } from '../../../domain/settings';
import { ruledOutcomes } from '../../doctor/outcomes';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { DataSource } from '../dataSource';
import { newestPart } from '../../doctor/newestPart';
import { shownJson } from '../shownJson';

const MAX_OUTCOMES = 500;

/**
 * Every code and word in the newest part of the records, with the result that it gets and by which rule; beside it what
 * the `rules`, `vocabulary` and `words` of the body, which need not be saved yet, would make of it. An empty body asks for
 * the saved ones alone.
 */
export async function answerMapping(
  { body }: ResourceRequest,
  { store, rules, settings }: DataSource,
  mask: NumberMask,
  signal: AbortSignal,
  now: number
): Promise<ResourceAnswer> {
  const edited = editedRules(body, settings.layout, rules);
  const newest = await store.ask(newestPart(now), signal);
  const { last, from } = newest.last === null ? await store.ask(newestPart(null), signal) : newest;
  if (last === null || from === null) {
    return {
      status: 200,
      body: shownJson<MappingAnswer>({ range: null, calls: 0, moved: 0, outcomes: [], more: 0, problem: edited.problem }),
    };
  }
  const range = { from, to: last + 1 };
  const counts = await store.ask({ kind: 'counts', range, filters: [], grid: null, split: null }, signal);
  const all = ruledOutcomes(counts, rules).map(({ code, word, calls }): MappedOutcome => {
    // The code that the saved settings give a word is none of the record's own.
    const own = word !== null && code === rules.codeOf(word) ? null : code;
    return {
      code: own,
      word: word === null ? null : maskNumbers(word, mask),
      calls,
      now: mappedBy(rules, own, word),
      then: edited.rules === null ? null : mappedBy(edited.rules, own, word),
    };
  });
  const answer: MappingAnswer = {
    range,
    calls: sumOf(all),
    moved: sumOf(all.filter(({ now, then }) => then !== null && then.result !== now.result)),
    outcomes: all.slice(0, MAX_OUTCOMES),
    more: Math.max(0, all.length - MAX_OUTCOMES),
    problem: edited.problem,
  };
  return { status: 200, body: shownJson(answer) };
}

function sumOf(outcomes: readonly MappedOutcome[]): number {
  return outcomes.reduce((sum, { calls }) => sum + calls, 0);
}

/** @throws CallResultError `query` if the body is not a JSON object */
function editedRules(body: Uint8Array, savedLayout: string, saved: RuleTable): { rules: RuleTable | null; problem: string | null } {
  const text = new TextDecoder().decode(body);
  if (text === '') {
    return { rules: saved, problem: null };
  }
  const { rules, layout = savedLayout, vocabulary, words } = objectOf(text);
  try {
    return { rules: parseSettings({ rules, layout, vocabulary, words }).rules, problem: null };
  } catch (error) {
    if (error instanceof CallResultError && error.kind === 'settings') {
      return { rules: null, problem: error.message };
    }
    throw error;
  }
}

function objectOf(text: string): { rules?: unknown; layout?: unknown; vocabulary?: unknown; words?: unknown } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CallResultError('query', 'Request body is not valid JSON. Send {"rules": […], "vocabulary": "…", "words": {…}}.', { cause });
  }
  if (typeof json !== 'object' || json === null) {
    throw new CallResultError('query', 'Request body is not an object. Send {"rules": […], "vocabulary": "…", "words": {…}}.');
  }
  return json;
}
