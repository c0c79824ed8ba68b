import { ask, CHOSEN_CODES, CHOSEN_RESULTS } from './parts/ask';
import { dashboard } from './parts/dashboard';
import { leadsTo, UID } from './parts/links';
import { ONE_DECIMAL, at, barGauge, stackedBars, table, width } from './parts/panels';
import { DIMENSION } from './parts/source';
import { onlyFields, renamed } from './parts/transformations';
import { codeVariable, dimensionVariable, resultVariable, sourceVariable, valuesVariable } from './parts/variables';

/** Rows of the grid that begin a band. */
const [COURSE, WHY, CODES, CALLS, END] = [6, 14, 23, 32, 42];
const ALL_CHOSEN = ['source', 'dimension', 'values', 'result', 'code'] as const;

/** Pixels that a phone number with its country takes. */
const LONGEST_NUMBER = 132;
/** Pixels that the longest of the usual reasons and an identifier of a call take. */
const [LONGEST_REASON, LONGEST_CALL_ID] = [180, 285];

/** Narrows this dashboard by what was clicked. */
const narrow = (title: string, chosen: Parameters<typeof leadsTo>[2]) => leadsTo(UID.triage, title, chosen, ALL_CHOSEN).build();
const byCode = { id: 'links', value: [narrow('Only this code', { code: '${__value.raw}' })] };
const byResult = { id: 'links', value: [narrow('Only this result', { result: '${__value.raw}' })] };

const said = () =>
  table({
    title: '1. What is wrong',
    description:
      'What got worse, in the time range or lately, or is unusually frequent, where, what it usually means, and what to check first. Begin here, then follow the numbers of the panels.',
  })
    .gridPos(at(0, 0, 24, COURSE))
    .withTarget(ask({ kind: 'triage', results: CHOSEN_RESULTS }))
    .showHeader(false)
    .withTransformation(onlyFields('text'));

const which = () => [
  barGauge({
    title: '2. Which result',
    description: 'How many calls ended in which way. Click a result to see only its calls in all panels.',
  })
    .gridPos(at(0, COURSE, 8, WHY - COURSE))
    .withTarget(ask({ kind: 'distribution', results: CHOSEN_RESULTS }))
    .dataLinks([leadsTo(UID.triage, 'Only this result', { result: '${__field.labels.result}' }, ALL_CHOSEN)]),
  stackedBars({
    title: '3. Since when',
    description:
      'The same results over time. A step is a fault or a change; a slope is wear or growth. Drag over a step to see only that time.',
  })
    .gridPos(at(8, COURSE, 16, WHY - COURSE))
    .withTarget(ask({ kind: 'trend', results: CHOSEN_RESULTS, filters: CHOSEN_CODES })),
];

const where = () => [
  table({
    title: `4. What changed, by ${DIMENSION}`,
    description:
      'What explains that fewer or more calls are answered than in the time before, in percentage points: which values, and which codes. Below zero: fewer answers.',
  })
    .gridPos(at(0, WHY, 14, CODES - WHY))
    .withTarget(ask({ kind: 'changes', results: CHOSEN_RESULTS, dimensions: [DIMENSION] }))
    .withTransformation(onlyFields('value', 'code', 'result', 'baseline calls', 'calls', 'contribution', 'records'))
    .withTransformation(renamed({ 'baseline calls': 'before' }))
    .overrideByName('value', [{ id: 'custom.minWidth', value: 110 }])
    .overrideByName('code', [width(50)])
    .overrideByName('result', [width(100), byResult])
    .overrideByRegexp('/^(before|calls|records)$/', [width(65)])
    .overrideByName('contribution', [width(105)]),
  table({ title: `5. Where, by ${DIMENSION}`, description: 'The lowest ASR first. Click a value to see only its calls in all panels.' })
    .gridPos(at(14, WHY, 10, CODES - WHY))
    .withTarget(ask({ kind: 'ratio', splitBy: [DIMENSION], top: 20, sort: 'lowest', minimumCalls: 10, counts: true, shape: 'table' }))
    .withTransformation(renamed({ 'ASR calls': 'answered', 'ASR of': 'calls' }))
    .overrideByFieldType('string', [{ id: 'links', value: [narrow('Only this value', { values: '${__value.raw}' })] }]),
];

const codes = () => [
  table({
    title: '6. Which codes',
    description:
      'The final status codes behind the results. Click a code to see only its calls over time, here and below; click a result to see only its calls in all panels.',
  })
    .gridPos(at(0, CODES, 11, CALLS - CODES))
    .withTarget(ask({ kind: 'codes', results: CHOSEN_RESULTS, filters: CHOSEN_CODES }))
    .overrideByName('code', [width(50), byCode])
    .overrideByName('result', [width(95), byResult])
    .overrideByName('calls', [width(65)])
    .overrideByName('share', [width(62), ONE_DECIMAL]),
  table({
    title: '7. What stands out',
    description:
      'Codes of the most frequent result, and values with which it is unusually frequent (lift: how many times as frequent as among all calls).',
  })
    .gridPos(at(11, CODES, 13, CALLS - CODES))
    .withTarget(ask({ kind: 'triage', results: CHOSEN_RESULTS }))
    .withTransformation(onlyFields('result', 'name', 'value', 'calls', 'share', 'lift', 'records'))
    .overrideByName('result', [width(95)])
    .overrideByName('value', [{ id: 'custom.minWidth', value: LONGEST_NUMBER }])
    .overrideByName('name', [width(68)])
    .overrideByName('calls', [width(57)])
    .overrideByName('share', [width(62), ONE_DECIMAL])
    .overrideByName('lift', [width(48)])
    .overrideByName('records', [width(75)]),
];

const calls = () =>
  table({
    title: '8. The calls',
    description:
      'The newest calls of what you narrowed it down to. With the setting "callLink", a click on the identifier opens the signaling.',
  })
    .gridPos(at(0, CALLS, 24, END - CALLS))
    .withTarget(ask({ kind: 'calls', results: CHOSEN_RESULTS, filters: CHOSEN_CODES, limit: 200 }))
    .overrideByName('result', [width(100)])
    .overrideByName('reason', [width(LONGEST_REASON)])
    .overrideByFieldType('string', [{ id: 'custom.minWidth', value: 110 }])
    .overrideByRegexp('/^(from|to)$/', [width(LONGEST_NUMBER)])
    .overrideByRegexp('/^call_?id$/i', [width(LONGEST_CALL_ID)]);

/** From "something is wrong" to the calls, each click narrowing it down. */
export const triage = () =>
  dashboard(
    {
      uid: UID.triage,
      title: 'Triage',
      description: 'From what is wrong to the calls behind it, step by step; each click narrows all panels down.',
    },
    [said(), ...which(), ...where(), ...codes(), calls()]
  )
    .time({ from: 'now-24h', to: 'now' })
    .variables([sourceVariable(), dimensionVariable(), valuesVariable(), resultVariable(), codeVariable()]);
