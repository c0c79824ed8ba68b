import type { CallResult } from '../results';
import type { ValueText } from '../recordText';
import type { RuleTable } from '../rules';

/** Which result a code or word gets, and what decides it. */
export interface Mapped {
  readonly result: CallResult;
  /** The rule's name; null where none matches. */
  readonly rule: string | null;
}

/** A code or word as it is in the records, its calls, and what becomes of it. */
export interface MappedOutcome {
  /** Null with a word, or where the records do not say. */
  readonly code: number | null;
  readonly word: string | null;
  readonly calls: number;
  /** By the settings as saved; null where rules that look at columns do not let the records' own code be told. */
  readonly now: Mapped | null;
  /** By the settings as edited; null where they cannot be used. */
  readonly then: Mapped | null;
}

/** What becomes of everything that occurs in the newest part of the records. */
export interface MappingAnswer {
  /** Epoch milliseconds, `from` included, `to` not; null where there are no records. */
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly calls: number;
  /** Calls whose result would be another one. */
  readonly moved: number;
  /** The most frequent first. */
  readonly outcomes: readonly MappedOutcome[];
  /** Codes and words left out, the rarest. */
  readonly more: number;
  /** Why the edited settings cannot be used; null where they can. */
  readonly problem: string | null;
  /** Why the effect of the edited settings is not known, although they can be used; null where it is. */
  readonly unseen: string | null;
}

/**
 * What rules make of a code or word as the records have it.
 * @param rowRule the number of the rule that looked at columns and took them; 0: none did
 */
export function mappedBy(rules: RuleTable, code: number | null, word: ValueText | null, rowRule = 0): Mapped {
  const rule = rules.decide(code ?? (word === null ? null : rules.codeOf(word)), word, rowRule);
  return { result: rule?.result ?? 'unclassified', rule: rule === null ? null : nameOf(rule.name) };
}

/** Names of vocabulary rules list all their words, which may be a hundred. */
function nameOf(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

const LONGEST_NAME = 80;
