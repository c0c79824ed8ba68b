import type { Discovery, SeenOutcome } from './discovery';
import type { LayoutName } from '../../domain/layouts/layouts';
import { type RecordText, textKey } from '../../domain/recordText';
import type { Rule, RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../stores/answer';
import type { RowsAnswer } from '../stores/catalogueAnswer';

/** With fewer calls than this, that none of them failed says nothing. */
const MIN_CALLS = 20;
const FIRST_FAILURE = 300;

/** A code or word of the records, its calls, and the rule that decides their result; null: none does. */
export interface RuledOutcome {
  readonly code: number | null;
  /** The record's own word, where it has no code. */
  readonly word: RecordText | null;
  /** The number of the rule that looked at columns and took these calls; 0: none did. */
  readonly rowRule: number;
  readonly calls: number;
  readonly rule: Rule | null;
}

/** Every code and word with its calls, the most frequent first. */
export function ruledOutcomes({ code, word, words, rule, calls }: CountsAnswer, rules: RuleTable): RuledOutcome[] {
  const found = new Map<RecordText, RuledOutcome>();
  calls.forEach((count, row) => {
    const own = words[word[row] ?? -1] ?? null;
    const known = (code[row] ?? -1) < 0 ? null : (code[row] ?? null);
    const rowRule = rule?.[row] ?? 0;
    const key = textKey([known, own, rowRule]);
    found.set(key, {
      code: known,
      word: own,
      rowRule,
      calls: (found.get(key)?.calls ?? 0) + count,
      rule: rules.decide(known, own, rowRule),
    });
  });
  return [...found.values()].sort(
    (a, b) => b.calls - a.calls || (a.code ?? -1) - (b.code ?? -1) || ((a.word ?? '') < (b.word ?? '') ? -1 : 1)
  );
}

/** What is wrong with how the calls ended. */
export function examineOutcomes(outcomes: readonly RuledOutcome[], layout: LayoutName, rows: RowsAnswer | null): Discovery[] {
  const all = sumOf(outcomes);
  const found: Discovery[] = [];
  const failures = outcomes.filter(
    ({ code, rule }) => rule !== null && rule.result !== 'answered' && (code === null || code >= FIRST_FAILURE)
  );
  const missed = rows?.tables.find(({ table }) => table === 'missed_calls');
  const acc = rows?.tables.find(({ table }) => table === 'acc');
  const answered = sumOf(outcomes.filter(({ rule }) => rule?.result === 'answered'));
  if (failures.length === 0 && answered >= MIN_CALLS) {
    found.push({
      finding: 'noFailures',
      layout,
      calls: all,
      outcome: outcomes[0] === undefined ? null : seen(outcomes[0]),
      hasMissedCalls: missed !== undefined,
    });
  } else if (acc !== undefined && missed !== undefined && acc.failures === 0 && acc.rows >= MIN_CALLS && missed.failures > 0) {
    found.push({ finding: 'failuresOnlyMissed', layout, rows: missed.rows, missed: missed.failures });
  }
  const unclassified = outcomes.filter(({ rule }) => (rule?.result ?? 'unclassified') === 'unclassified');
  if (unclassified.length > 0) {
    found.push({ finding: 'unclassified', calls: sumOf(unclassified), of: all, outcomes: unclassified.map(seen) });
  }
  const unnamed = outcomes.filter(({ code, word, rule }) => rule === null && (code !== null || word !== null));
  if (unnamed.length > 0) {
    found.push({ finding: 'unnamed', calls: sumOf(unnamed), of: all, outcomes: unnamed.map(seen) });
  }
  return found;
}

function sumOf(outcomes: readonly RuledOutcome[]): number {
  return outcomes.reduce((sum, { calls }) => sum + calls, 0);
}

function seen({ code, word, calls }: RuledOutcome): SeenOutcome {
  return { outcome: word ?? (code === null ? null : String(code)), calls };
}
