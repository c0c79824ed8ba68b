import { FILTER_OPERATORS } from '../../domain/filters';
import { DEFAULT_TOP } from '../../domain/queryParts';
import type { StoredAgainst } from '../../kinds/storedQuery';
import { type EditedFilter, type EditedQuery, isOverTime } from './editedQuery';
import { t } from '../locale/translate';
import { OPERATOR_FACTS } from './filterRows';
import { valueLabel } from './useValueOptions';

/** Entries of a list that a summary names; a collapsed row has one line. */
const MAX_NAMED = 3;

/** `a, b and c`, or `a, b, c and 4 more`. */
export function listed(texts: readonly string[], before: 'and' | 'or' = 'and'): string {
  const named = texts.slice(0, MAX_NAMED);
  const more = texts.length - named.length;
  const parts = more === 0 ? named : [...named, t('{{more}} more', { more })];
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${before === 'and' ? t('and') : t('or')} ${last}`;
}

/** `trunk is one of t1 and t2`, for each filter. */
export function filterWords(filters: readonly EditedFilter[]): string[] {
  return filters.map(({ dimension, operator, values }) => {
    const known = FILTER_OPERATORS.find((one) => one === operator);
    return `${dimension} ${known === undefined ? operator : t(OPERATOR_FACTS[known].meaning)} ${listed(values.map(valueLabel))}`;
  });
}

/** What is counted, by the measure of a query. */
export function measureWords({ measure = 'calls', ratePer = 'minute', unit = 'calls' }: EditedQuery): string {
  const counted = unit === 'attempts' ? t('Attempts') : t('Calls');
  switch (measure) {
    case 'calls':
      return counted;
    case 'share':
      return unit === 'attempts' ? t('Share of attempts') : t('Share of calls');
    case 'rate':
      return t('{{words}} per {{bucket}}', { words: counted, bucket: t(ratePer) });
  }
}

/** What is counted anew in each bucket of time, where the answer is over time. */
export function overTime(words: string, query: EditedQuery): string {
  const { bucket = 'auto' } = query;
  if (!isOverTime(query)) {
    return words;
  }
  return bucket === 'auto' ? t('{{words}} over time', { words }) : t('{{words}} per {{bucket}}', { words, bucket: t(bucket) });
}

/** `by trunk (top 5)`; null without a split. */
export function splitWords({ splitBy = [], top = DEFAULT_TOP }: EditedQuery): string | null {
  return splitBy.length === 0 ? null : t('by {{dimensions}} (top {{top}})', { dimensions: listed(splitBy), top });
}

/** What calls are compared with. */
export function baselineWords(against: StoredAgainst = { type: 'previous' }): string {
  switch (against.type) {
    case 'previous':
      return t('the previous range');
    case 'shift':
      return t('the range {{by}} earlier', { by: against.by });
    case 'filters':
      return against.filters.length === 0
        ? t('all calls')
        : t('calls where {{filters}}', { filters: listed(filterWords(against.filters)) });
    case 'runs':
      return `${against.dimension ?? 'run_id'} ${listed(against.baseline)}`;
  }
}

/** Which calls are compared; empty where it is all that the query is about. */
export function currentWords(against: StoredAgainst = { type: 'previous' }): string {
  return against.type === 'runs'
    ? ` ${t('of {{dimension}} {{values}}', { dimension: against.dimension ?? 'run_id', values: listed(against.current) })}`
    : '';
}

/** What passes: `90% answered or busy`. */
export function criteriaWords({ expected = ['answered'], minimumShare = 1 }: Pick<EditedQuery, 'expected' | 'minimumShare'>): string {
  return `${percentWords(minimumShare)} ${listed(expected, 'or')}`;
}

/** Numbers of 0 to 1 as people say them. */
export function percentWords(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
