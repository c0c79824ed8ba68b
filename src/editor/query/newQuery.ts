import { CoreApp } from '@grafana/data';
import { QUERY_VERSION } from '../../domain/queryParts';
import { NEW_QUERY } from '../fields/editedQuery';

/** A new alert rule judges its whole range; the last bucket of a trend is hardly ever complete. */
const NEW_RULE_QUERY: typeof NEW_QUERY = { version: QUERY_VERSION, kind: 'distribution' };

/** Alert rules belong to no dashboard. */
export function isAlertRule(app: CoreApp | undefined): boolean {
  return app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting;
}

/** The query before anything was chosen. */
export function newQuery(app: CoreApp | undefined): typeof NEW_QUERY {
  return isAlertRule(app) ? NEW_RULE_QUERY : NEW_QUERY;
}
