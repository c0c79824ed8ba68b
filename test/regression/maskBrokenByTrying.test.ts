import { FILTER_OPERATORS, type FilterOperator } from '../../src/domain/filters';
import { QUERY_KINDS, type QueryKind } from '../../src/kinds/kinds';
import { decodeFrame } from '../backend/frames/decodeFrame';
import { FROM, PluginHarness, TO } from '../backend/handlers/pluginHarness';
import { SERIES_LOOKS } from '../support/seriesLooks';

/**
 * Two folders of records that differ in hidden digits alone. Whatever a viewer tries, both answer the same: then no
 * series of questions, halving or other, finds out a digit.
 */
const NUMBERS = ['+4930123456', '+4930127891'] as const;
const settings = { path: 'numbers.csv', maskNumbersForViewers: 4, settle: '0s' };
const doors = NUMBERS.map((number) => {
  const door = new PluginHarness({}, () => Date.UTC(2026, 10, 30));
  const rows = [
    `2026-11-23T07:58:00Z,200,${number},t1,900,1000`,
    `2026-11-23T08:10:00Z,486,${number},t1,1000,`,
    `2026-11-23T08:12:00Z,486,${number},t1,1200,`,
    `2026-11-23T08:14:00Z,200,${number},t1,1400,61000`,
    '2026-11-23T08:20:00Z,200,+4930124000,t2,1500,5000',
    '2026-11-23T08:21:00Z,486,+4930124000,t2,1600,',
    '2026-11-23T08:30:00Z,404,004989765432,t1,1700,',
    `no time for ${number},200,${number},t1,1,1`,
  ];
  door.write('numbers.csv', `start_time,sip_code,from,trunk,pdd_ms,duration_ms\n${rows.join('\n')}\n`);
  return door;
});
const never = new AbortController().signal;
afterAll(() => Promise.all(doors.map((door) => door.close())));

/** Every kind, and every way in which one of them may ask of other calls than its filters name; a new kind does not compile without. */
const QUESTIONS: Readonly<Record<QueryKind, readonly object[]>> = {
  distribution: [{}, { splitBy: ['from'] }, { splitBy: ['from', 'trunk'], shape: 'table', top: 1 }],
  trend: [{ bucket: '10m' }, { splitBy: ['from'], bucket: '10m' }],
  codes: [{}],
  ratio: [{ splitBy: ['from'] }, { over: 'time', bucket: '10m' }],
  verdict: [{ per: 'from' }, { per: 'from', frames: 'series' }],
  timing: [
    { timings: ['pdd'], splitBy: ['from'] },
    { timings: ['duration'], over: 'histogram', bucket: '10m' },
  ],
  calls: [{}, { limit: 1 }, { limit: 1, cursor: `${Date.parse('2026-11-23T08:14:00Z')}:0` }, { order: 'slowest', limit: 2 }],
  comparison: [
    { against: { type: 'previous' } },
    { against: { type: 'filters', filters: [{ dimension: 'from', operator: 'in', values: ['+4930123456'] }] } },
    { against: { type: 'runs', dimension: 'from', baseline: ['+4930123456'], current: ['+4930127891'] } },
  ],
  triage: [{ of: 'each', minimumCalls: 1, minimumLift: 1, dimensions: ['from'] }],
  changes: [
    { against: { type: 'previous' }, dimensions: ['from'] },
    { against: { type: 'runs', dimension: 'from', baseline: ['+4930127891'], current: ['+4930123456'] }, dimensions: ['from'] },
  ],
  annotations: [
    { by: 'code', quiet: '0s', bucket: '10m' },
    { event: 'spans', per: 'from' },
    { event: 'verdict', per: 'from' },
    { event: 'crossing', bucket: '10m' },
  ],
};

/** The lower half of the numbers that look like it, those of the upper half, and each of them alone. */
const half = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `+493012${from + index}`);
const TRIED: Readonly<Record<FilterOperator, readonly string[][]>> = {
  '=': NUMBERS.map((number) => [number]),
  '!=': NUMBERS.map((number) => [number]),
  in: [half(3440, 3470), half(7880, 7900), [NUMBERS[0], 'x']],
  'not in': [half(3440, 3470), half(7880, 7900)],
  '=~': [['\\+4930123456'], ['.*[0-4]...']],
  '!~': [['\\+4930123456'], ['.*[0-4]...']],
};
const viewer = { login: 'v', role: 'Viewer' };
/** The data source is kept between the attempts, as in Grafana, so that what it remembers of one cannot help another either. */
const sources = new Map(doors.map((door) => [door, door.context(settings)]));
const asViewer = (door: PluginHarness, headers: Readonly<Record<string, string>> = {}) => {
  const context = sources.get(door) ?? door.context(settings);
  return { ...context, headers: new Map(Object.entries(headers)), user: viewer };
};
const contexts = {
  'a viewer': (door: PluginHarness) => asViewer(door),
  'a viewer who tries a rule': (door: PluginHarness) => asViewer(door, { FromAlert: 'true' }),
};

/** All that is in the frames, but how long it took, and which of the series that look alike comes first, with which shade: chance decides that. */
async function answer(json: object, context: ReturnType<PluginHarness['context']>, door: PluginHarness): Promise<string> {
  const asked = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from: FROM, to: TO, json };
  const frames = await door.handlers.query(asked, context, never).catch((error: Error) => error.message);
  if (typeof frames === 'string') {
    return frames;
  }
  const sorted = frames.map(decodeFrame).map((frame) => {
    const fields = frame.fields.map((field) => JSON.stringify(field).replaceAll(/\*{4} \(\d+\)/g, '****'));
    const looks = fields.flatMap((field) => [...field.matchAll(SERIES_LOOKS)].map(([look]) => look));
    return { ...frame, looks: looks.sort(), fields: fields.map((field) => field.replaceAll(SERIES_LOOKS, '')).sort() };
  });
  return JSON.stringify(sorted).replaceAll(/"statementMs":[\d.e-]+|"settledUntil":"[^"]*"|source\d+/g, '');
}

