import type { Column, Quantity, Table } from '../../../src/backend/queries/after/tables/table';
import { toFrame, toFrames } from '../../../src/backend/frames/toFrame';
import { RESULT_FACTS, RESULTS } from '../../../src/domain/results';

function tableOf(columns: Column[], rest: Partial<Table> = {}): Table {
  return {
    name: 'Call results',
    type: 'numeric-wide',
    columns,
    about: null,
    notices: [],
    custom: { calls: 1 },
    statement: 'select 1',
    visualization: 'graph',
    ...rest,
  };
}

function number(quantity: Quantity): Column {
  return { type: 'number', name: quantity.of, quantity, values: Float64Array.of(1) };
}

test("the description of a frame is Grafana's", () => {
  const notices = [{ severity: 'warning', text: 'look' }] as const;
  expect(toFrame(tableOf([], { notices }), 'B')).toEqual({
    name: 'Call results',
    refId: 'B',
    meta: {
      type: 'numeric-wide',
      typeVersion: [0, 1],
      custom: { calls: 1 },
      notices,
      executedQueryString: 'select 1',
      preferredVisualisationType: 'graph',
    },
    fields: [],
  });
  expect(toFrame(tableOf([]), 'B').meta).not.toHaveProperty('notices');
});

// Names as Grafana's `QueryResultMeta` has them, and ids of panels that come with Grafana.
test.each<[Table['visualization'], number, object]>([
  ['table', 2, { preferredVisualisationType: 'table' }],
  ['graph', 40, { preferredVisualisationType: 'graph' }],
  ['bargauge', 8, { preferredVisualisationPluginId: 'bargauge' }],
  ['stat', 30, { preferredVisualisationPluginId: 'stat' }],
  ['stat', 31, { preferredVisualisationType: 'table' }],
  ['heatmap', 60, { preferredVisualisationPluginId: 'heatmap' }],
])('%s of %d columns is shown in Explore as it can be read', (visualization, columns, expected) => {
  const { meta } = toFrame(
    tableOf(
      Array.from({ length: columns }, () => number({ of: 'calls' })),
      { visualization }
    ),
    'A'
  );
  const { preferredVisualisationType, preferredVisualisationPluginId } = meta;
  expect(JSON.parse(JSON.stringify({ preferredVisualisationType, preferredVisualisationPluginId }))).toEqual(expected);
});

test.each<[Quantity, object, boolean]>([
  [{ of: 'calls' }, { unit: 'locale', decimals: 0, min: 0 }, false],
  [{ of: 'share' }, { unit: 'percentunit', min: 0, max: 1, noValue: 'no calls' }, true],
  [{ of: 'rate', per: 'second' }, { unit: 'cps', min: 0, noValue: '–' }, true],
  [{ of: 'rate', per: 'minute' }, { unit: 'cpm', min: 0, noValue: '–' }, true],
  [{ of: 'rate', per: 'hour' }, { unit: 'suffix: c/h', min: 0, noValue: '–' }, true],
  [{ of: 'milliseconds' }, { unit: 'ms', min: 0, noValue: '–' }, true],
  [{ of: 'age' }, { unit: 'dtdurations', decimals: 0, min: 0, noValue: '–' }, true],
  [{ of: 'code' }, { unit: 'none', decimals: 0, noValue: 'none' }, true],
  [{ of: 'code', optional: true }, { unit: 'none', decimals: 0, noValue: '–' }, true],
  [
    { of: 'verdict' },
    {
      decimals: 0,
      min: 0,
      max: 1,
      mappings: [
        { options: { 1: { text: 'passed', color: RESULT_FACTS.answered.color }, 0: { text: 'failed', color: RESULT_FACTS.failed.color } } },
      ],
    },
    true,
  ],
  [{ of: 'ratio', ofSome: false }, { unit: 'percentunit', min: 0, max: 1, noValue: 'no calls' }, true],
  [{ of: 'ratio', ofSome: true }, { unit: 'percentunit', min: 0, max: 1, noValue: 'too few calls' }, true],
])('%j is displayed as %j', (quantity, config, nullable) => {
  expect(toFrame(tableOf([number(quantity)]), 'A').fields[0]).toMatchObject({ type: 'number', config, nullable });
});

