import { MAX_FILTERS } from '../../../src/domain/filters';
import { parseCallQuery } from '../../../src/kinds/kinds';
import type { DecodedField, DecodedFrame } from '../frames/decodeFrame';
import { FROM, PluginHarness } from './pluginHarness';

/** Trunk "00491" is mostly busy, two calls have no trunk, and every value would be hidden by a mask of numbers but the word. */
const ROWS = [
  ...Array.from({ length: 30 }, () => '486,004915551,north'),
  ...Array.from({ length: 3 }, () => '600,004915551,north'),
  ...Array.from({ length: 2 }, () => '200,004915551,"so ""uth"""'),
  ...Array.from({ length: 60 }, () => '200,t2,north'),
  ...Array.from({ length: 4 }, () => '503,t2,"so ""uth"""'),
  ...Array.from({ length: 2 }, () => '200,,north'),
];
const CSV = [
  'start_time,sip_code,trunk,region',
  ...ROWS.map((row, index) => `${new Date(FROM + index * 60_000).toISOString()},${row}`),
].join('\n');

const door = new PluginHarness();
beforeAll(() => door.write('links.csv', `${CSV}\n`));
afterAll(() => door.close());

const SETTINGS = { path: 'links.csv' };
const EDITOR = { login: 'ed', role: 'Editor' };
const contextOf = (more: object = {}, headers = {}) => ({ ...door.context({ ...SETTINGS, ...more }, headers), user: EDITOR });

interface CallsLink {
  readonly title: string;
  readonly url: string;
  readonly internal?: { readonly datasourceUid: string; readonly datasourceName: string; readonly query: object };
}

function linksOf({ config }: DecodedField): CallsLink[] {
  return (config as { links?: CallsLink[] }).links ?? [];
}

function field(frame: DecodedFrame, name: string): DecodedField {
  const found = frame.fields.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`no field ${name} among ${frame.fields.map((one) => one.name).join(', ')}`);
  }
  return found;
}

/** What Grafana makes of a link's query in a row: texts are replaced wherever they stand, and the row's values as they are. */
function followed(frame: DecodedFrame, { values }: DecodedField, link: CallsLink | undefined, row: number): unknown {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(/\$\{__value\.raw\}|\$\{__data\.fields\["([^"]+)"\]\.text\}/g, (_text, name?: string) =>
        String((name === undefined ? values : field(frame, name).values)[row])
      );
    }
    if (Array.isArray(value)) {
      return value.map(fill);
    }
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)]))
      : value;
  };
  return fill(link?.internal?.query);
}

/** How many calls a link leads to in a row. */
async function callsBehind(frame: DecodedFrame, name: string, row: number, context = contextOf()): Promise<number> {
  const own = field(frame, name);
  const query = followed(frame, own, linksOf(own)[0], row);
  expect(parseCallQuery(query)).toMatchObject({ kind: 'calls' });
  return (await door.query(query as object, context)).fields[0]?.values.length ?? 0;
}

const ask = (query: object, context = contextOf()) => door.query(query, context);

test("a link is Grafana's, to the data source that answered", async () => {
  const context = contextOf();
  const frame = await ask(
    { kind: 'codes', filters: [{ dimension: 'region', operator: '=', values: ['north'] }], timeZone: 'UTC' },
    context
  );
  expect(linksOf(field(frame, 'result'))).toEqual([
    {
      title: 'Show the calls with this result',
      url: '',
      internal: {
        datasourceUid: context.instance?.uid,
        datasourceName: 'records',
        query: {
          refId: 'A',
          version: 1,
          kind: 'calls',
          results: ['${__value.raw}'],
          filters: [{ dimension: 'region', operator: '=', values: ['north'] }],
          timeZone: 'UTC',
        },
      },
    },
  ]);
});

test('a row of codes leads to the calls of its result', async () => {
  const frame = await ask({ kind: 'codes' });
  const busy = field(frame, 'result').values.indexOf('busy');
  expect(await callsBehind(frame, 'result', busy)).toBe(33);
});

test.each(['distribution', 'trend'])(
  'each series of a %s leads to its own calls, also of "other" and of the missing value',
  async (kind) => {
    const frame = await ask({
      kind,
      splitBy: ['trunk'],
      top: 2,
      results: ['answered', 'busy'],
      ...(kind === 'trend' ? { bucket: '6h' } : {}),
    });
    for (const series of frame.fields.filter(({ tstype }) => tstype === 'number')) {
      const query = linksOf(series)[0]?.internal?.query;
      const found = await door.query(parseCallQuery(query), contextOf());
      const counted = series.values.reduce<number>((sum, calls) => sum + Number(calls), 0);
      expect([series.labels, found.fields[0]?.values.length]).toEqual([series.labels, counted]);
    }
    expect(new Set(frame.fields.flatMap(({ labels }) => (labels as { trunk?: string } | undefined)?.trunk ?? []))).toEqual(
      new Set(['t2', '004915551', 'other'])
    );
  }
);

test('rows of a split table lead to their calls where the texts of all rows are values', async () => {
  const frame = await ask({ kind: 'distribution', shape: 'table', splitBy: ['region'] });
  for (const [row, calls] of field(frame, 'calls').values.entries()) {
    expect(await callsBehind(frame, 'result', row)).toBe(calls);
  }
  expect(await callsBehind(frame, 'region', field(frame, 'region').values.indexOf('so "uth"'))).toBe(6);
});

test('rows of a split table lead to calls of the result alone where a text is not a value', async () => {
  const frame = await ask({ kind: 'distribution', shape: 'table', splitBy: ['trunk'] });
  expect(field(frame, 'trunk').values).toContain('(none)');
  expect(linksOf(field(frame, 'trunk'))).toEqual([]);
  expect(linksOf(field(frame, 'result'))[0]?.title).toBe('Show the calls with this result');
  expect(await callsBehind(frame, 'result', 0)).toBe(64);
});

