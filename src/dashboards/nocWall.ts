import { BigValueColorMode, BigValueGraphMode, BigValueTextMode, VizOrientation } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { RESULTS } from '../domain/results';
import { ask, askTimings, HEARD } from './parts/ask';
import { dashboard } from './parts/dashboard';
import { UID } from './parts/links';
import { at, ofRow, stackedBars, stat } from './parts/panels';
import { DIMENSION } from './parts/source';
import { named, whereMissing } from './parts/mappings';
import { higherIsBetter, LEVELS, lowerIsBetter } from './parts/thresholds';
import { asTimes, onlyFields, rowsWhere, sumOfSeries, valuesOf } from './parts/transformations';
import { dimensionVariable, sourceVariable, valuesVariable } from './parts/variables';

const LAST_HOUR = '1h';
const A_WEEK = '7d';
/** Rows of the grid that begin a band; in full screen, Grafana stretches them to whole rows of the screen's height: these come out even on most screens. */
const [DETAIL, COURSE, WORSE, BY_RESULT, END] = [10, 14, 25, 33, 38];
/** Columns of one number in the top band, and of what is left of the list. */
const [TILE, LEFT] = [6, 16];
/** Orange from five minutes, red from a quarter of an hour; in seconds. */
const AGE = lowerIsBetter(300, 900);

/** The name is part of the number, which grows with the screen as a panel's own title does not. */
const tile = (description: string) => stat({ title: '', description }).timeFrom(LAST_HOUR).hideTimeOverride(true);

/** In a low tile, a name beside its number is as large as the number; above it, it would be a seventh of the tile. */
const lowTile = (description: string) => tile(description).wideLayout(true);

/** A ratio of the last hour, with how sure it is; below it what it was a week ago. */
function ratioTiles(x: number, name: 'ASR' | 'NER', ratio: 'ASR' | 'NER E.425 + 487', meaning: string) {
  const bound = (which: 'lower' | 'upper') => `\${__data.fields["${ratio} ${which}"]}`;
  return [
    tile(
      `${meaning}, in the last hour, and its bounds at 95% confidence: far apart where there are too few calls to judge it. Green is well, orange is doubtful, red is bad; the levels are thresholds of this panel.`
    )
      .gridPos(at(x, 0, TILE, DETAIL))
      .withTarget(ask({ kind: 'ratio', ratios: [ratio], confidence: 95, live: true }))
      .reduceOptions(ofRow(`/^${name} \\(/`))
      .overrideByName(ratio, [{ id: 'displayName', value: `${name} (1 h): ${bound('lower')}–${bound('upper')}` }])
      .overrideByRegexp('/(lower|upper)$/', [{ id: 'mappings', value: [whereMissing('–')] }])
      .decimals(1)
      .thresholds(LEVELS[name])
      .colorMode(BigValueColorMode.Value),
    lowTile(`The ${name} of the same hour a week ago.`)
      .gridPos(at(x, DETAIL, TILE, COURSE - DETAIL))
      .timeShift(A_WEEK)
      .withTarget(ask({ kind: 'ratio', ratios: [ratio] }))
      .decimals(1)
      .displayName('a week ago'),
  ];
}

/** How busy it is. */
const traffic = (x: number) => [
  tile('Calls per minute of the last quarter of an hour. A fall without a reason is a fault too: calls that never arrive have no result.')
    .gridPos(at(x, 0, TILE, DETAIL))
    .timeFrom('15m')
    .withTarget(ask({ kind: 'distribution', measure: 'rate', ratePer: 'minute', live: true }))
    .withTransformation(sumOfSeries('calls per minute'))
    .unit('short')
    .decimals(1),
  lowTile('Calls per minute of the same quarter of an hour a week ago.')
    .gridPos(at(x, DETAIL, TILE, COURSE - DETAIL))
    .timeFrom('15m')
    .timeShift(A_WEEK)
    .withTarget(ask({ kind: 'distribution', measure: 'rate', ratePer: 'minute' }))
    .withTransformation(sumOfSeries('a week ago'))
    .unit('short')
    .decimals(1),
];

const freshness = (x: number) => [
  stat({
    title: '',
    description:
      'How long ago the newest call of the time range was. If this grows, records do not arrive, and every number here is old: orange from five minutes, red from a quarter of an hour.',
  })
    .gridPos(at(x, 0, TILE, DETAIL))
    .withTarget(ask({ kind: 'calls', limit: 1, age: true, filters: [] }))
    .withTransformation(onlyFields('age'))
    .displayName('age of the newest call')
    .mappings([whereMissing('none', 'red')])
    .thresholds(AGE)
    .colorMode(BigValueColorMode.Value),
  lowTile('Post-dial delay that 95 of 100 calls of the last hour stayed below.')
    .gridPos(at(x, DETAIL, TILE, COURSE - DETAIL))
    .withTarget(askTimings({ timings: ['pdd'], results: HEARD, statistics: ['p95'], live: true }))
    .displayName('post-dial delay, 95%')
    .mappings([whereMissing('no PDD', 'gray')])
    .thresholds(LEVELS.postDialDelay)
    .colorMode(BigValueColorMode.Value),
];

