import type { AdHocVariableFilter } from '@grafana/data';
import { MISSING_VALUE } from '../../domain/filters';
import type { EditedFilter, EditedQuery } from '../fields/editedQuery';
import { MISSING_TEXT } from './options';

/** Grafana's operators of ad-hoc filters → ours. `=|` and `!=|` hold several values. */
const OPERATORS: Readonly<Record<string, string>> = { '=': '=', '!=': '!=', '=~': '=~', '!~': '!~', '=|': 'in', '!=|': 'not in' };

/** A query under the dashboard's ad-hoc filters; one that is not filled in yet restricts nothing. */
export function withAdHocFilters(query: EditedQuery, filters: readonly AdHocVariableFilter[] = []): EditedQuery {
  const added = filters.filter(({ key, operator }) => key !== '' && operator !== '').map(asFilter);
  return added.length === 0 ? query : { ...query, filters: [...(query.filters ?? []), ...added] };
}

/** An operator that we do not have is passed on, so that the query is refused with the list of those that exist. */
function asFilter({ key, operator, value, values }: AdHocVariableFilter): EditedFilter {
  const several = operator === '=|' || operator === '!=|';
  const texts = several ? (values ?? [value]) : [value];
  return {
    dimension: key,
    operator: OPERATORS[operator] ?? operator,
    values: texts.map((text) => (text === MISSING_TEXT ? MISSING_VALUE : text)),
  };
}

/** A filter that a panel or a table asks for: to see only this value (`=`), or all but it (`!=`). */
export function withFilter(query: EditedQuery, dimension: string, operator: '=' | '!=', value: string): EditedQuery {
  const filter = asFilter({ key: dimension, operator, value });
  const others = (query.filters ?? []).filter(
    (one) => !(one.dimension === dimension && (one.operator === '=' || one.operator === '!=') && one.values[0] === filter.values[0])
  );
  return { ...query, filters: [...others, filter] };
}

/** Results are filtered by the list of results, not by a dimension of that name. */
export function withResultFilter(query: EditedQuery, operator: '=' | '!=', result: string, all: readonly string[]): EditedQuery {
  const shown = query.results === undefined || query.results.length === 0 ? all : query.results;
  return { ...query, results: operator === '=' ? [result] : shown.filter((one) => one !== result) };
}
