import { BigValueColorMode } from '@grafana/grafana-foundation-sdk/common';
import { RESULT_FACTS } from '../domain/results';
import type { StoredRatio } from '../kinds/storedQuery';
import { ask, askTimings } from './parts/ask';
import { dashboard } from './parts/dashboard';
import { UID } from './parts/links';
import { NONE_RECORDED } from './parts/mappings';
import { ONE_DECIMAL, at, lines, stackedBars, stat, table, width } from './parts/panels';
import { higherIsBetter, lowerIsBetter, plain } from './parts/thresholds';
import { dimensionVariable, sourceVariable, valuesVariable } from './parts/variables';

/** Rows of the grid that begin a band. */
const [HOURS, SHARES, LIST, END] = [4, 13, 21, 31];

/** Columns of the table of days. */
const DAYS = 15;

/** A caller who gives up before the answer is a cancelled call. */
const ABANDONED: StoredRatio = { name: 'abandoned', numerator: { results: ['cancelled'] } };
const ANSWERED: StoredRatio = { name: 'answered', numerator: { results: ['answered'] } };
const TURNED_AWAY: StoredRatio = { name: 'turned away', numerator: { results: ['busy', 'rejected', 'unavailable', 'timeout', 'failed'] } };

const tile = (x: number, title: string, description: string) => stat({ title, description }).gridPos(at(x, 0, 4, HOURS));

const numbers = () => [
  tile(0, 'Offered', 'All calls that callers tried, answered or not.')
    .withTarget(ask({ kind: 'ratio', return: 'of' }))
    .displayName('calls'),
  tile(4, 'Answered', 'Answered calls of all calls.')
    .withTarget(ask({ kind: 'ratio', ratios: [ANSWERED] }))
    .displayName('of all calls')
    .decimals(1)
    .thresholds(higherIsBetter(0.8, 0.9))
    .colorMode(BigValueColorMode.Value),
  tile(8, 'Abandoned', 'Callers who gave up before the answer, of all calls.')
    .withTarget(ask({ kind: 'ratio', ratios: [ABANDONED] }))
    .displayName('of all calls')
    .decimals(1)
    .thresholds(lowerIsBetter(0.05, 0.1))
    .colorMode(BigValueColorMode.Value),
  tile(
    12,
    'Turned away',
    'Calls that were not answered although the caller waited: busy, rejected, unavailable, timed out or failed. More people do not help here; lines and servers do.'
  )
    .withTarget(ask({ kind: 'ratio', ratios: [TURNED_AWAY] }))
    .displayName('of all calls')
    .decimals(1)
    .thresholds(lowerIsBetter(0.05, 0.1))
    .colorMode(BigValueColorMode.Value),
  tile(16, 'Answer time', '95 of 100 answered calls were answered within this time.')
    .withTarget(askTimings({ timings: ['setup'], statistics: ['p95'] }))
    .displayName('95 of 100 calls')
    .mappings([NONE_RECORDED])
    .thresholds(lowerIsBetter(20_000, 40_000))
    .colorMode(BigValueColorMode.Value),
  tile(20, 'Conversation', 'Mean duration of answered calls.')
    .withTarget(askTimings({ measures: ['ACD'] }))
    .displayName('mean duration')
    .mappings([NONE_RECORDED])
    .colorScheme(plain('text'))
    .colorMode(BigValueColorMode.Value),
];

const byHour = () =>
  stackedBars({
    title: 'Calls by hour',
    description:
      'A bar for each hour. Gray is abandoned: where it grows with the height of the bar, people are missing; where it grows alone, look at the waiting time.',
  })
    .gridPos(at(0, HOURS, 24, SHARES - HOURS))
    .withTarget(ask({ kind: 'trend', bucket: '1h' }));

const shares = () => [
  lines({ title: 'Answered and abandoned by hour', description: 'Shares of the calls of each hour with 10 calls or more.' })
    .gridPos(at(0, SHARES, 12, LIST - SHARES))
    .withTarget(ask({ kind: 'ratio', ratios: [ANSWERED, ABANDONED], over: 'time', bucket: '1h', minimumCalls: 10 }))
    .overrideByName('answered', [{ id: 'color', value: { mode: 'fixed', fixedColor: RESULT_FACTS.answered.color } }])
    .overrideByName('abandoned', [{ id: 'color', value: { mode: 'fixed', fixedColor: RESULT_FACTS.cancelled.color } }]),
  lines({
    title: 'Time to answer by hour',
    description: 'Half of the answered calls of an hour waited no longer than the lower line, 95 of 100 no longer than the upper one.',
  })
    .gridPos(at(12, SHARES, 12, LIST - SHARES))
    .withTarget(askTimings({ timings: ['setup'], statistics: ['p50', 'p95'], over: 'time', bucket: '1h', minimumCalls: 10 }))
    .overrideByRegexp('/p50$/', [{ id: 'displayName', value: 'half of the calls' }])
    .overrideByRegexp('/p95$/', [{ id: 'displayName', value: '95 of 100 calls' }]),
];

const days = () =>
  table({ title: 'By day', description: 'A row for each day, the newest last: offered, answered and abandoned calls, and their shares.' })
    .gridPos(at(0, LIST, DAYS, END - LIST))
    .withTarget(ask({ kind: 'ratio', ratios: [ANSWERED, ABANDONED], over: 'time', bucket: 'day', counts: true, shape: 'table' }))
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { 'abandoned of': true },
        indexByName: { time: 0, 'answered of': 1, 'answered calls': 2, answered: 3, 'abandoned calls': 4, abandoned: 5 },
        renameByName: {
          time: 'day',
          'answered of': 'offered',
          'answered calls': 'answered',
          answered: 'answer rate',
          'abandoned calls': 'abandoned',
          abandoned: 'abandon rate',
        },
      },
    })
    .overrideByName('day', [{ id: 'unit', value: 'time:ddd MM-DD' }, width(95)])
    // The others share what is left evenly.
    .overrideByRegexp('/^(offered|answered|abandoned|.* rate)$/', [
      { id: 'custom.width', value: null },
      { id: 'custom.minWidth', value: 80 },
    ])
    .overrideByRegexp('/rate$/', [ONE_DECIMAL]);

const byDay = () =>
  stackedBars({
    title: 'Calls by day',
    description: 'A bar for each day, to compare weekdays with each other. The first and the last day may be cut by the time range.',
  })
    .gridPos(at(DAYS, LIST, 24 - DAYS, END - LIST))
    .withTarget(ask({ kind: 'trend', bucket: 'day' }));

/** Whether callers reach somebody, hour by hour. */
export const contactCenter = () =>
  dashboard(
    {
      uid: UID.contactCenter,
      title: 'Contact center',
      description: 'Answered and abandoned calls by hour. Choose the trunk or queue of the contact center under "Only".',
    },
    [...numbers(), byHour(), ...shares(), days(), byDay()]
  )
    .time({ from: 'now-7d', to: 'now' })
    .refresh('5m')
    .variables([sourceVariable(), dimensionVariable(), valuesVariable()]);
