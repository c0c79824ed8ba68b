import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { CODE } from '../../domain/filters';
import { QUERY_VERSION } from '../../domain/queryParts';
import type { StoredCallQuery } from '../../kinds/storedQuery';
import { DIMENSION, SOURCE, VARIABLES } from './source';

/** The values that the reader chose restrict every query. */
export const CHOSEN: NonNullable<StoredCallQuery['filters']> = [
  { dimension: DIMENSION, operator: 'in', values: [`\${${VARIABLES.values}}`] },
];

/** The same, and final status codes that the reader chose. */
export const CHOSEN_CODES: typeof CHOSEN = [...CHOSEN, { dimension: CODE, operator: 'in', values: [`\${${VARIABLES.code}}`] }];

/** Results that the reader chose. */
export const CHOSEN_RESULTS = [`\${${VARIABLES.result}}`];

/** Results whose post-dial delay says how slow a call was: a timeout says how long the switch waits. */
export const HEARD: NonNullable<StoredCallQuery['results']> = ['answered', 'busy', 'rejected', 'cancelled', 'unavailable', 'failed'];

/** A query of a panel, of the calls that the reader chose. */
export function ask(query: StoredCallQuery, refId = 'A'): Builder<Dataquery> {
  const stored = { refId, datasource: SOURCE, version: QUERY_VERSION, filters: CHOSEN, ...query };
  return { build: () => ({ ...stored, _implementsDataqueryVariant: () => undefined }) };
}

/** A query of timings, which the records of some systems do not have. */
export function askTimings(query: Omit<StoredCallQuery, 'kind' | 'ifMissing'>, refId?: string): Builder<Dataquery> {
  return ask({ kind: 'timing', ...query, ifMissing: 'null' }, refId);
}
