import { BigValueColorMode } from '@grafana/grafana-foundation-sdk/common';
import { ask, askTimings, CHOSEN_RESULTS, HEARD } from './parts/ask';
import { dashboard } from './parts/dashboard';
import { leadsTo, UID } from './parts/links';
import { NONE_RECORDED } from './parts/mappings';
import { ONE_DECIMAL, at, barGauge, lines, stackedBars, stat, table, width } from './parts/panels';
import { DIMENSION } from './parts/source';
import { LEVELS, plain } from './parts/thresholds';
import { onlyFields, valuesOf } from './parts/transformations';
import { dimensionVariable, resultVariable, sourceVariable, valuesVariable } from './parts/variables';

/** Rows of the grid that begin a band. */
const [RESULTS, WHY, WHERE, END] = [4, 12, 20, 28];

const tile = (x: number, w: number, title: string, description: string) => stat({ title, description }).gridPos(at(x, 0, w, RESULTS));

const numbers = () => [
  tile(0, 4, 'Calls', 'All calls of the time range, whatever their result.')
    .withTarget(ask({ kind: 'ratio', ratios: ['ASR'], return: 'of' }))
    .displayName('of all results'),
  tile(4, 7, 'ASR', 'Answered calls of all calls (ITU-T E.411), and its bounds at 95% confidence: far apart where there are few calls.')
    .withTarget(ask({ kind: 'ratio', ratios: ['ASR'], confidence: 95 }))
    .decimals(1)
    .thresholds(LEVELS.ASR)
    .colorMode(BigValueColorMode.Value)
    .overrideByRegexp('/^ASR$/', [{ id: 'displayName', value: 'answered' }])
    .overrideByRegexp('/lower$/', [{ id: 'displayName', value: 'at least' }])
    .overrideByRegexp('/upper$/', [{ id: 'displayName', value: 'at most' }]),
  tile(11, 4, 'NER', 'Calls that the network delivered, whether they were answered or not (ITU-T E.425).')
    .withTarget(ask({ kind: 'ratio', ratios: ['NER E.425 + 487'] }))
    .displayName('delivered')
    .decimals(1)
    .thresholds(LEVELS.NER)
    .colorMode(BigValueColorMode.Value),
  tile(15, 5, 'Post-dial delay', '95 of 100 calls waited no longer than this for a sign of life.')
    .withTarget(askTimings({ timings: ['pdd'], results: HEARD, statistics: ['p95'] }))
    .displayName('95 of 100 calls')
    .mappings([NONE_RECORDED])
    .thresholds(LEVELS.postDialDelay)
    .colorMode(BigValueColorMode.Value),
  tile(20, 4, 'Conversation', 'Mean duration of answered calls (ACD). A fall may be one-way audio: people hang up.')
    .withTarget(askTimings({ measures: ['ACD'] }))
    .displayName('mean duration')
    .mappings([NONE_RECORDED])
    .colorScheme(plain('text'))
    .colorMode(BigValueColorMode.Value),
];

const results = () =>
  barGauge({ title: 'Calls by result', description: 'How many calls ended in which way. Click a result to find out why.' })
    .gridPos(at(0, RESULTS, 8, WHY - RESULTS))
    .withTarget(ask({ kind: 'distribution', results: CHOSEN_RESULTS }))
    .dataLinks([leadsTo(UID.triage, 'Find out why', { result: '${__field.labels.result}' })]);

const course = () =>
  stackedBars({
    title: 'Results over time',
    description: 'The height is all calls. A color that grows at the cost of the others is what changed.',
  })
    .gridPos(at(8, RESULTS, 16, WHY - RESULTS))
    .withTarget(ask({ kind: 'trend', results: CHOSEN_RESULTS }));

const wrong = () =>
  table({
    title: 'What is wrong',
    description:
      'What got worse, in the time range or lately, or is unusually frequent, where, what it usually means, and what to check first.',
  })
    .gridPos(at(0, WHY, 12, WHERE - WHY))
    .withTarget(ask({ kind: 'triage' }))
    .showHeader(false)
    .withTransformation(onlyFields('text'));

const codes = () =>
  table({ title: 'Status codes', description: 'The final status codes behind the results, the most frequent first.' })
    .gridPos(at(12, WHY, 12, WHERE - WHY))
    .withTarget(ask({ kind: 'codes', results: CHOSEN_RESULTS }))
    .overrideByName('code', [width(60)])
    .overrideByName('result', [width(110)])
    .overrideByName('calls', [width(80)])
    .overrideByName('share', [width(70), ONE_DECIMAL]);

const split = () => [
  lines({
    title: `ASR by ${DIMENSION}`,
    description:
      'Each line has a point where it has 30 calls or more. One line that falls is a fault there; all that fall are a fault here.',
  })
    .gridPos(at(0, WHERE, 12, END - WHERE))
    .withTarget(ask({ kind: 'ratio', over: 'time', splitBy: [DIMENSION], top: 8, minimumCalls: 30 }))
    .withTransformation(valuesOf('ASR')),
  table({
    title: `Lowest ASR by ${DIMENSION}`,
    description: 'The lowest ASR first, with its bounds at 95% confidence and its calls. Click a value to see only its calls.',
  })
    .gridPos(at(12, WHERE, 12, END - WHERE))
    .withTarget(
      ask({ kind: 'ratio', splitBy: [DIMENSION], top: 20, sort: 'lowest', minimumCalls: 30, confidence: 95, counts: true, shape: 'table' })
    )
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { 'ASR calls': true },
        renameByName: { 'ASR lower': 'at least', 'ASR upper': 'at most', 'ASR of': 'calls' },
      },
    }),
];

/** The first look: how calls ended, since when, and where. */
export const overview = () =>
  dashboard({ uid: UID.overview, title: 'Overview', description: 'How calls ended, since when, where, and what to check first.' }, [
    ...numbers(),
    results(),
    course(),
    wrong(),
    codes(),
    ...split(),
  ])
    .time({ from: 'now-24h', to: 'now' })
    .refresh('1m')
    .variables([sourceVariable(), dimensionVariable(), valuesVariable(), resultVariable()]);
