/** The editors in German: nothing is left in English, and the longer texts have their place. */
import type { Page } from 'playwright-core';
import { QUERY_KINDS, type QueryKind } from '../../src/kinds/kinds';
import GERMAN from '../../src/locales/de-DE/callmeter-callresult-datasource.json';
import { type EditorBench, namelessControls, startEditorBench } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

const german: ReadonlyMap<string, string> = new Map(Object.entries(GERMAN));
const filters = [{ dimension: 'trunk', operator: 'in', values: ['t1'] }];

/** Each kind with the fields that show others. */
const FULL: Readonly<Record<QueryKind, object>> = {
  distribution: { splitBy: ['trunk'], measure: 'share', unit: 'attempts' },
  trend: { splitBy: ['trunk'], measure: 'rate', bucket: 'day' },
  codes: {},
  ratio: { ratios: ['ASR', { name: 'busy share', numerator: { results: ['busy'] } }], over: 'time', splitBy: ['trunk'], confidence: 95 },
  timing: { measures: ['short calls'], over: 'time' },
  verdict: { per: 'run_id' },
  comparison: { against: { type: 'runs', baseline: ['r1'], current: ['r2'] } },
  changes: { against: { type: 'shift', by: '1w' } },
  triage: {},
  calls: { order: 'slowest' },
  annotations: { event: 'crossing' },
};

