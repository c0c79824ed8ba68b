import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { PLUGIN_ID } from '../../domain/pluginId';

/** Names of the variables that the dashboards share, so that links between them keep what was chosen. */
export const VARIABLES = {
  source: 'datasource',
  result: 'result',
  code: 'code',
  dimension: 'by',
  values: 'values',
  runs: 'runs',
  run: 'run',
  baseline: 'baseline',
} as const;

/** The data source that the reader chooses. */
export const SOURCE: DataSourceRef = { type: PLUGIN_ID, uid: `\${${VARIABLES.source}}` };

/** The dimension that the reader chooses: trunk, unless the records have none. */
export const DIMENSION = `\${${VARIABLES.dimension}}`;

/** The dimension that tells the runs of tests apart. */
export const RUNS = `\${${VARIABLES.runs}}`;

/** All dashboards have it, and the list of dashboards in each finds the others by it. */
export const TAG = 'call-result';
