import type { OwnLink, SharedLink } from '../../domain/callsLinks';
import { QUERY_VERSION } from '../../domain/queryParts';
import type { DrilldownContext, RowFilter, RowText } from '../queries/after/tables/drilldown';
import type { Column } from '../queries/after/tables/table';

/** A data source as Grafana knows it. */
export interface LinkedSource {
  readonly uid: string;
  readonly name: string;
}

/** Grafana would take it for a variable of a dashboard. */
const VARIABLE = /\$\{?\w|\[\[\w/;
/** Explore keeps a query in its address; servers refuse longer ones. */
const LONGEST_FILTERS = 4_000;
/** Names that are in `${__data.fields["…"]}` as they are: its grammar ends them at `:`, `^` and `}`. */
const PLAIN_NAME = /^[^:^}"\\[\]]+$/;

/** What all columns of an answer ask for, that lead to calls. */
export function sharedLink({ unit, results, filters, timeZone }: DrilldownContext, { uid, name }: LinkedSource): Omit<SharedLink, 'title'> {
  return {
    datasourceUid: uid,
    datasourceName: name,
    query: {
      refId: 'A',
      version: QUERY_VERSION,
      kind: 'calls',
      ...(unit === 'calls' ? {} : { unit }),
      ...(results.length === 0 ? {} : { results }),
      ...(filters.length === 0 ? {} : { filters }),
      ...(timeZone === undefined ? {} : { timeZone }),
    },
  };
}

/**
 * The calls behind a column, as a link within Grafana. Row values are put in by Grafana as they are, without
 * looking for variables in them. Null where the column leads nowhere, a text would be taken for something else, or the
 * filters are too long for an address.
 */
export function ownLink(column: Column, about: DrilldownContext): (OwnLink & { readonly title: string }) | null {
  const { drilldown } = column;
  if (drilldown === undefined) {
    return null;
  }
  const texts = [...(drilldown.results ?? []), ...drilldown.filters.flatMap(({ dimension, values }) => [dimension, ...values])];
  const fixed = [
    ...texts.filter((text) => typeof text === 'string'),
    ...about.filters.flatMap(({ dimension, values }) => [dimension, ...values]),
  ];
  if (
    fixed.reduce((length, text) => length + text.length, 0) > LONGEST_FILTERS ||
    fixed.some((text) => VARIABLE.test(text)) ||
    texts.some((text) => typeof text !== 'string' && !PLAIN_NAME.test(text.column))
  ) {
    return null;
  }
  const put = (text: RowText) => placeOf(text, column.name);
  return {
    title: drilldown.title,
    ...(drilldown.results === null ? {} : { results: drilldown.results.map(put) }),
    ...(drilldown.filters.length === 0 ? {} : { filters: drilldown.filters.map((filter) => filterOf(filter, put)) }),
  };
}

function filterOf({ dimension, includes, values }: RowFilter, put: (text: RowText) => string) {
  return { dimension: put(dimension), operator: includes ? 'in' : 'not in', values: values.map(put) };
}

function placeOf(text: RowText, own: string): string {
  if (typeof text === 'string') {
    return text;
  }
  return text.column === own ? '${__value.raw}' : `\${__data.fields["${text.column}"].text}`;
}
