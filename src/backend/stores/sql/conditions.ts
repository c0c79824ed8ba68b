import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { CallResult } from '../../../domain/results';
import { onDimensions } from '../onDimensions';
import type { CallFilter, OutcomeFilter, OutcomeSet, ResultCase, ResultSelection, TimeRange, ValueFilter } from '../question';
import type { CallsSource } from './callsSource';
import type { SqlDialect } from './dialect';
import { isAnyOf } from './isAnyOf';

/**
 * The expression of a dimension.
 * @throws CallResultError `query`, with the dimensions that there are.
 */
export function dimensionOf(source: CallsSource, name: string): RawBuilder<string> {
  const expression = source.dimensions.get(name);
  if (expression === undefined) {
    const known = [...source.dimensions.keys()].slice(0, 50).join(', ');
    throw new CallResultError('query', `Unknown dimension "${name}". Available: ${known || 'none'}.`);
  }
  return expression;
}

/** All conditions of a question about calls, joined by AND. */
export function conditionOf(
  dialect: SqlDialect,
  source: CallsSource,
  { range, filters }: { readonly range: TimeRange | null; readonly filters: readonly CallFilter[] }
): RawBuilder<boolean> {
  const outcomes = filters.filter((filter) => 'outcome' in filter).map((filter) => outcomeFilter(dialect, source, filter));
  return sql<boolean>`${sql.join([recordCondition(source, { range, filters: onDimensions(filters) }), ...outcomes], sql` and `)}`;
}

/** Conditions that need no more of a record than its time and dimensions. */
export function recordCondition(
  source: CallsSource,
  scope: { readonly range: TimeRange | null; readonly filters: readonly ValueFilter[] }
): RawBuilder<boolean> {
  const conditions: RawBuilder<boolean>[] = [];
  if (scope.range !== null) {
    conditions.push(source.within(scope.range));
  }
  if (source.readable !== null) {
    conditions.push(source.readable);
  }
  for (const filter of scope.filters) {
    conditions.push(filterCondition(dimensionOf(source, filter.dimension), filter));
  }
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

function filterCondition(dimension: RawBuilder<string>, filter: ValueFilter): RawBuilder<boolean> {
  if (filter.values.length === 0) {
    return filter.includes ? sql<boolean>`false` : sql<boolean>`true`;
  }
  const list = sql.join(filter.values.map((value) => sql.val(value)));
  return filter.includes ? sql<boolean>`${dimension} in (${list})` : sql<boolean>`${dimension} not in (${list})`;
}

/** A call without code and word is in no set, which a negation alone would not say. */
function outcomeFilter(dialect: SqlDialect, source: CallsSource, { includes, outcome }: OutcomeFilter): RawBuilder<boolean> {
  const isIn = outcomeCondition(dialect, source, outcome);
  return includes ? isIn : sql<boolean>`case when ${isIn} then 1 else 0 end = 0`;
}

/** Holds for calls whose code or, without a code, whose word or rule is in the set. */
export function outcomeCondition(
  dialect: SqlDialect,
  { code, word, rule }: CallsSource,
  { ranges, words, rules = [] }: OutcomeSet
): RawBuilder<boolean> {
  const matches = codeIn(code, ranges);
  if (rule !== null && rules.length > 0) {
    matches.push(sql<boolean>`(${code} is null and ${ruleIn(rule, rules)})`);
  }
  if (word !== null && words.length > 0) {
    matches.push(sql<boolean>`(${code} is null and ${wordIn(dialect, word, words)})`);
  }
  return matches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(matches, sql` or `)})`;
}

export function codeIn(code: RawBuilder<number | null>, ranges: OutcomeSet['ranges']): RawBuilder<boolean>[] {
  return ranges.map(({ first, last }) => sql<boolean>`${code} between ${sql.lit(first)} and ${sql.lit(last)}`);
}

function ruleIn(rule: RawBuilder<number>, rules: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`${rule} in (${sql.join(rules.map((number) => sql.lit(number)))})`;
}

export function wordIn(dialect: SqlDialect, word: RawBuilder<string | null>, words: readonly string[]): RawBuilder<boolean> {
  return isAnyOf(dialect, dialect.lower(dialect.trim(word)), words);
}

/** Holds for calls with one of the results. */
export function resultCondition(dialect: SqlDialect, source: CallsSource, { cases, results }: ResultSelection): RawBuilder<boolean> {
  return sql<boolean>`${resultNumber(dialect, source, cases, (result) => (results.includes(result) ? 1 : 0))} = 1`;
}

/** A number for the result of a call: of the first case that takes it. */
export function resultNumber(
  dialect: SqlDialect,
  { code, word, rule }: CallsSource,
  cases: readonly ResultCase[],
  numberOf: (result: CallResult) => number
): RawBuilder<number> {
  const branches = cases.flatMap(({ ranges, words, rules = [], result }) => {
    const matches = codeIn(code, ranges);
    if (rule !== null && rules.length > 0) {
      matches.push(ruleIn(rule, rules));
    }
    if (word !== null && words.length > 0) {
      matches.push(wordIn(dialect, word, words));
    }
    return matches.length === 0 ? [] : [sql`when ${sql.join(matches, sql` or `)} then ${sql.lit(numberOf(result))}`];
  });
  return sql<number>`case ${sql.join(branches, sql` `)} else ${sql.lit(numberOf('unclassified'))} end`;
}
