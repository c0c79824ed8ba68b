import type { CallResultDataSource } from '../../src/editor/CallResultDataSource';
import type { EditedQuery } from '../../src/editor/fields/editedQuery';
import { RESULTS } from '../../src/domain/results';
import { QUERY_KINDS, type QueryKind } from '../../src/kinds/kinds';
import { choose, type EditorBench, optionOf, startEditorBench } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

const open = (value: object = {}, rest: Record<string, string> = {}) =>
  bench.open({ editor: 'query', value: JSON.stringify(value), ...rest });

test('kinds are offered below the questions that they answer, each with a line of help', async () => {
  const { page, picture } = await open({ version: 1, kind: 'trend' });
  await page.getByLabel('Query kind', { exact: true }).click();
  await optionOf(page, 'Events').waitFor();
  const menu = await page.getByTestId('data-testid Select option').allInnerTexts();
  expect(menu.map((text) => text.split('\n').length)).toEqual(QUERY_KINDS.map(() => 2));
  const all = (await page.getByLabel('Select options menu').innerText()).split('\n');
  expect(all.filter((line) => line.endsWith('?') || /^[A-Z][a-z]+$/.test(line))).toEqual([
    ...['How did calls end?', 'Distribution', 'Trend', 'Codes'],
    ...['Is that good enough?', 'Ratio', 'Timing', 'Verdict'],
    ...['What changed, and why?', 'Comparison', 'Changes', 'Triage'],
    ...['Which calls, and when?', 'Calls', 'Events'],
  ]);
  await picture('editor-query-kinds');
});

test('the chosen kind says what it returns, and which panels show it', async () => {
  const { page } = await open({ version: 1, kind: 'timing' });
  await page.getByText('Post-dial delay, setup time and duration of calls. Panels: Stat, Bar gauge.').waitFor();
  await page.getByRole('radio', { name: 'Histogram' }).check({ force: true });
  await page.getByText('Panels: Heatmap.').waitFor();
});

test('whoever looks at another kind and returns finds the query as it was', async () => {
  const query = { refId: 'A', version: 1, kind: 'trend', results: ['busy'], splitBy: ['trunk'], bucket: '1h' };
  const { page, emitted } = await open(query);
  await choose(page, 'Query kind', 'Codes');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'codes', results: ['busy'] });
  await choose(page, 'Query kind', 'Trend');
  expect(await emitted()).toEqual(query);
  expect(await page.getByTestId('runs').textContent()).toBe('2');
});

test('the labels of the first row are on one line', async () => {
  const { page, picture } = await open({ version: 1, kind: 'trend', unit: 'attempts' });
  const tops = await page.evaluate(() =>
    ['Query kind', 'Unit', 'Live'].map((text) => {
      const label = [...document.querySelectorAll('label')].find((one) => one.textContent === text);
      const range = document.createRange();
      range.selectNodeContents(label?.firstChild ?? document.body);
      return Math.round(range.getBoundingClientRect().top);
    })
  );
  expect(new Set(tops).size).toBe(1);
  await picture('editor-query-first-row');
});

test('a result has an icon of its own, and its name', async () => {
  const { page, picture } = await open({ version: 1, kind: 'trend' });
  await page.getByLabel('Results', { exact: true }).click();
  const options = page.getByTestId('data-testid Select option');
  await options
    .locator('svg path')
    .nth(RESULTS.length - 1)
    .waitFor({ state: 'attached' });
  const icons = (await options.evaluateAll((all) => all.map((one) => [one.querySelector('svg')?.innerHTML, one.textContent]))).slice(
    0,
    RESULTS.length
  );
  expect(new Set(icons.map(([shape]) => shape)).size).toBe(RESULTS.length);
  icons.forEach(([, text], index) => expect(text).toMatch(new RegExp(`^${RESULTS[index]}`)));
  await picture('editor-query-result-icons');
});

