import { type CodeRange, HIGHEST_CODE, LOWEST_CODE, parseCodePattern } from './codePatterns';
import { CallResultError } from './errors';
import { type CallResult, RESULTS } from './results';
import type { ValueText } from './recordText';
import {
  type ColumnCondition,
  type ColumnConditionSetting,
  columnConditions,
  conditionsText,
  MAX_ROW_RULES,
  MAX_RULE_VALUES,
  type RowRule,
} from './rowRules';
import { unmasked } from './unmasked';
import { foldWord, type Vocabulary } from './vocabularies/vocabulary';

/** One line of the rule table as an administrator writes it: codes, dispositions, columns, and what calls get that have them. */
export interface RuleSetting {
  readonly codes?: string | undefined;
  readonly words?: readonly string[] | undefined;
  /** Conditions on columns of the records, all of which must hold beside the codes and words. */
  readonly when?: ColumnConditionSetting[] | undefined;
  /** This or `code`. */
  readonly result?: CallResult | undefined;
  /** The final status code in place of the record's own. */
  readonly code?: number | undefined;
}

/**
 * A rule ready to be matched. Words are compared without regard to case; among them are those of the vocabulary whose
 * codes the rule takes.
 */
export interface Rule {
  /** How messages and explanations call the rule: `rule 1 (486,600 → busy)`. */
  readonly name: string;
  readonly ranges: readonly CodeRange[];
  readonly words: readonly string[];
  readonly when: readonly ColumnCondition[];
  /** The final status code that it gives; null: it gives the result alone. */
  readonly code: number | null;
  /** That of the code, where the rule gives one. */
  readonly result: CallResult;
  /** Part of the table that always stands at the end. */
  readonly builtIn: boolean;
}

export interface RuleTable {
  /** Rules that need no more than code and word. */
  readonly rules: readonly Rule[];
  /** What stores evaluate for every row: the custom rules up to the last that looks at columns or gives a code; empty where none does. */
  readonly rowRules: readonly RowRule[];
  /**
   * The rule that decides, or null where none matches (the call is then `unclassified`).
   * @param rowRule the number of the row rule that took the call; 0: none did
   */
  decide(code: number | null, word: ValueText | null, rowRule?: number): Rule | null;
  /** The result of a final status code and the record's own word (null where there is none). */
  classify(code: number | null, word: ValueText | null, rowRule?: number): CallResult;
  /** What the record's own words mean: folded word → SIP status code. */
  readonly wordCodes: ReadonlyMap<string, number>;
  /** The SIP status code that a word stands for, null where there is none. */
  codeOf(word: ValueText): number | null;
}

/** The product's own table; custom rules come before it. Order matters: first match wins. */
export const DEFAULT_RULES: readonly { readonly codes: string; readonly result: CallResult }[] = [
  { codes: '2xx', result: 'answered' },
  { codes: '486,600', result: 'busy' },
  { codes: '403,603', result: 'rejected' },
  { codes: '408', result: 'timeout' },
  { codes: '487', result: 'cancelled' },
  { codes: '480,503', result: 'unavailable' },
  { codes: '4xx,5xx,6xx', result: 'failed' },
];

export const MAX_RULES = 200;

const NO_WORDS: Vocabulary = new Map();

/**
 * Puts custom rules in front of the product's own and checks that each part of each custom rule can decide something.
 * A word counts as the code that the vocabulary gives it; words that have a result alone stand just before the product's own
 * rules.
 * @throws CallResultError `settings`, naming the rule and the earlier rule that hides it.
 */
