import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PLUGIN_ID } from '../../domain/pluginId';
import { DIMENSION, RUNS, SOURCE, VARIABLES } from './source';

type Variable = Builder<VariableModel>;

const ALL = { selected: true, text: 'All', value: '$__all' };

export const sourceVariable = (): Variable =>
  new DatasourceVariableBuilder(VARIABLES.source).label('Data source').type(PLUGIN_ID).current({ text: '', value: '' });

export const resultVariable = (): Variable =>
  new QueryVariableBuilder(VARIABLES.result)
    .label('Result')
    .datasource(SOURCE)
    .query({ refId: 'variable', type: 'results' })
    .multi(true)
    .includeAll(true)
    .current(ALL)
    .refresh(VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.Disabled);

export const codeVariable = (): Variable =>
  new QueryVariableBuilder(VARIABLES.code)
    .label('Code')
    .description('Restricts the panels of calls: over time, codes, and the calls themselves.')
    .datasource(SOURCE)
    .query({ refId: 'variable', type: 'codes' })
    .multi(true)
    .includeAll(true)
    .current(ALL)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.Disabled);

/** One dimension of the records: the preferred one, or the first of records that do not have it. */
const oneOfDimensions = (name: string, label: string, preferred: string): Variable =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(SOURCE)
    .query({ refId: 'variable', type: 'dimensions' })
    .current({ selected: true, text: preferred, value: preferred })
    .refresh(VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.Disabled);

/** By what calls are divided. */
export const dimensionVariable = (): Variable => oneOfDimensions(VARIABLES.dimension, 'Split by', 'trunk');

/** Which dimension tells the runs of tests. */
export const runsVariable = (): Variable => oneOfDimensions(VARIABLES.runs, 'Runs by', 'run_id');

/** Which values of the dimension are counted. */
export const valuesVariable = (): Variable =>
  new QueryVariableBuilder(VARIABLES.values)
    .label('Only')
    .datasource(SOURCE)
    .query({ refId: 'variable', type: 'values', dimension: DIMENSION })
    .multi(true)
    .includeAll(true)
    .current(ALL)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);

const runs = (name: string, label: string) =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(SOURCE)
    .query({ refId: 'variable', type: 'runs', dimension: RUNS })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.Disabled);

/** The newest run, unless another one is chosen. */
export const runVariable = (): Variable => runs(VARIABLES.run, 'Run');

/** Runs that it is compared with. */
export const baselineVariable = (): Variable => runs(VARIABLES.baseline, 'Baseline').multi(true).includeAll(true).current(ALL);