test.each(QUERY_KINDS)('a query for %s', async (kind) => {
  const { page, errors, picture } = await bench.open({
    editor: 'query',
    language: 'de-DE',
    value: JSON.stringify({ version: 1, kind, filters, ...FULL[kind] }),
  });
  await page.getByText('Panels:').waitFor();
  await picture(`german-${kind}`);
  expect(await english(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
  expect(await namelessControls(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

test.each([
  ['ratio', ['Abfrageart', 'Zeitschritt', 'Quoten', 'Gelieferte Felder', 'Operator des Filters 1']],
  ['trend', ['Ergebnisse']],
  ['timing', ['Zeiten', 'Kennzahlen']],
  ['changes', ['Vergleichsbasis']],
])('the open menus of a query for %s', async (kind, names) => {
  const value = JSON.stringify({ version: 1, kind, over: 'time', bucket: 'day', filters });
  const { page, picture } = await bench.open({ editor: 'query', language: 'de-DE', value });
  for (const name of names) {
    await page.getByLabel(name, { exact: true }).click();
    await page.getByLabel('Select options menu').waitFor();
    await picture(`german-menu-${name}`);
    expect(await english(page)).toEqual([]);
    await page.keyboard.press('Escape');
  }
  await page.close();
});

const QUERIES: readonly (readonly [object, string, string])[] = [
  [
    { kind: 'trend', splitBy: ['trunk'], results: ['busy', 'failed'], filters: [{ dimension: 'to', operator: '=', values: ['100'] }] },
    'Calls by result over time, by trunk (top 10), only busy and failed, where to is 100',
    'Anrufe nach Ergebnis im Zeitverlauf, nach trunk (Top 10), nur busy und failed, mit to ist 100',
  ],
  [
    { kind: 'trend', measure: 'rate', unit: 'attempts', bucket: 'day' },
    'Attempts per minute by result per day',
    'Versuche je Minute nach Ergebnis je Tag',
  ],
  [
    { kind: 'ratio', ratios: ['ASR'], return: 'lower', minimumCalls: 20 },
    'Lower bound of ASR, from 20 calls on',
    'Untere Grenze von ASR, ab 20 Anrufen',
  ],
  [
    { kind: 'changes', against: { type: 'shift', by: '1w' } },
    'Change of the answered share against the range 1w earlier',
    'Änderung des Anteils angenommener Anrufe, verglichen mit: Zeitraum 1w früher',
  ],
  [
    { kind: 'calls', order: 'slowest', limit: 50 },
    'The 50 slowest calls by post-dial delay',
    'Die 50 langsamsten Anrufe nach Post-Dial-Delay',
  ],
  [{ kind: 'verdict', per: 'run_id', minimumShare: 0.9 }, 'Verdict per run_id: 90% answered', 'Urteil je run_id: 90% answered'],
];

test('a collapsed query in English and German', async () => {
  const textsIn = async (language: Record<string, string>) => {
    const { page } = await bench.open({ editor: 'query', ...language });
    return page.evaluate(
      (queries) => {
        const { datasource } = (window as unknown as { callResult: { datasource: { getQueryDisplayText(query: object): string } } })
          .callResult;
        return queries.map((query) => datasource.getQueryDisplayText({ refId: 'A', version: 1, ...query }));
      },
      QUERIES.map(([query]) => query)
    );
  };
  expect(await textsIn({})).toEqual(QUERIES.map(([, text]) => text));
  expect(await textsIn({ language: 'de-DE' })).toEqual(QUERIES.map(([, , text]) => text));
});

test.each([
  { type: 'values', dimension: 'trunk', filters },
  { type: 'runs', dimension: 'run_id' },
])('a variable of $type', async (value) => {
  const { page, picture } = await bench.open({ editor: 'variable', language: 'de-DE', value: JSON.stringify(value) });
  await picture(`german-variable-${value.type}`);
  expect(await english(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
  await page.close();
});

test.each(['spans', 'verdict', 'crossing', 'appearance'])('annotations of %s', async (event) => {
  const value = JSON.stringify({ version: 1, kind: 'annotations', event });
  const { page, picture } = await bench.open({ editor: 'annotation', language: 'de-DE', value });
  await picture(`german-annotation-${event}`);
  expect(await english(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
  await page.close();
});

const FILES = {
  version: 1,
  engine: 'files',
  layout: 'custom',
  path: 'carrier-a',
  columns: { trunk: 'carrier' },
  only: [{ column: 'leg', operator: 'in', values: ['A'] }],
  dimensions: [
    { name: 'direction', derive: 'direction', from: 'from', to: 'to', own: [] },
    { name: 'country', column: 'to', derive: 'prefix', prefixes: [] },
  ],
  rules: [
    { codes: '486', result: 'rejected' },
    { code: 487, when: [{ column: '', operator: 'in', values: [''] }] },
  ],
  words: { CONGESTION: 503 },
  scope: [{ dimension: 'tenant', operator: 'in', values: [] }],
};
const DATABASE = {
  version: 1,
  engine: 'postgres',
  layout: 'kamailio',
  tlsMode: 'verify-full',
  tlsClientCertificate: 'PEM',
  rollup: { table: 'r', bucket: '1m', dimensions: [] },
};

test.each([
  ['files', FILES],
  ['asterisk', { version: 1, layout: 'asterisk' }],
  ['postgres', DATABASE],
  ['clickhouse', { ...DATABASE, engine: 'clickhouse' }],
])('the settings of %s, folded and all sections open', async (name, value) => {
  const { page, errors, picture } = await bench.open({ editor: 'config', language: 'de-DE', value: JSON.stringify(value) });
  await page.getByText('Die neuesten Anrufe, wie die gespeicherten Einstellungen sie lesen').waitFor();
  await picture(`german-config-${name}-folded`);
  expect(await english(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
  const folded = page.getByRole('button', { name: /^Abschnitt .* ausklappen$/ });
  while ((await folded.count()) > 0) {
    await folded.first().click();
  }
  await picture(`german-config-${name}`);
  expect(await english(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
  expect(await namelessControls(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

/** Texts, names, placeholders and titles on the page that have a German translation and are in English. */
async function english(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest('pre, script, h1') === null) {
        found.push(node.textContent ?? '');
      }
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
      found.push(...['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name) ?? ''));
    }
    return found.map((text) => text.trim());
  });
  return [...new Set(texts)].filter((text) => (german.get(text) ?? text) !== text && !STORED.includes(text));
}

/** Masks and timings are stored by their names. */
const STORED = ['none', 'duration'];

/** Labels, buttons and options whose text does not fit. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('label, button, h2, h3, th, [class*="singleValue"]')]
      .filter((element) => element.getClientRects().length > 0 && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.textContent ?? '')
      .filter((text) => text !== '')
  );
}