const ATTACKS = QUERY_KINDS.flatMap((kind) => FILTER_OPERATORS.map((operator) => ({ kind, operator })));

test.each(ATTACKS)('hidden digits cannot be found by $operator in $kind', async ({ kind, operator }) => {
  for (const question of QUESTIONS[kind]) {
    for (const values of TRIED[operator]) {
      for (const context of Object.values(contexts)) {
        const json = { kind, ...question, filters: [{ dimension: 'from', operator, values }] };
        const [one, other] = await Promise.all(doors.map((door) => answer(json, context(door), door)));
        expect(one === other ? null : { question, values: values.slice(0, 2) }).toBeNull();
      }
    }
  }
});

const RESOURCES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['values', { dimension: 'from' }],
  ['values', { dimension: 'from', order: 'newest' }],
  ['values', { dimension: 'from', search: '3456' }],
  ['values', { dimension: 'from', search: '3456', limit: '1' }],
  ['values', { dimension: 'from', search: '+4930123456' }],
  ['codes', {}],
  ['extent', {}],
  ['dimensions', {}],
];

test.each(RESOURCES)('nor by the resource %s with %j', async (path, search) => {
  for (const operator of FILTER_OPERATORS) {
    for (const values of TRIED[operator]) {
      const filters = JSON.stringify([{ dimension: 'from', operator, values }]);
      const [one, other] = await Promise.all(
        doors.map(async (door) => {
          const request = { method: 'GET', path, search: new URLSearchParams({ ...search, filters }), body: new Uint8Array() };
          return JSON.stringify(await door.handlers.resource(request, contexts['a viewer'](door), never));
        })
      );
      expect(one).toBe(other);
    }
  }
});

const callsUnder = async (values: string[], operator: FilterOperator, context: ReturnType<PluginHarness['context']>) => {
  const frame = await doors[0]!.query({ kind: 'distribution', filters: [{ dimension: 'from', operator, values }] }, context);
  return (frame.meta.custom as { calls: number }).calls;
};

test('a filter finds all numbers that look the same, by their looks or by one of them', async () => {
  const context = contexts['a viewer'](doors[0]!);
  expect(await callsUnder(['+493012****'], '=', context)).toBe(5);
  expect(await callsUnder(['+4930120000'], '=', context)).toBe(5);
  expect(await callsUnder(['+4930120000'], '!=', context)).toBe(1);
  expect(await callsUnder(['+493012****', '00498976****'], 'in', context)).toBe(6);
  expect(await callsUnder(['+493099****'], 'in', context)).toBe(0);
});

test('a notice says so', async () => {
  const query = { kind: 'codes', filters: [{ dimension: 'from', operator: '=', values: ['+4930123456'] }] };
  const notice = { text: 'Phone numbers are masked: the filter on "from" covers all numbers that look the same.' };
  const noticesFor = async (role: string) => {
    const frame = await doors[0]!.query(query, { ...doors[0]!.context(settings), user: { login: 'x', role } });
    return (frame.meta.notices ?? []) as object[];
  };
  expect(await noticesFor('Viewer')).toContainEqual(expect.objectContaining(notice));
  expect(await noticesFor('Editor')).not.toContainEqual(expect.objectContaining(notice));
});

test('who sees all digits filters by them, and so does a saved rule', async () => {
  const context = doors[0]!.context(settings);
  expect(await callsUnder(['+4930123456'], '=', { ...context, user: { login: 'e', role: 'Editor' } })).toBe(3);
  const rule = doors[0]!.context(settings, { FromAlert: 'true' });
  expect(await callsUnder(['+4930123456'], '=', { ...rule, user: { login: 'grafana_scheduler', role: 'Admin' } })).toBe(3);
});

test('the scope of a data source sees all digits', async () => {
  const scope = [{ dimension: 'from', operator: '=', values: ['+4930123456'] }];
  const context = { ...doors[0]!.context({ ...settings, scope }), user: viewer };
  expect(await callsUnder(['t1'], '!=', context)).toBe(3);
});

describe('values that look the same, with as many calls each', () => {
  const door = new PluginHarness();
  const minutes = Array.from({ length: 12 }, (_, minute) => minute);
  beforeAll(() => {
    // The number of the minute is in the hidden digits, and the duration, which viewers see, tells whose call it is.
    const rows = minutes.map((minute) => `2026-11-23T08:00:00Z,200,+49301234${10 + minute},${1000 * (minute + 1)}`);
    door.write('numbers.csv', `start_time,sip_code,from,duration_ms\n${rows.join('\n')}\n`);
  });
  afterAll(() => door.close());
  const durations = (fields: readonly { values: readonly unknown[] }[]) => fields.flatMap(({ values }) => values);

  test.each<Readonly<Record<string, string>>>([{}, { FromAlert: 'true' }])(
    'do not come in the order of their hidden digits (headers %j)',
    async (headers) => {
      const json = { kind: 'timing', timings: ['duration'], statistics: ['max'], splitBy: ['from'], top: 12 };
      const ask = async () => durations((await door.query(json, { ...door.context(settings, headers), user: viewer })).fields);
      const order = await ask();
      expect(order).toHaveLength(12);
      expect(order).not.toEqual([...order].sort((a, b) => Number(a) - Number(b)));
      expect(await ask()).toEqual(order);
    }
  );
});