const SUMMARIES: Readonly<Record<QueryKind, readonly (readonly [Partial<EditedQuery>, string])[]>> = {
  distribution: [
    [{}, 'Calls by result'],
    [{ measure: 'share', unit: 'attempts', results: ['busy', 'failed'] }, 'Share of attempts by result, only busy and failed'],
  ],
  trend: [
    [{}, 'Calls by result over time'],
    [
      { measure: 'rate', ratePer: 'hour', bucket: 'day', splitBy: ['trunk'], top: 5, live: true },
      'Calls per hour by result per day, by trunk (top 5), live',
    ],
  ],
  codes: [
    [{ filters: [{ dimension: 'trunk', operator: '=', values: ['t1'] }] }, 'Calls by status code, where trunk is t1'],
    [
      {
        filters: [
          { dimension: 'to', operator: 'not in', values: ['1', '2', '3', '4', '5'] },
          { dimension: 'trunk', operator: 'in', values: [''] },
        ],
      },
      'Calls by status code, where to is none of 1, 2, 3 and 2 more and trunk is one of (none)',
    ],
  ],
  ratio: [
    [{}, 'ASR'],
    [
      { ratios: ['ASR', { name: 'busy share', numerator: { results: ['busy'] } }], over: 'time', bucket: '$step', minimumCalls: 20 },
      'ASR and busy share per $step, from 20 calls on',
    ],
    [{ return: 'upper', live: true }, 'Upper bound of ASR, live'],
  ],
  timing: [
    [{}, 'p95 of post-dial delay'],
    [
      { timings: ['pdd', 'setup'], statistics: ['p50', 'p95'], measures: ['ACD'], byResult: true },
      'p50 and p95 of post-dial delay and setup time and ACD, by result',
    ],
    [{ measures: ['short calls'] }, 'short calls'],
    [{ over: 'histogram', bucket: '5m', splitBy: ['trunk'] }, 'Histogram of post-dial delay per 5m'],
  ],
  verdict: [
    [{}, 'Verdict: 100% answered'],
    [{ per: 'run_id', expected: ['answered', 'busy'], minimumShare: 0.995 }, 'Verdict per run_id: 99.5% answered or busy'],
  ],
  comparison: [
    [{}, 'Results compared with the previous range'],
    [{ by: 'code', against: { type: 'shift', by: '1w' } }, 'Status codes compared with the range 1w earlier'],
    [{ against: { type: 'runs', baseline: ['r1', 'r2'], current: ['r3'] } }, 'Results of run_id r3 compared with run_id r1 and r2'],
  ],
  changes: [
    [
      {
        against: { type: 'filters', filters: [{ dimension: 'trunk', operator: '=', values: ['t2'] }] },
        dimensions: ['to'],
      },
      'Change of the answered share against calls where trunk is t2, explained by to',
    ],
  ],
  triage: [
    [{}, 'Causes of the most frequent result that is not answered'],
    [{ of: 'each', dimensions: ['trunk', 'to'] }, 'Causes of each result that is not answered, by trunk and to'],
  ],
  calls: [
    [{}, 'The 100 newest calls'],
    [{ order: 'slowest', limit: 20, unit: 'attempts' }, 'The 20 slowest attempts by post-dial delay'],
  ],
  annotations: [
    [{}, 'Events: results that appear after 1h without'],
    [{ event: 'spans', per: 'trunk' }, 'Events: each trunk from its first to its last call'],
    [{ event: 'verdict' }, 'Events: each run_id without 100% answered'],
    [{ event: 'crossing', threshold: 0.4, direction: 'below' }, 'Events: ASR falls below 40%'],
  ],
};

test.each(QUERY_KINDS)('collapsed, a query for %s says in words what it asks for', async (kind) => {
  const { page } = await open();
  const said = await page.evaluate(
    (queries) => {
      const { datasource } = (window as unknown as { callResult: { datasource: CallResultDataSource } }).callResult;
      return queries.map((query) => datasource.getQueryDisplayText(query as EditedQuery));
    },
    SUMMARIES[kind].map(([part]) => ({ refId: 'A', version: 1, kind, ...part }))
  );
  expect(said).toEqual(SUMMARIES[kind].map(([, words]) => words));
});

test('a query of another data source has no words of ours', async () => {
  const { page } = await open();
  const said = await page.evaluate(() => {
    const { datasource } = (window as unknown as { callResult: { datasource: CallResultDataSource } }).callResult;
    return datasource.getQueryDisplayText({ refId: 'A', kind: 'logs' } as unknown as EditedQuery);
  });
  expect(said).toBe('');
});
