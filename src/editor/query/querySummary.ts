import { EDITORS } from '../../kinds/editors';
import { type EditedQuery, hasEffect } from '../fields/editedQuery';
import { filterWords, listed, splitWords } from '../fields/summaryWords';
import { t } from '../locale/translate';

/** A query in words, for the row that Grafana shows when its editor is collapsed, and for the query history; empty for the queries of other data sources. */
export function querySummary(query: EditedQuery): string {
  const editor = EDITORS[query.kind];
  if (editor === undefined) {
    return '';
  }
  const { results = [], filters = [] } = query;
  const parts = [
    editor.summary(query),
    ...(hasEffect(query, 'splitBy') ? [splitWords(query) ?? ''] : []),
    ...(hasEffect(query, 'results') && results.length > 0 ? [t('only {{results}}', { results: listed(results) })] : []),
    ...(filters.length > 0 ? [t('where {{filters}}', { filters: filterWords(filters).join(` ${t('and')} `) })] : []),
    ...(hasEffect(query, 'live') && query.live !== undefined && query.live !== false ? [t('live')] : []),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