test('a comparison of runs leads to calls of the current side', async () => {
  const frame = await ask({ kind: 'comparison', against: { type: 'runs', dimension: 'trunk', baseline: ['t2'], current: ['004915551'] } });
  for (const [row, calls] of field(frame, 'calls').values.entries()) {
    expect(await callsBehind(frame, 'result', row)).toBe(calls);
  }
});

test('a verdict leads to all calls of its run, and to those that violate', async () => {
  const frame = await ask({ kind: 'verdict', per: 'trunk' });
  for (const name of ['calls', 'violating calls']) {
    for (const [row, calls] of field(frame, name).values.entries()) {
      expect(await callsBehind(frame, name, row)).toBe(calls);
    }
  }
  expect(await callsBehind(frame, 'trunk', field(frame, 'trunk').values.indexOf('t2'))).toBe(64);
});

test.each([
  ['triage', { kind: 'triage', of: 'each', dimensions: ['trunk'], minimumCalls: 1 }],
  [
    'changes',
    {
      kind: 'changes',
      dimensions: ['trunk'],
      against: { type: 'filters', filters: [{ dimension: 'region', operator: '=', values: ['north'] }] },
    },
  ],
])('a row of %s about a value leads to its calls, other rows nowhere', async (kind, query) => {
  const frame = await ask(query);
  const rows = field(frame, 'records').values;
  const leading = rows.flatMap((text, row) => (text === null ? [] : [row]));
  expect(leading.length).toBeGreaterThan(0);
  expect(leading.length).toBeLessThan(rows.length);
  for (const row of leading) {
    // A row of changes is about one code; its link about the code's result.
    const found = await callsBehind(frame, 'records', row);
    const counted = Number(field(frame, 'calls').values[row]);
    expect(found).toBe(kind === 'changes' && field(frame, 'result').values[row] === 'busy' ? 33 : counted);
  }
});

test('values with digits hidden lead nowhere, and no link shows one', async () => {
  const masked = () => contextOf({ maskNumbers: 'all' });
  for (const query of [
    { kind: 'distribution', splitBy: ['trunk'], top: 1, results: ['busy'] },
    { kind: 'distribution', shape: 'table', splitBy: ['trunk'], results: ['busy'] },
    { kind: 'verdict', per: 'trunk' },
    { kind: 'triage', dimensions: ['trunk'], minimumCalls: 1 },
    { kind: 'changes', dimensions: ['trunk'], against: { type: 'filters', filters: [] } },
  ]) {
    const frame = await ask(query, masked());
    expect(JSON.stringify(frame.fields)).not.toContain('004915551');
    expect(frame.fields.filter(({ labels, name }) => name === 'trunk' || /\*/.test(JSON.stringify(labels ?? ''))).flatMap(linksOf)).toEqual(
      []
    );
    const { values: texts } = frame.fields.find(({ name }) => name === 'value') ?? { values: [] };
    const leads = frame.fields.find(({ name }) => name === 'records')?.values ?? [];
    texts.forEach((text, row) => expect(/\*/.test(String(text)) && leads[row] !== null).toBe(false));
  }
});

test('a text that Grafana would take for a variable is in no link', async () => {
  const frame = await ask({ kind: 'codes', filters: [{ dimension: 'trunk', operator: '!=', values: ['a$trunk'] }] });
  expect(linksOf(field(frame, 'result'))).toEqual([]);
  const values = ['${trunk}x', 'a$trunk', '[[trunk]]x'];
  door.write('variables.csv', `start_time,sip_code,trunk\n${values.map((value) => `2026-11-23T08:00:10Z,200,${value}`).join('\n')}\n`);
  const split = await ask({ kind: 'distribution', results: ['answered'], splitBy: ['trunk'] }, contextOf({ path: 'variables.csv' }));
  expect(split.fields.map(({ labels }) => (labels as { trunk: string }).trunk).sort()).toEqual([...values].sort());
  expect(split.fields.flatMap(linksOf)).toEqual([]);
});

test('a query with as many filters as there may be leads to its calls too', async () => {
  const filters = Array.from({ length: MAX_FILTERS }, (_, index) => ({ dimension: 'trunk', operator: '!=', values: [`x${index}`] }));
  const against = { type: 'runs', dimension: 'region', baseline: ['north'], current: ['so "uth"'] };
  for (const query of [
    { kind: 'distribution', splitBy: ['trunk', 'region'], results: ['unavailable'], filters },
    { kind: 'changes', dimensions: ['trunk'], against, filters },
  ]) {
    const frame = await ask(query);
    const name = query.kind === 'changes' ? 'records' : 'calls';
    const leading = frame.fields.find((one) => one.name === name && linksOf(one).length > 0);
    const row = query.kind === 'changes' ? (leading?.values.indexOf('show') ?? -1) : 0;
    const asked = parseCallQuery(followed(frame, leading!, linksOf(leading!)[0], row));
    expect(asked.filters.length).toBeGreaterThan(MAX_FILTERS);
    expect((await door.query(asked, contextOf())).fields[0]?.values.length).toBe(4);
  }
});

test('filters that no address has room for lead nowhere', async () => {
  const values = Array.from({ length: 3_000 }, (_, index) => `trunk-${index}`);
  const frame = await ask({ kind: 'codes', filters: [{ dimension: 'trunk', operator: 'not in', values }] });
  expect(linksOf(field(frame, 'result'))).toEqual([]);
});

test('alert rules get no links', async () => {
  const frame = await ask({ kind: 'distribution' }, contextOf({}, { FromAlert: 'true' }));
  expect(frame.fields.flatMap(linksOf)).toEqual([]);
});
