import { isDeepStrictEqual } from 'node:util';
import { CallResultError } from '../../../domain/errors';
import { mappedBy, type MappedOutcome, type MappingAnswer } from '../../../domain/doctor/mapping';
import { maskNumbers, type NumberMask } from '../../../domain/numberMask';
import type { RecordText } from '../../../domain/recordText';
import { type CallResult, RESULTS } from '../../../domain/results';
import type { RuleTable } from '../../../domain/rules';
import { type CallResultSettings, parseSettings } from '../../../domain/settings';
import { askNewestPart } from '../../doctor/newestPart';
import { type RuledOutcome, ruledOutcomes } from '../../doctor/outcomes';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { CountsQuestion, TimeRange } from '../../stores/question';
import type { DataSource } from '../dataSource';
import { shownJson } from '../shownJson';

const MAX_OUTCOMES = 500;

/**
 * Every code and word in the newest part of the records, with the result that it gets and by which rule; beside it what
 * the `rules`, `vocabulary` and `words` of the body, which need not be saved yet, would make of it. An empty body asks for
 * the saved ones alone.
 */
export async function answerMapping(
  { body }: ResourceRequest,
  source: DataSource,
  mask: NumberMask,
  signal: AbortSignal,
  now: number
): Promise<ResourceAnswer> {
  const { store } = source;
  const edited = editedSettings(body, source);
  const { last, from } = await askNewestPart(store, now, signal);
  if (last === null || from === null) {
    const nothing = { range: null, calls: 0, moved: 0, outcomes: [], more: 0, problem: edited.problem, unseen: null };
    return { status: 200, body: shownJson<MappingAnswer>(nothing) };
  }
  const range = { from, to: last + 1 };
  const { all, moved, ...seen } = await outcomesWithin(range, source, edited, mask, signal);
  const answer: MappingAnswer = {
    range,
    calls: sumOf(all),
    moved,
    outcomes: all.slice(0, MAX_OUTCOMES),
    more: Math.max(0, all.length - MAX_OUTCOMES),
    ...seen,
  };
  return { status: 200, body: shownJson(answer) };
}

interface Outcomes extends Pick<MappingAnswer, 'moved' | 'problem' | 'unseen'> {
  readonly all: readonly MappedOutcome[];
}

async function outcomesWithin(
  range: TimeRange,
  source: DataSource,
  { parsed, problem, isSameLayout }: EditedSettings,
  mask: NumberMask,
  signal: AbortSignal
): Promise<Outcomes> {
  const question: CountsQuestion = { kind: 'counts', range, filters: [], grid: null, split: null };
  const ruled = ruledOutcomes(await source.store.ask(question, signal), source.rules);
  const saved = (then: RuleTable | null): readonly MappedOutcome[] =>
    ruled.map(({ code, word, rowRule, calls }) => {
      // The code that the saved settings give a word is none of the record's own.
      const own = word !== null && code === source.rules.codeOf(word) ? null : code;
      const by = (rules: RuleTable) => mappedBy(rules, own, word, rowRule);
      return { code: own, word: shownWord(word, mask), calls, now: by(source.rules), then: then === null ? null : by(then) };
    });
  if (parsed === null) {
    return { all: saved(null), moved: 0, problem, unseen: null };
  }
  if (isDeepStrictEqual(parsed.rules.rowRules, source.rules.rowRules)) {
    const all = saved(parsed.rules);
    return { all, moved: sumOf(all.filter(({ now, then }) => then !== null && then.result !== now?.result)), problem, unseen: null };
  }
  if (!isSameLayout) {
    return { all: saved(null), moved: 0, problem, unseen: 'Save the layout to see what rules that look at columns change.' };
  }
  try {
    const answer = await source.preview(parsed, (store) => store.ask(question, signal));
    const edited = ruledOutcomes(answer, parsed.rules);
    return { all: mappedAnew(edited, source.rules, parsed.rules, mask), moved: movedCalls(ruled, edited), problem, unseen: null };
  } catch (error) {
    if (!(error instanceof CallResultError) || (error.kind !== 'settings' && error.kind !== 'query')) {
      throw error;
    }
    const isWrong = error.kind === 'settings';
    return {
      all: saved(null),
      moved: 0,
      problem: isWrong ? error.message : problem,
      unseen: isWrong ? null : `${error.message} Save the rules to see what they change.`,
    };
  }
}

/** Outcomes as the edited rules leave them; what the saved ones make of the same calls is known where neither set of rules replaced the code. */
function mappedAnew(edited: readonly RuledOutcome[], saved: RuleTable, rules: RuleTable, mask: NumberMask): MappedOutcome[] {
  return edited.map(({ code, word, rowRule, calls }) => {
    const own = word !== null && code === rules.codeOf(word) ? null : code;
    const isReplaced = rules.rowRules.some((rule) => rule.number === rowRule && rule.code !== null);
    const now = saved.rowRules.length > 0 || isReplaced ? null : mappedBy(saved, own, word);
    return { code: own, word: shownWord(word, mask), calls, now, then: mappedBy(rules, own, word, rowRule) };
  });
}

/** How many calls have another result: as many as some results gain, others lose. */
function movedCalls(before: readonly RuledOutcome[], after: readonly RuledOutcome[]): number {
  const callsOf = (outcomes: readonly RuledOutcome[], result: CallResult) =>
    outcomes.filter(({ rule }) => (rule?.result ?? 'unclassified') === result).reduce((sum, { calls }) => sum + calls, 0);
  return RESULTS.reduce((sum, result) => sum + Math.max(0, callsOf(after, result) - callsOf(before, result)), 0);
}

function shownWord(word: RecordText | null, mask: NumberMask): string | null {
  return word === null ? null : maskNumbers(word, mask);
}

function sumOf(outcomes: readonly MappedOutcome[]): number {
  return outcomes.reduce((sum, { calls }) => sum + calls, 0);
}

interface EditedSettings {
  /** Null where they cannot be used. */
  readonly parsed: { readonly settings: CallResultSettings; readonly rules: RuleTable } | null;
  readonly problem: string | null;
  readonly isSameLayout: boolean;
}

/** @throws CallResultError `query` if the body is not a JSON object */
function editedSettings(body: Uint8Array, { settings: saved, rules: savedRules }: DataSource): EditedSettings {
  const text = new TextDecoder().decode(body);
  if (text === '') {
    return { parsed: { settings: saved, rules: savedRules }, problem: null, isSameLayout: true };
  }
  const { rules, layout = saved.layout, vocabulary, words } = objectOf(text);
  const isSameLayout = layout === saved.layout;
  try {
    const { settings, rules: table } = parseSettings({ rules, layout, vocabulary, words });
    const edited = { rules: settings.rules, vocabulary: settings.vocabulary, words: settings.words };
    return { parsed: { settings: { ...saved, ...edited }, rules: table }, problem: null, isSameLayout };
  } catch (error) {
    if (error instanceof CallResultError && error.kind === 'settings') {
      return { parsed: null, problem: error.message, isSameLayout };
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