test('a column of a result has its name, meaning and color, whatever it is split by', () => {
  const column: Column = {
    ...number({ of: 'calls' }),
    labels: { result: 'busy', trunk: 't1' },
    displayName: 'busy · t1',
    description: 'occupied',
    result: 'busy',
  };
  expect(toFrame(tableOf([column]), 'A').fields[0]).toMatchObject({
    labels: { result: 'busy', trunk: 't1' },
    config: { displayNameFromDS: 'busy · t1', description: 'occupied', color: { mode: 'fixed', fixedColor: RESULT_FACTS.busy.color } },
  });
});

test('further columns of a result have shades of its color, and dashed lines over time from the fourth on', () => {
  const looks = (type: 'numeric-wide' | 'timeseries-wide') =>
    toFrame(
      { ...tableOf([0, 1, 3].map((variant) => ({ ...number({ of: 'calls' }), result: 'answered', variant }))), type },
      'A'
    ).fields.map(({ config }) => [config.color?.fixedColor, config.custom]);
  const [first, second, fourth] = [RESULT_FACTS.answered.color, '#5fbd90', '#3dae78'];
  expect(looks('timeseries-wide')).toEqual([
    [first, undefined],
    [second, undefined],
    [fourth, { lineStyle: { fill: 'dash', dash: [10, 6] } }],
  ]);
  expect(looks('numeric-wide').map(([, custom]) => custom)).toEqual([undefined, undefined, undefined]);
});

test('what is drawn over series says so, and does not rename their fields', () => {
  const series = tableOf([number({ of: 'calls' })]);
  const [first, mark] = toFrames([series, { ...series, name: 'Mark', topic: 'annotations' }], 'A');
  expect([first?.meta.dataTopic, mark?.meta.dataTopic]).toEqual([undefined, 'annotations']);
  expect(first?.fields[0]?.config).not.toHaveProperty('displayNameFromDS');
});

test('names of results in a table have the colors of the results', () => {
  const [field] = toFrame(tableOf([{ type: 'text', holds: 'results', name: 'result', values: ['busy'] }]), 'A').fields;
  const [mapping] = field?.config.mappings ?? [];
  expect(Object.keys(mapping?.options ?? {})).toEqual([...RESULTS]);
  expect(mapping?.options).toMatchObject({ busy: { text: 'busy', color: RESULT_FACTS.busy.color, index: 1 } });
  expect(field?.config.custom).toEqual({ cellOptions: { type: 'color-text' } });
});

test('a link leads from the value, percent-encoded', () => {
  const column: Column = {
    type: 'text',
    holds: 'optional text',
    name: 'call_id',
    values: ['a'],
    link: 'https://homer.example/?id=${callId}',
  };
  expect(toFrame(tableOf([column]), 'A').fields[0]?.config.links).toEqual([
    { title: 'Show this call', url: 'https://homer.example/?id=${__value.raw:percentencode}', targetBlank: true },
  ]);
});

test('only texts that can be missing are nullable', () => {
  const text = (holds: 'text' | 'optional text'): Column => ({ type: 'text', holds, name: holds, values: [] });
  expect(toFrame(tableOf([text('text'), text('optional text')]), 'A').fields.map(({ nullable }) => nullable)).toEqual([false, true]);
});

test('a probability is never shown as zero', () => {
  const [field] = toFrame(
    tableOf([{ type: 'number', name: 'p', quantity: { of: 'probability' }, values: Float64Array.of(3e-9) }]),
    'A'
  ).fields;
  expect(field?.config.mappings).toEqual([
    { type: 'range', options: { from: 0, to: expect.closeTo(0.0001, 9), result: { text: '<0.0001', index: 0 } } },
  ]);
});
