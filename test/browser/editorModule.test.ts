import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { choose, type EditorBench, optionOf, startEditorBench } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

test('module.js loads as an AMD module with what Grafana provides, and its editor draws', async () => {
  const { page, errors, emitted } = await bench.open({ page: 'modulePage' });
  await choose(page, 'Query kind', 'Codes');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'codes' });
  expect(errors).toEqual([]);
});

test('module.js stays small', () => {
  const { size } = statSync(path.join(bench.server.built, 'module.js'));
  expect(size).toBeLessThan(300_000);
});

test('the source map has the sources under the names by which @grafana/plugin-validator compares them with src', () => {
  const { sources, sourcesContent } = JSON.parse(readFileSync(path.join(bench.server.built, 'module.js.map'), 'utf8')) as {
    sources: string[];
    sourcesContent: string[];
  };
  const compared = sources
    .map((source, index) => [source.replace(/^webpack:\/\/callmeter-callresult-datasource\//, ''), sourcesContent[index]] as const)
    // What the validator's analyzer `jsMap` passes over.
    .filter(([name]) => !/^(?:external |webpack\/|\.\.\/node_modules|\.\/node_modules)|\.(?:css|svg|json)$/.test(name));
  expect(compared.length).toBeGreaterThan(100);
  const different = compared.filter(([name, content]) => readFileSync(path.join(__dirname, '../../src', name), 'utf8') !== content);
  expect(different.map(([name]) => name)).toEqual([]);
});

test('a query leaves the browser with its variables replaced and its time zone named', async () => {
  const { page } = await bench.open({ editor: 'query' });
  await page.evaluate(async () => {
    const { datasource, range } = (window as unknown as { callResult: { datasource: AskedDataSource; range: unknown } }).callResult;
    const targets = [
      { refId: 'A', kind: 'trend', results: ['busy'], filters: [{ dimension: 'trunk', operator: 'in', values: ['$trunk'] }] },
      { refId: 'B', kind: 'distribution', filters: [{ dimension: 'trunk', operator: '=', values: ['$one'] }] },
    ];
    const request = {
      targets,
      range,
      timezone: 'browser',
      scopedVars: { one: { text: 't2', value: 't2' } },
      intervalMs: 60_000,
      maxDataPoints: 100,
    };
    await new Promise<void>((resolve) => datasource.query(request).subscribe({ complete: resolve }));
  });
  const [sent] = bench.server.queries.slice(-1) as { queries: Record<string, unknown>[]; from: string; to: string }[];
  expect(sent).toMatchObject({
    from: '1700000000000',
    to: '1700086400000',
    queries: [
      { refId: 'A', kind: 'trend', results: ['busy'], filters: [], timeZone: 'Europe/Berlin', intervalMs: 60_000 },
      { refId: 'B', kind: 'distribution', filters: [{ dimension: 'trunk', operator: '=', values: ['t2'] }] },
    ],
  });
  expect(sent?.queries[1]).not.toHaveProperty('timeZone');
});

test('hidden queries, and those without a kind, are not asked', async () => {
  const { page } = await bench.open({ editor: 'query' });
  const asked = await page.evaluate(() => {
    const { datasource } = (window as unknown as { callResult: { datasource: AskedDataSource } }).callResult;
    return [{ kind: 'trend' }, { kind: 'trend', hide: true }, {}, { kind: 'sql' }].map((query) => datasource.filterQuery(query));
  });
  expect(asked).toEqual([true, false, false, false]);
});

test('a variable for runs names its dimension, and takes filters', async () => {
  const { page, emitted } = await bench.open({ editor: 'variable' });
  await page.getByRole('radio', { name: 'Runs' }).check({ force: true });
  expect(await emitted()).toEqual({ refId: 'variable', type: 'runs', dimension: 'run_id' });
  await page.getByRole('radio', { name: 'Status codes' }).check({ force: true });
  expect(await emitted()).toEqual({ refId: 'variable', type: 'codes' });
  expect(await page.getByText('Filters').count()).toBeGreaterThan(0);
});

test('variables offer results, or the values of a dimension', async () => {
  const { page, emitted } = await bench.open({ editor: 'variable' });
  await page.getByRole('radio', { name: 'Values of a dimension' }).check({ force: true });
  await page.getByLabel('Dimension', { exact: true }).click();
  await optionOf(page, 'trunk').click();
  expect(await emitted()).toEqual({ refId: 'variable', type: 'values', dimension: 'trunk' });
  const offered = await page.evaluate(async () => {
    const { datasource } = (window as unknown as { callResult: { datasource: AskedDataSource } }).callResult;
    return {
      results: (await datasource.metricFindQuery({ type: 'results' })).map(({ value }) => value),
      trunks: await datasource.metricFindQuery({ type: 'values', dimension: 'trunk' }),
    };
  });
  expect(offered.results).toEqual(['answered', 'busy', 'rejected', 'timeout', 'cancelled', 'unavailable', 'failed', 'unclassified']);
  expect(offered.trunks).toEqual([
    { text: 't1', value: 't1' },
    { text: 't2', value: 't2' },
    { text: 'berlin-1', value: 'berlin-1' },
    { text: '(none)', value: '' },
  ]);
});

/** The part of the data source that the tests ask inside the page. */
interface AskedDataSource {
  query(request: object): { subscribe(observer: { complete: () => void }): void };
  filterQuery(query: object): boolean;
  metricFindQuery(query: object): Promise<{ text: string; value?: string }[]>;
}
