import { type RawBuilder, sql } from 'kysely';
import type { MissingValues } from '../../../../domain/missingValues';
import type { ColumnCondition, RowRule } from '../../../../domain/rowRules';
import { codeIn, wordIn } from '../conditions';
import type { SqlDialect } from '../dialect';
import { isAnyOf } from '../isAnyOf';
import { presentText } from './presentText';
import type { ColumnOf } from './readColumn';
import type { OutcomeExpressions } from './readOutcome';

type Text = RawBuilder<string | null>;

/** Code and word of a record as the rules that look at its columns leave them, and the number of the rule that did; 0 for none. */
export interface DecidedOutcome<Word extends Text | null = Text> extends Pick<OutcomeExpressions, 'code' | 'raw'> {
  readonly word: Word;
  /** Null where no rule looks at columns. */
  readonly rule: RawBuilder<number> | null;
}

/**
 * What the rules make of a record: the first that takes it, by its own code and word, gives its number and perhaps a code.
 * @param rules with the records' own names of columns
 */
export function decidedOutcome<Word extends Text | null>(
  dialect: SqlDialect,
  own: Omit<DecidedOutcome<Word>, 'rule'>,
  rules: readonly RowRule[],
  columnOf: ColumnOf,
  missing: MissingValues
): DecidedOutcome<Word> {
  if (rules.length === 0) {
    return { ...own, rule: null };
  }
  const steps = rules.map((rule) => ({ rule, matches: takes(dialect, rule, own, columnOf, missing) }));
  const first = <T>(of: (rule: RowRule) => RawBuilder<unknown>, otherwise: RawBuilder<unknown>) => {
    const cases = steps.map(({ rule, matches }) => sql`when ${matches} then ${of(rule)}`);
    return sql<T>`case ${sql.join(cases, sql` `)} else ${otherwise} end`;
  };
  const givesCode = rules.some(({ code }) => code !== null);
  const { code, word } = own;
  return {
    code: givesCode ? first<number | null>((rule) => (rule.code === null ? code : sql.lit(rule.code)), code) : code,
    word: (word !== null && givesCode ? first<string | null>((rule) => (rule.code === null ? word : sql`null`), word) : word) as Word,
    // What is grouped by instead of code and word does not tell the rule.
    raw: null,
    rule: first<number>(({ number }) => sql.lit(number), sql.lit(0)),
  };
}

/** What the engines' `trim` takes away. */
const BLANKS_AROUND = /^ +| +$/g;

function takes(
  dialect: SqlDialect,
  { outcome, when }: RowRule,
  { code, word }: { readonly code: RawBuilder<number | null>; readonly word: Text | null },
  columnOf: ColumnOf,
  missing: MissingValues
): RawBuilder<boolean> {
  const conditions = when.map((condition) => columnCondition(dialect, condition, columnOf, missing));
  if (outcome !== null) {
    const matches = codeIn(code, outcome.ranges);
    if (word !== null && outcome.words.length > 0) {
      matches.push(wordIn(dialect, word, outcome.words));
    }
    conditions.unshift(matches.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`(${sql.join(matches, sql` or `)})`);
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

function columnCondition(
  dialect: SqlDialect,
  { column, values, not }: ColumnCondition,
  columnOf: ColumnOf,
  { ofDimensions }: MissingValues
): RawBuilder<boolean> {
  const isMissing = (value: string) => value.trim() === '' || ofDimensions.includes(value);
  const wanted = new Set(values.map((value) => (isMissing(value) ? '' : value.replace(BLANKS_AROUND, ''))));
  const isThere = isAnyOf(dialect, dialect.trim(presentText(dialect, columnOf(column), ofDimensions)), [...wanted]);
  return not ? sql<boolean>`not (${isThere})` : isThere;
}