const course = () =>
  stackedBars({
    title: 'Results',
    description: 'How many calls ended in which way. A color that grows at the cost of green is what is wrong.',
  })
    .gridPos(at(0, COURSE, LEFT, WORSE - COURSE))
    .withTarget(ask({ kind: 'trend', live: true }));

const worst = () =>
  stat({
    title: `Lowest ASR by ${DIMENSION}`,
    description:
      'The six with the lowest ASR in their newest half hour of 20 calls or more, the lowest first, with the course of the range behind each.',
  })
    .gridPos(at(LEFT, COURSE, 24 - LEFT, END - COURSE))
    .withTarget(
      ask({ kind: 'ratio', over: 'time', bucket: '30m', splitBy: [DIMENSION], top: 6, sort: 'lowest', minimumCalls: 20, live: true })
    )
    .withTransformation(valuesOf('ASR'))
    .orientation(VizOrientation.Horizontal)
    .wideLayout(true)
    .decimals(1)
    .thresholds(LEVELS.ASR)
    .mappings([whereMissing('too few calls', 'gray')])
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.Area);

/** A time; nothing where there is none. */
const timeAs = (form: string): DynamicConfigValue[] => [
  { id: 'unit', value: `time:${form}` },
  { id: 'mappings', value: [whereMissing(' ')] },
];

const gotWorse = () =>
  stat({
    title: 'Got worse than usual',
    description:
      'Where the answered share of the time range, or of its last part (of six hours the last 60, 30, 20 or 10 minutes), is lower than in the same hours of the last four weeks, by how many percentage points there, and from when to when ("Tue 13:05–" goes on); chance does not explain it. Without a time, the calls do not tell since when; the beginning of the time range means then or earlier.',
  })
    .gridPos(at(0, WORSE, LEFT, BY_RESULT - WORSE))
    .withTarget(ask({ kind: 'triage', dimensions: [DIMENSION] }))
    .transformations([onlyFields('aspect', 'value', 'change', 'since', 'until'), rowsWhere('aspect', 'worse'), asTimes('since', 'until')])
    .reduceOptions(ofRow().limit(4))
    .displayName('${__data.fields.value} ${__data.fields.since}${__data.fields.until}')
    .textMode(BigValueTextMode.Auto)
    .orientation(VizOrientation.Vertical)
    .overrideByName('change', [{ id: 'decimals', value: 0 }])
    .overrideByName('since', timeAs('ddd HH:mm[–]'))
    .overrideByName('until', timeAs('HH:mm'))
    .thresholds(higherIsBetter(0, 0))
    .mappings([whereMissing('nothing')])
    .colorMode(BigValueColorMode.BackgroundSolid);

/** The names are the numbers, so that they are as large: a name above a number takes a seventh of a tile. */
const byResult = () => {
  const panel = stat({
    title: 'Results against the same hour a week ago',
    description:
      'Red with an arrow: this result is more frequent (answered: less frequent) than in the same hour a week ago, and chance does not explain it. A dash: too few calls to compare.',
  })
    .gridPos(at(0, BY_RESULT, LEFT, END - BY_RESULT))
    .timeFrom(LAST_HOUR)
    .hideTimeOverride(true)
    .withTarget(ask({ kind: 'comparison', against: { type: 'shift', by: '1w' }, by: 'result', shape: 'series', minimumCalls: 50 }))
    .displayName('${__field.labels.result}')
    .orientation(VizOrientation.Vertical)
    .textMode(BigValueTextMode.Value)
    .colorMode(BigValueColorMode.BackgroundSolid);
  for (const result of RESULTS) {
    const worse = `${result} ${result === 'answered' ? '▼' : '▲'}`;
    panel.overrideByName(result, [
      { id: 'mappings', value: [named({ 0: [result, 'transparent'], 1: [worse, 'red'] }), whereMissing(`${result} –`)] },
    ]);
  }
  return panel;
};

const PANELS = [
  ...ratioTiles(0, 'ASR', 'ASR', 'Answered calls of all calls (ASR, ITU-T E.411)'),
  ...ratioTiles(TILE, 'NER', 'NER E.425 + 487', 'Calls that the network delivered, whether they were answered or not (NER, ITU-T E.425)'),
  ...traffic(2 * TILE),
  ...freshness(3 * TILE),
  course(),
  worst(),
  gotWorse(),
  byResult(),
];

/** Read from five meters away: everything at once, nothing to scroll, nothing to click. */
export const nocWall = () =>
  dashboard(
    {
      uid: UID.nocWall,
      title: 'NOC wall',
      description: 'Whether calls work, right now. Opened by the link "Full screen", it fills the screen, whatever its size.',
    },
    PANELS
  )
    .time({ from: 'now-6h', to: 'now' })
    .refresh('1m')
    .liveNow(true)
    .variables([sourceVariable(), dimensionVariable(), valuesVariable()]);
