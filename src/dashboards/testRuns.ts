import { BigValueColorMode, BigValueTextMode, GraphDrawStyle, VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StateTimeline } from '@grafana/grafana-foundation-sdk/statetimeline';
import type { StoredCallQuery } from '../kinds/storedQuery';
import { ask, HEARD } from './parts/ask';
import { dashboard } from './parts/dashboard';
import { leadsTo, UID } from './parts/links';
import { at, lines, stat, table } from './parts/panels';
import { RUNS, SOURCE, VARIABLES } from './parts/source';
import { onlyFields } from './parts/transformations';
import { baselineVariable, runsVariable, runVariable, sourceVariable } from './parts/variables';

/** Rows of the grid that begin a band. */
const [HISTORY, LIST, CODES, END] = [5, 11, 20, 27];
/** The column of the runs is called like the dimension; the others of the table have these names. */
const RUN_COLUMN = '/^(?!(time|passed|calls|violating calls|share|worst code|worst result|why)$)/';
const RUN = `\${${VARIABLES.run}}`;
const BASELINE = `\${${VARIABLES.baseline}}`;

/** What a run has to do to pass. Nine calls of ten are expected to be answered. */
const CRITERIA: Pick<StoredCallQuery, 'expected' | 'minimumShare' | 'minimumCalls'> = {
  expected: ['answered'],
  minimumShare: 0.9,
  minimumCalls: 1,
};
const verdicts = (frames: 'table' | 'series') => ask({ kind: 'verdict', per: RUNS, ...CRITERIA, frames, filters: [] });

const ofRun: StoredCallQuery['filters'] = [{ dimension: RUNS, operator: '=', values: [RUN] }];
/** All other runs, unless the reader chose some of them. */
const ofBaseline: NonNullable<StoredCallQuery['filters']> = [
  { dimension: RUNS, operator: 'not in', values: [RUN, ''] },
  { dimension: RUNS, operator: 'in', values: [BASELINE] },
];

const chosen = () => [
  stat({
    title: `Run ${RUN}`,
    description:
      'Whether the chosen run passed: nine calls of ten or more were answered. Change what is expected in the query of the panel.',
  })
    .gridPos(at(0, 0, 6, HISTORY))
    .withTarget(ask({ kind: 'verdict', ...CRITERIA, frames: 'table', filters: ofRun }))
    .withTransformation(onlyFields('passed'))
    .textMode(BigValueTextMode.Value)
    .colorMode(BigValueColorMode.Background),
  stat({ title: 'Answered', description: 'Answered calls of the chosen run, of all its calls, with bounds at 95% confidence.' })
    .gridPos(at(6, 0, 9, HISTORY))
    .withTarget(ask({ kind: 'ratio', confidence: 95, filters: ofRun }))
    .decimals(1)
    .overrideByRegexp('/lower$/', [{ id: 'displayName', value: 'at least' }])
    .overrideByRegexp('/upper$/', [{ id: 'displayName', value: 'at most' }])
    .overrideByRegexp('/^ASR$/', [{ id: 'displayName', value: 'answered' }]),
  stat({ title: 'Calls', description: 'Calls of the chosen run.' })
    .gridPos(at(15, 0, 4, HISTORY))
    .withTarget(ask({ kind: 'ratio', return: 'of', filters: ofRun }))
    .displayName('calls'),
  stat({ title: 'Post-dial delay', description: '95 of 100 calls of the chosen run waited no longer than this.' })
    .gridPos(at(19, 0, 5, HISTORY))
    .withTarget(ask({ kind: 'timing', timings: ['pdd'], results: HEARD, statistics: ['p95'], filters: ofRun }))
    .displayName('95 of 100 calls'),
];

/** Grafana shows the runs on one page, without a choice of pages, where no number of rows is said, which the builder does not allow. */
const onOnePage = (panel: StateTimeline): Builder<Panel> => ({
  build: () => {
    const built = panel.build();
    const options = Object.entries(built.options as object).filter(([name]) => name !== 'perPage');
    return { ...built, options: Object.fromEntries(options) };
  },
});

const history = () => [
  onOnePage(
    new StateTimeline()
      .title('Runs')
      .description('Every run of the time range, passed or failed, from its first call to that of the next run.')
      .datasource(SOURCE)
      .gridPos(at(0, HISTORY, 12, LIST - HISTORY))
      .withTarget(verdicts('series'))
      .mergeValues(false)
      .rowHeight(0.6)
      .showValue(VisibilityMode.Never)
  ),
  lines({ title: 'Answered share over runs', description: 'A point for each run. A share that falls from run to run fails one day.' })
    .gridPos(at(12, HISTORY, 12, LIST - HISTORY))
    .withTarget(verdicts('table'))
    .withTransformation(onlyFields('time', 'share'))
    .drawStyle(GraphDrawStyle.Line)
    .showPoints(VisibilityMode.Always),
];

const lists = () => [
  table({
    title: 'Verdict per run',
    description:
      'The newest run first: whether it passed, and the most frequent code of the calls that violated it. Click a run to compare it.',
  })
    .gridPos(at(0, LIST, 12, END - LIST))
    .withTarget(verdicts('table'))
    .overrideByName('passed', [{ id: 'custom.width', value: 90 }])
    .overrideByRegexp('/calls$/', [{ id: 'custom.width', value: 110 }])
    .overrideByRegexp(RUN_COLUMN, [
      {
        id: 'links',
        value: [leadsTo(UID.testRuns, 'Choose this run', { run: '${__value.raw}' }, ['source', 'runs', 'baseline']).build()],
      },
    ]),
  table({
    title: `Run ${RUN} against its baseline`,
    description:
      'Results of the chosen run against those of the baseline (all other runs of the range, unless you choose some). The verdict says whether chance explains the difference.',
  })
    .gridPos(at(12, LIST, 12, CODES - LIST))
    .withTarget(ask({ kind: 'comparison', by: 'result', against: { type: 'filters', filters: ofBaseline }, filters: ofRun }))
    .withTransformation(onlyFields('result', 'baseline calls', 'calls', 'baseline share', 'share', 'change', 'verdict')),
  table({
    title: `Codes of run ${RUN}`,
    description: 'Final status codes of the chosen run against its baseline, the greatest change first.',
  })
    .gridPos(at(12, CODES, 12, END - CODES))
    .withTarget(ask({ kind: 'comparison', by: 'code', against: { type: 'filters', filters: ofBaseline }, filters: ofRun }))
    .withTransformation(onlyFields('code', 'reason', 'baseline share', 'share', 'change', 'verdict')),
];

/** Synthetic tests: did they pass, and did something change? */
export const testRuns = () =>
  dashboard(
    {
      uid: UID.testRuns,
      title: 'Test runs',
      description: 'Runs of synthetic calls: the verdict of each, one against others, and their course.',
    },
    [...chosen(), ...history(), ...lists()]
  )
    .time({ from: 'now-30d', to: 'now' })
    .refresh('5m')
    .variables([sourceVariable(), runsVariable(), runVariable(), baselineVariable()]);