export function compileRules(custom: readonly RuleSetting[] = [], vocabulary: Vocabulary = NO_WORDS): RuleTable {
  if (custom.length > MAX_RULES) {
    throw new CallResultError('settings', `rules: ${custom.length} rules; at most ${MAX_RULES} are allowed.`);
  }
  const wordCodes = new Map([...vocabulary].filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  const rules = custom.map((setting, index) => readRule(setting, `rule ${index + 1}`, false));
  refuseTooManyRowRules(rules);
  refuseHiddenParts(rules, wordCodes);
  rules.push(...resultRules(vocabulary), ...DEFAULT_RULES.map((setting) => readRule(setting, 'default rule', true)));
  return new CompiledRules(withWordsOfCodes(rules, wordCodes), wordCodes);
}

/** Whether a store must evaluate the rule for every row. */
function isRowRule({ when, code }: Rule): boolean {
  return when.length > 0 || code !== null;
}

function rowRuleOf(rule: Rule, index: number): RowRule {
  const { name, ranges, words, when, code } = rule;
  const outcome = ranges.length + words.length === 0 ? null : { ranges, words };
  return { number: isRowRule(rule) ? index + 1 : 0, name, outcome, when, code };
}

/** What a code becomes that a rule gives. */
function resultOfCode(rules: readonly Rule[], code: number): CallResult {
  return rules.find(({ ranges }) => ranges.some(({ first, last }) => first <= code && code <= last))?.result ?? 'unclassified';
}

function refuseTooManyRowRules(rules: readonly Rule[]): void {
  const found = rules.filter(isRowRule).length;
  if (found > MAX_ROW_RULES) {
    throw new CallResultError(
      'settings',
      `rules: ${found} rules look at columns or give a code; at most ${MAX_ROW_RULES} are allowed. Join rules by naming several values.`
    );
  }
  const values = rules.flatMap(({ when }) => when.flatMap((condition) => condition.values)).length;
  if (values > MAX_RULE_VALUES) {
    throw new CallResultError(
      'settings',
      `rules: the conditions on columns name ${values} values; at most ${MAX_RULE_VALUES} are allowed in all rules together.`
    );
  }
}

/** A rule for each result that words of the vocabulary have without a code. */
function resultRules(vocabulary: Vocabulary): Rule[] {
  return RESULTS.flatMap((result) => {
    const words = [...vocabulary].filter(([, meaning]) => meaning === result).map(([word]) => word);
    return words.length === 0
      ? []
      : [{ name: `the cause code set (${words.join(',')} → ${result})`, ranges: [], words, when: [], code: null, result, builtIn: true }];
  });
}

/** Gives each word to the first rule that takes its code, unless a rule before names the word itself; one that looks at columns leaves it to others too. */
function withWordsOfCodes(rules: readonly Rule[], wordCodes: ReadonlyMap<string, number>): Rule[] {
  const left = new Map(wordCodes);
  return rules.map((rule) => {
    const taken = [...left]
      .filter(([, code]) => rule.ranges.some(({ first, last }) => first <= code && code <= last))
      .map(([word]) => word);
    const words = [...new Set([...rule.words, ...taken])];
    if (rule.when.length === 0) {
      words.forEach((word) => left.delete(word));
    }
    return { ...rule, words };
  });
}

class CompiledRules implements RuleTable {
  private readonly byCode: (Rule | undefined)[] = new Array(HIGHEST_CODE + 1);
  private readonly byWord = new Map<string, Rule>();
  private readonly byNumber = new Map<number, Rule>();
  private readonly position: ReadonlyMap<Rule, number>;
  readonly rules: readonly Rule[];
  readonly rowRules: readonly RowRule[];

  constructor(
    all: readonly Rule[],
    readonly wordCodes: ReadonlyMap<string, number>
  ) {
    this.rules = all.filter((rule) => !isRowRule(rule));
    this.rowRules = all.slice(0, all.findLastIndex(isRowRule) + 1).map(rowRuleOf);
    const complete = all.map((rule) => (rule.code === null ? rule : { ...rule, result: resultOfCode(this.rules, rule.code) }));
    complete.forEach((rule, index) => isRowRule(rule) && this.byNumber.set(index + 1, rule));
    const withoutColumns = complete.filter(({ when }) => when.length === 0);
    this.position = new Map(withoutColumns.map((rule, index) => [rule, index]));
    for (const rule of withoutColumns) {
      for (const { first, last } of rule.ranges) {
        for (let code = first; code <= last; code++) {
          this.byCode[code] ??= rule;
        }
      }
      for (const word of rule.words) {
        if (!this.byWord.has(word)) {
          this.byWord.set(word, rule);
        }
      }
    }
  }

  decide(code: number | null, word: ValueText | null, rowRule = 0): Rule | null {
    const ofRow = this.byNumber.get(rowRule);
    if (ofRow !== undefined) {
      return ofRow;
    }
    const ofCode = code === null ? undefined : this.byCode[code];
    const ofWord = word === null ? undefined : this.byWord.get(foldWord(unmasked(word)));
    if (ofCode && ofWord) {
      return (this.position.get(ofCode) ?? 0) < (this.position.get(ofWord) ?? 0) ? ofCode : ofWord;
    }
    return ofCode ?? ofWord ?? null;
  }

  classify(code: number | null, word: ValueText | null, rowRule = 0): CallResult {
    return this.decide(code, word, rowRule)?.result ?? 'unclassified';
  }

  codeOf(word: ValueText): number | null {
    return this.wordCodes.get(foldWord(unmasked(word))) ?? null;
  }
}

function readRule(setting: RuleSetting, position: string, builtIn: boolean): Rule {
  const words = (setting.words ?? []).map(foldWord);
  const when = columnConditions(setting.when ?? []);
  const { result, code = null } = setting;
  const said = [setting.codes, ...(setting.words ?? [])].filter((part) => part !== undefined).join(',');
  const name = `${position} (${[said, conditionsText(when)].filter((part) => part !== '').join(', ')} → ${code ?? result ?? 'nothing'})`;
  if (setting.codes === undefined && words.length === 0 && when.length === 0) {
    throw new CallResultError(
      'settings',
      `${position} (→ ${code ?? result ?? 'nothing'}): names no codes and no words; give at least one, or conditions on columns under when.`
    );
  }
  if (words.includes('')) {
    throw new CallResultError('settings', `${name}: an empty word matches nothing; remove it.`);
  }
  if ((code === null) === (result === undefined)) {
    throw new CallResultError(
      'settings',
      `${name}: gives ${code === null ? 'neither a result nor a code' : 'both a result and a code'}; give one of them.`
    );
  }
  const ranges = setting.codes === undefined ? [] : parseCodePattern(setting.codes, `${name}, codes`);
  return { name, ranges, words, when, code, result: result ?? 'unclassified', builtIn };
}

function refuseHiddenParts(rules: readonly Rule[], wordCodes: ReadonlyMap<string, number>): void {
  const codeOwner: (Rule | undefined)[] = new Array(HIGHEST_CODE + 1);
  const wordOwner = new Map<string, Rule>();
  for (const rule of rules) {
    // A rule that looks at columns hides nothing from those after it.
    const takesAll = rule.when.length === 0;
    for (const { first, last, text } of rule.ranges) {
      const claimed: number[] = [];
      let hiding: Rule | undefined;
      let free = false;
      for (let code = Math.max(first, LOWEST_CODE); code <= last; code++) {
        if (codeOwner[code] === undefined) {
          claimed.push(code);
          free = true;
        } else {
          hiding ??= codeOwner[code];
        }
      }
      if (!free) {
        throw hiddenPart(rule, text, hiding);
      }
      if (takesAll) {
        claimed.forEach((code) => (codeOwner[code] = rule));
      }
    }
    for (const word of rule.words) {
      const ofCode = codeOwner[wordCodes.get(word) ?? -1];
      const hiding = wordOwner.get(word) ?? (ofCode === rule ? undefined : ofCode);
      if (hiding) {
        throw hiddenPart(rule, word, hiding);
      }
      if (takesAll) {
        wordOwner.set(word, rule);
      }
    }
  }
}

function hiddenPart(rule: Rule, part: string, hiding: Rule | undefined): CallResultError {
  const by = hiding === undefined || hiding === rule ? 'an earlier part of the same rule' : hiding.name;
  return new CallResultError(
    'settings',
    `${rule.name}: "${part}" can never match, because ${by} already takes all of it. Move the rule up or remove that part.`
  );
}
