import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { CallResult } from '../../../domain/results';
import type { RuleTable } from '../../../domain/rules';
import { ANSWERED_CODES } from '../../../domain/timings';
import type { TimeRange, ValueFilter } from '../question';
import type { CallsSource } from './callsSource';
import type { SqlDialect } from './dialect';

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

/** All conditions of a question, joined by AND. */
export function conditionOf(
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

/** Holds for answered calls; see `HistogramQuestion`. */
export function answeredCondition(dialect: SqlDialect, source: CallsSource, rules: RuleTable): RawBuilder<boolean> {
  const { first, last } = ANSWERED_CODES;
  const byCode = sql<boolean>`${source.code} between ${sql.lit(first)} and ${sql.lit(last)}`;
  const coded = [...rules.wordCodes];
  const answered = coded.filter(([, code]) => first <= code && code <= last);
  const sayWords = answered.length > 0 || rules.rules.some(({ result, words }) => result === 'answered' && words.length > 0);
  if (source.word === null || !sayWords) {
    return byCode;
  }
  const byWord: RawBuilder<boolean>[] = [];
  if (answered.length > 0) {
    byWord.push(
      wordIn(
        dialect,
        source.word,
        answered.map(([word]) => word)
      )
    );
  }
  const byResult = resultCondition(dialect, source, rules, ['answered']);
  byWord.push(
    coded.length === 0
      ? byResult
      : sql<boolean>`(not ${wordIn(
          dialect,
          source.word,
          coded.map(([word]) => word)
        )} and ${byResult})`
  );
  return sql<boolean>`(${byCode} or (${source.code} is null and (${sql.join(byWord, sql` or `)})))`;
}

function wordIn(dialect: SqlDialect, word: RawBuilder<string | null>, words: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`${dialect.lower(dialect.trim(word))} in (${sql.join(words.map((text) => sql.val(text)))})`;
}

/** Holds for calls whose result is one of those named. */
export function resultCondition(
  dialect: SqlDialect,
  source: CallsSource,
  rules: RuleTable,
  results: readonly CallResult[]
): RawBuilder<boolean> {
  return sql<boolean>`${resultNumber(dialect, source, rules, (result) => (results.includes(result) ? 1 : 0))} = 1`;
}

/** A number for the result of a call; generated from the rule table, first match wins. */
export function resultNumber(
  dialect: SqlDialect,
  source: CallsSource,
  rules: RuleTable,
  numberOf: (result: CallResult) => number
): RawBuilder<number> {
  const cases = rules.rules.flatMap((rule) => {
    const matches = rule.ranges.map(({ first, last }) => sql<boolean>`${source.code} between ${sql.lit(first)} and ${sql.lit(last)}`);
    if (source.word !== null && rule.words.length > 0) {
      matches.push(wordIn(dialect, source.word, rule.words));
    }
    const outcome = sql.lit(numberOf(rule.result));
    return matches.length === 0 ? [] : [sql`when ${sql.join(matches, sql` or `)} then ${outcome}`];
  });
  return sql<number>`case ${sql.join(cases, sql` `)} else ${sql.lit(numberOf('unclassified'))} end`;
}
