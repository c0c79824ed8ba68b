import type { ScopedVars } from '@grafana/data';
import type { StoredRatio, StoredSide } from '../../kinds/storedQuery';
import { RATIO_PROFILES } from '../../domain/ratios';
import { RESULTS } from '../../domain/results';
import { isTimeZone } from '../../domain/timeZone';
import { type EditedFilter, type EditedQuery, usesTimeZone } from '../fields/editedQuery';
import type { StoredAgainst } from '../../kinds/storedQuery';
import { expandExpression, expandList, type Templates } from './expand';

/**
 * A query with the dashboard's variables replaced. All, or an empty selection, removes the restriction that it stands
 * in; several values turn `=` into `in` and `!=` into `not in`.
 */
export function replaceVariables(query: EditedQuery, templates: Templates, scopedVars: ScopedVars): EditedQuery {
  const one = (text: string) => templates.replace(text, scopedVars);
  const { results, filters, splitBy, top, bucket, timeZone, ratios, per, expected, against, dimensions, ...rest } = query;
  return {
    ...rest,
    ...(results === undefined ? {} : { results: [...(expandList(results, templates, scopedVars) ?? [])] }),
    ...(filters === undefined ? {} : { filters: filters.flatMap((filter) => replaceInFilter(filter, templates, scopedVars)) }),
    ...(splitBy === undefined ? {} : { splitBy: [...(expandList(splitBy, templates, scopedVars) ?? [])] }),
    ...(top === undefined ? {} : { top: asNumber(one(String(top))) }),
    ...(bucket === undefined ? {} : { bucket: one(bucket) }),
    ...(timeZone === undefined ? {} : { timeZone: one(timeZone) }),
    ...(per === undefined ? {} : { per: one(per) }),
    ...(expected === undefined ? {} : { expected: [...(expandList(expected, templates, scopedVars) ?? RESULTS)] }),
    ...(ratios === undefined ? {} : { ratios: ratios.flatMap((ratio) => replaceInRatio(ratio, templates, scopedVars)) }),
    ...(against === undefined ? {} : { against: replaceInAgainst(against, templates, scopedVars) }),
    ...(dimensions === undefined ? {} : { dimensions: [...(expandList(dimensions, templates, scopedVars) ?? [])] }),
  };
}

/** A variable's own question may be under filters that name other variables. */
export function replaceInVariable<Query extends { dimension?: string; filters?: EditedFilter[] }>(
  query: Query,
  templates: Templates,
  scopedVars: ScopedVars
): Query {
  const { dimension, filters } = query;
  return {
    ...query,
    ...(dimension === undefined ? {} : { dimension: templates.replace(dimension, scopedVars) }),
    ...(filters === undefined ? {} : { filters: filters.flatMap((filter) => replaceInFilter(filter, templates, scopedVars)) }),
  };
}

function replaceInFilter(filter: EditedFilter, templates: Templates, scopedVars: ScopedVars): EditedFilter[] {
  const dimension = templates.replace(filter.dimension, scopedVars);
  if (filter.operator === '=~' || filter.operator === '!~') {
    const expressions = filter.values.map((value) => expandExpression(value, templates, scopedVars));
    return expressions.length === 0 || expressions.includes(null)
      ? []
      : [{ dimension, operator: filter.operator, values: expressions.filter((value) => value !== null) }];
  }
  const values = expandList(filter.values, templates, scopedVars);
  if (values === null || values.length === 0) {
    return [];
  }
  return [{ dimension, operator: values.length === 1 ? filter.operator : operatorOfMany(filter.operator), values: [...values] }];
}

/** A name may become several; All stands for all that have a name. */
function replaceInRatio(ratio: StoredRatio, templates: Templates, scopedVars: ScopedVars): StoredRatio[] {
  if (typeof ratio === 'string') {
    return [...(expandList([ratio], templates, scopedVars) ?? RATIO_PROFILES)];
  }
  const side = (one: StoredSide): StoredSide =>
    one.codes === undefined
      ? { results: [...(expandList(one.results ?? [], templates, scopedVars) ?? one.results ?? [])] }
      : { codes: templates.replace(one.codes, scopedVars, 'csv') };
  const { name, numerator, denominator } = ratio;
  return [
    {
      name: templates.replace(name, scopedVars),
      numerator: side(numerator),
      ...(denominator === undefined ? {} : { denominator: side(denominator) }),
    },
  ];
}

/** A variable set to All names no runs, which the query's own check refuses. */
function replaceInAgainst(against: StoredAgainst, templates: Templates, scopedVars: ScopedVars): StoredAgainst {
  const one = (text: string) => templates.replace(text, scopedVars);
  const list = (texts: string[]) => [...(expandList(texts, templates, scopedVars) ?? [])];
  switch (against.type) {
    case 'previous':
      return against;
    case 'shift':
      return { type: 'shift', by: one(against.by) };
    case 'filters':
      return { type: 'filters', filters: against.filters.flatMap((filter) => replaceInFilter(filter, templates, scopedVars)) };
    case 'runs':
      return {
        ...against,
        ...(against.dimension === undefined ? {} : { dimension: one(against.dimension) }),
        baseline: list(against.baseline),
        current: list(against.current),
      };
  }
}

function operatorOfMany(operator: string): string {
  return operator === '=' ? 'in' : operator === '!=' ? 'not in' : operator;
}

/** What is not a number stays as it is, so that the query's own check can say so. */
function asNumber(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** `browser` and an empty setting mean the reader's own zone; `utc` is how Grafana writes UTC. Null: not a time zone. */
export function resolveTimeZone(dashboard: string): string | null {
  if (dashboard === '' || dashboard === 'browser') {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  if (dashboard.toLowerCase() === 'utc') {
    return 'UTC';
  }
  return isTimeZone(dashboard) ? dashboard : null;
}

/** Puts the dashboard's time zone into a query by calendar that names none. */
export function withTimeZone(query: EditedQuery, dashboard: string): EditedQuery {
  if (query.timeZone !== undefined || !usesTimeZone(query)) {
    return query;
  }
  const timeZone = resolveTimeZone(dashboard);
  return timeZone === null ? query : { ...query, timeZone };
}
