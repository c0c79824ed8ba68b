import { PanelBuilder as BarChart } from '@grafana/grafana-foundation-sdk/barchart';
import {
  BigValueColorMode,
  BigValueTextMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { StoredCallQuery } from '../kinds/storedQuery';
import { MAX_VERDICTS } from '../kinds/verdict/schema';
import { ask, askTimings, HEARD } from './parts/ask';
import { dashboard } from './parts/dashboard';
import { leadsTo, UID } from './parts/links';
import { NONE_RECORDED } from './parts/mappings';
import { ONE_DECIMAL, at, newest, stat, table, width } from './parts/panels';
import { RUNS, SOURCE, VARIABLES } from './parts/source';
import { lowerIsBetter, plain } from './parts/thresholds';
import { onlyFields, rowsWhere, without } from './parts/transformations';
import { baselineVariable, runsVariable, runVariable, sourceVariable } from './parts/variables';

/** Rows of the grid that begin a band. */
const [HISTORY, LIST, AGAINST, END] = [5, 11, 20, 29];
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
/** The newest run first; one question for all panels that count, draw or list runs. */
const verdicts = () => ask({ kind: 'verdict', per: RUNS, ...CRITERIA, limit: MAX_VERDICTS, frames: 'table', filters: [] });
/** Bars that are wide enough to be told from each other. */
const MAX_BARS = 100;

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
    .withTarget(askTimings({ timings: ['pdd'], results: HEARD, statistics: ['p95'], filters: ofRun }))
    .displayName('95 of 100 calls')
    .mappings([NONE_RECORDED])
    .colorScheme(plain('text'))
    .colorMode(BigValueColorMode.Value),
];

/** How many runs there are of those that the transformations leave. */
const runs = (title: string, description: string) =>
  stat({ title, description })
    .withTarget(verdicts())
    .reduceOptions(newest().calcs(['count']))
    // A count of 1 does not say "passed".
    .overrideByName('passed', [{ id: 'mappings', value: [] }]);

const history = () => [
  runs('Runs', `How many runs began in the time range, the newest ${MAX_VERDICTS} at most.`)
    .gridPos(at(0, HISTORY, 3, LIST - HISTORY))
    .withTransformation(onlyFields('passed'))
    .displayName('in all'),
  runs('Failed', 'How many of them failed.')
    .gridPos(at(3, HISTORY, 3, LIST - HISTORY))
    .transformations([rowsWhere('passed', '0'), onlyFields('passed')])
    .displayName('of them')
    .thresholds(lowerIsBetter(1, 1))
    .colorMode(BigValueColorMode.Value),
  new BarChart()
    .title('Answered share by run')
    .description(
      `A bar for each of the newest ${MAX_BARS} runs, the newest on the right: green passed, red failed. A share that falls from run to run fails one day.`
    )
    .datasource(SOURCE)
    .gridPos(at(6, HISTORY, 18, LIST - HISTORY))
    .withTarget(verdicts())
    .transformations([
      { id: 'limit', options: { limitField: MAX_BARS } },
      { id: 'sortBy', options: { sort: [{ field: 'time', desc: false }] } },
      without('time', 'calls', 'violating calls', 'worst code', 'worst result', 'why'),
    ])
    .colorByField('passed')
    .overrideByName('passed', [{ id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: false } }])
    .decimals(1)
    .barWidth(0.8)
    .fillOpacity(80)
    .lineWidth(0)
    .xTickLabelRotation(0)
    .xTickLabelMaxLength(30)
    .xTickLabelSpacing(100)
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None))
    .legend(
      new VizLegendOptionsBuilder().displayMode(LegendDisplayMode.Hidden).placement(LegendPlacement.Bottom).showLegend(false).calcs([])
    ),
];

const lists = () => [
  table({
    title: 'Verdict per run',
    description:
      'The newest run first: whether it passed, and the most frequent code of the calls that violated it. Click a run to compare it.',
  })
    .gridPos(at(0, LIST, 24, AGAINST - LIST))
    .withTarget(verdicts())
    .overrideByName('time', [{ id: 'unit', value: 'time:YYYY-MM-DD HH:mm' }, width(140)])
    .overrideByName('passed', [width(75)])
    .overrideByName('share', [width(65), ONE_DECIMAL])
    .overrideByName('calls', [width(65)])
    .overrideByRegexp('/^(violating calls|worst result)$/', [width(110)])
    .overrideByName('worst code', [width(90)])
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
    .gridPos(at(0, AGAINST, 12, END - AGAINST))
    .withTarget(ask({ kind: 'comparison', by: 'result', against: { type: 'filters', filters: ofBaseline }, filters: ofRun }))
    .withTransformation(onlyFields('result', 'calls', 'baseline share', 'share', 'change', 'verdict'))
    .overrideByName('result', [
      { id: 'custom.width', value: null },
      { id: 'custom.minWidth', value: 95 },
    ])
    .overrideByRegexp('/^(calls|share)$/', [width(65)])
    .overrideByRegexp('/share$/', [ONE_DECIMAL])
    .overrideByName('change', [width(75)]),
  table({
    title: `Codes of run ${RUN}`,
    description: 'Final status codes of the chosen run against its baseline, the greatest change first.',
  })
    .gridPos(at(12, AGAINST, 12, END - AGAINST))
    .withTarget(ask({ kind: 'comparison', by: 'code', against: { type: 'filters', filters: ofBaseline }, filters: ofRun }))
    .withTransformation(onlyFields('code', 'reason', 'baseline share', 'share', 'change', 'verdict'))
    .overrideByName('code', [width(50)])
    .overrideByName('reason', [{ id: 'custom.wrapText', value: true }])
    .overrideByName('share', [width(65)])
    .overrideByRegexp('/share$/', [ONE_DECIMAL])
    .overrideByName('change', [width(75)]),
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
