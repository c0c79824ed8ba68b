import { BigValueColorMode, TableCellDisplayMode, TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { ask, askTimings, HEARD } from './parts/ask';
import { dashboard } from './parts/dashboard';
import { leadsTo, UID } from './parts/links';
import { NONE_RECORDED, whereMissing } from './parts/mappings';
import { ONE_DECIMAL, at, lines, stat, table, width } from './parts/panels';
import { DIMENSION } from './parts/source';
import { LEVELS, plain } from './parts/thresholds';
import { valuesOf } from './parts/transformations';
import { dimensionVariable, sourceVariable, valuesVariable } from './parts/variables';

/** Rows of the grid that begin a band. */
const [LIST, COURSE, END] = [4, 16, 26];
const MINIMUM_CALLS = 30;
const MOST_CARRIERS = 50;
/** Of a week, three hours each: enough calls for a point in most of them, and lines that do not hide each other. */
const COURSE_POINTS = 60;

const colored = (level: keyof typeof LEVELS): DynamicConfigValue[] => [
  { id: 'thresholds', value: LEVELS[level].build() },
  { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.ColorText } },
  { id: 'color', value: { mode: 'thresholds' } },
  { id: 'mappings', value: [whereMissing('–', 'text')] },
];

const tile = (x: number, title: string, description: string) => stat({ title, description }).gridPos(at(x, 0, 6, LIST));

const together = () => [
  tile(0, 'Calls', 'All calls of the chosen values.')
    .withTarget(ask({ kind: 'ratio', return: 'of' }))
    .displayName('of all results'),
  tile(6, 'ASR', 'Answered calls of all calls (ITU-T E.411).')
    .withTarget(ask({ kind: 'ratio' }))
    .displayName('answered')
    .decimals(1)
    .thresholds(LEVELS.ASR)
    .colorMode(BigValueColorMode.Value),
  tile(12, 'Post-dial delay', '95 of 100 calls waited no longer than this for a sign of life.')
    .withTarget(askTimings({ timings: ['pdd'], results: HEARD, statistics: ['p95'] }))
    .displayName('95 of 100 calls')
    .mappings([NONE_RECORDED])
    .thresholds(LEVELS.postDialDelay)
    .colorMode(BigValueColorMode.Value),
  tile(18, 'Short calls', 'Answered calls of less than six seconds, of all answered calls: often one-way audio, or an answer that is none.')
    .withTarget(askTimings({ measures: ['short calls'] }))
    .displayName('under 6 s')
    .mappings([NONE_RECORDED])
    .decimals(1)
    .thresholds(LEVELS.shortCalls)
    .colorMode(BigValueColorMode.Value),
];

const list = () =>
  table({
    title: `By ${DIMENSION}`,
    description:
      'A row for each value, the lowest ASR first. ASR with its bounds at 95% confidence and its course, post-dial delay of 95 of 100 calls, mean duration of answered calls (ACD), and the share of answered calls under six seconds. Numbers of fewer than 30 calls are left out. Click a value to see its calls.',
  })
    .gridPos(at(0, LIST, 24, COURSE - LIST))
    .cellHeight(TableCellHeight.Md)
    .maxDataPoints(COURSE_POINTS)
    .withTarget(
      ask({
        kind: 'ratio',
        splitBy: [DIMENSION],
        top: MOST_CARRIERS,
        sort: 'lowest',
        minimumCalls: MINIMUM_CALLS,
        confidence: 95,
        counts: true,
        shape: 'table',
      })
    )
    .withTarget(ask({ kind: 'ratio', over: 'time', splitBy: [DIMENSION], top: MOST_CARRIERS, minimumCalls: MINIMUM_CALLS }, 'B'))
    .withTarget(
      askTimings(
        {
          timings: ['pdd'],
          results: HEARD,
          statistics: ['p95'],
          measures: ['ACD', 'short calls'],
          splitBy: [DIMENSION],
          top: MOST_CARRIERS,
          minimumCalls: MINIMUM_CALLS,
          shape: 'table',
        },
        'C'
      )
    )
    .withTransformation({ id: 'timeSeriesTable', options: {} })
    .withTransformation({ id: 'joinByField', options: { byField: DIMENSION, mode: 'outerTabular' } })
    .withTransformation({
      id: 'organize',
      // Fields of joined frames are called by their frame too.
      options: {
        excludeByName: { 'ASR calls Ratios': true, 'ASR calls': true, ratio: true },
        indexByName: { [DIMENSION]: 0, 'ASR of Ratios': 1, 'ASR Ratios': 2, 'ASR lower Ratios': 3, 'ASR upper Ratios': 4, 'Trend #B': 5 },
        renameByName: {
          'ASR of Ratios': 'calls',
          'ASR Ratios': 'ASR',
          'ASR lower Ratios': 'at least',
          'ASR upper Ratios': 'at most',
          'Trend #B': 'course of the ASR',
          'pdd p95 Timings': 'post-dial delay',
          'ACD Timings': 'ACD',
          'short calls Timings': 'short calls',
        },
      },
    })
    .overrideByName('calls', [width(100)])
    .overrideByName('ASR', [width(80), ONE_DECIMAL, ...colored('ASR')])
    .overrideByRegexp('/^at (least|most)$/', [width(80), ONE_DECIMAL])
    .overrideByName('post-dial delay', [width(130), ...colored('postDialDelay')])
    .overrideByName('ACD', [width(100)])
    .overrideByName('short calls', [width(110), ONE_DECIMAL, ...colored('shortCalls')])
    .overrideByName('course of the ASR', [
      { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.Sparkline, hideValue: true } },
      { id: 'color', value: plain('blue').build() },
    ]);

const course = () => [
  lines({
    title: `ASR by ${DIMENSION}`,
    description: 'A point where there are 30 calls or more. One line that falls is a fault there; all that fall are a fault here.',
  })
    .gridPos(at(0, COURSE, 12, END - COURSE))
    .maxDataPoints(COURSE_POINTS)
    .withTarget(ask({ kind: 'ratio', over: 'time', splitBy: [DIMENSION], top: 8, minimumCalls: MINIMUM_CALLS }))
    .withTransformation(valuesOf('ASR'))
    .dataLinks([leadsTo(UID.triage, 'Find out why', {})]),
  lines({
    title: `Post-dial delay by ${DIMENSION}`,
    description: '95 of 100 calls waited no longer than this. A step up is another route or an overloaded server.',
  })
    .gridPos(at(12, COURSE, 12, END - COURSE))
    .maxDataPoints(COURSE_POINTS)
    .withTarget(
      askTimings({
        timings: ['pdd'],
        results: HEARD,
        statistics: ['p95'],
        over: 'time',
        splitBy: [DIMENSION],
        top: 8,
        minimumCalls: MINIMUM_CALLS,
      })
    )
    .withTransformation(valuesOf('pdd p95')),
];

/** A row for each trunk or carrier. */
export const carriers = () =>
  dashboard(
    {
      uid: UID.carriers,
      title: 'Carriers',
      description: 'Trunks or carriers compared: how many of their calls are answered, how fast, and how long they last.',
    },
    [...together(), list(), ...course()]
  )
    .time({ from: 'now-7d', to: 'now' })
    .refresh('5m')
    .variables([sourceVariable(), dimensionVariable(), valuesVariable()]);
