import { choose, type EditorBench, eventually, namelessControls, optionOf, startEditorBench } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

const open = (value: object = {}, rest: Record<string, string> = {}) =>
  bench.open({ editor: 'query', value: JSON.stringify(value), ...rest });

test('a new query is a trend, and says nothing that goes without saying', async () => {
  const { page, emitted, errors } = await open();
  await page.getByText('Calls per result, over time. Panels:').waitFor();
  await choose(page, 'Query kind', 'Distribution');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'distribution' });
  await choose(page, 'Query kind', 'Trend');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'trend' });
  expect(await page.getByTestId('runs').textContent()).toBe('2');
  expect(await page.getByText('Invalid query').count()).toBe(0);
  expect(errors).toEqual([]);
});

test('a new alert rule gets a distribution, stored before anything is touched', async () => {
  const { page, emitted } = await open({ instant: false, range: true }, { app: 'unified-alerting' });
  await page.getByText('Calls per result, over the whole time range. Panels:').waitFor();
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'distribution', instant: false, range: true });
  expect(await page.getByText('Invalid query').count()).toBe(0);
});

test('an alert rule is warned of a table', async () => {
  const { page } = await open({ version: 1, kind: 'distribution' }, { app: 'unified-alerting' });
  const warningOf = (kind: string) => page.getByText(`Alert rules need a numeric or time series frame; "${kind}" returns a table.`);
  const warning = warningOf('distribution');
  expect(await warning.count()).toBe(0);
  await page.getByRole('radio', { name: 'Table' }).check({ force: true });
  await warning.waitFor();
  await page.getByRole('radio', { name: 'Series' }).check({ force: true });
  expect(await warning.count()).toBe(0);
  await choose(page, 'Query kind', 'Codes');
  await warningOf('codes').waitFor();
});

test('by mouse: results, a filter by values of the records, a split, a share', async () => {
  const { page, emitted } = await open({ kind: 'trend', version: 1 });
  await choose(page, 'Results', 'busy');
  await optionOf(page, 'timeout').click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add filter' }).click();
  await choose(page, 'Dimension of filter 1', 'trunk');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'trend', results: ['busy', 'timeout'] });
  await page.getByLabel('Values of filter 1').click();
  expect(await optionOf(page, 't1').textContent()).toMatch(/1,204$/);
  await optionOf(page, 't1').click();
  await optionOf(page, '(none)').click();
  await page.keyboard.press('Escape');
  await choose(page, 'Split by', 'run_id');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Share', exact: true }).check({ force: true });
  await page.getByRole('radio', { name: 'all calls' }).check({ force: true });
  expect(await emitted()).toEqual({
    refId: 'A',
    version: 1,
    kind: 'trend',
    results: ['busy', 'timeout'],
    filters: [{ dimension: 'trunk', operator: 'in', values: ['t1', ''] }],
    splitBy: ['run_id'],
    measure: 'share',
    shareOf: 'all',
  });
});

test('by keyboard alone: kind, results, an expression', async () => {
  const { page, emitted } = await open({ kind: 'trend', version: 1 });
  await page.getByLabel('Query kind', { exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('distr');
  await page.keyboard.press('Enter');
  await page.getByLabel('Results', { exact: true }).focus();
  await page.keyboard.type('rej');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Add filter' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Dimension of filter 1').focus();
  await page.keyboard.type('trunk');
  await page.keyboard.press('Enter');
  await page.getByLabel('Operator of filter 1').focus();
  await page.keyboard.type('matches');
  await page.keyboard.press('Escape');
  await page.keyboard.type('=~');
  await page.keyboard.press('Enter');
  await page.getByLabel('Values of filter 1').focus();
  const runs = await page.getByTestId('runs').textContent();
  await page.keyboard.type('t[12]');
  expect(await page.getByTestId('runs').textContent()).toBe(runs);
  await page.keyboard.press('Tab');
  expect(await emitted()).toEqual({
    refId: 'A',
    version: 1,
    kind: 'distribution',
    results: ['rejected'],
    filters: [{ dimension: 'trunk', operator: '=~', values: ['t[12]'] }],
  });
});

test('values and dimensions that the records do not offer, and variables, may be written', async () => {
  const { page, emitted } = await open({ version: 1, kind: 'codes', filters: [{ dimension: 'trunk', operator: '=', values: ['gone'] }] });
  await page.getByLabel('Values of filter 1').click();
  await page.keyboard.type('t9');
  await page.keyboard.press('Enter');
  expect(await emitted()).toMatchObject({ filters: [{ dimension: 'trunk', operator: '=', values: ['t9'] }] });
  await choose(page, 'Values of filter 1', '$trunk');
  expect(await emitted()).toMatchObject({ filters: [{ dimension: 'trunk', operator: '=', values: ['$trunk'] }] });
  await page.getByRole('button', { name: 'Remove filter 1' }).click();
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'codes' });
});

test('what is typed is searched for in the records, of the time range', async () => {
  const { page } = await open({ version: 1, kind: 'codes', filters: [{ dimension: 'trunk', operator: 'in', values: ['t1'] }] });
  const before = bench.server.asked.length;
  await page.getByLabel('Values of filter 1').click();
  await page.keyboard.type('berl');
  await optionOf(page, 'berlin-1').waitFor();
  const expected = 'values?dimension=trunk&search=berl&limit=100&from=1700000000000&to=1700086400000';
  await eventually(() => bench.server.asked.slice(before).includes(expected));
  // Typing quickly asks once, not once per letter.
  expect(bench.server.asked.slice(before).filter((text) => /search=b/.test(text))).toEqual([expected]);
});

test('a step that cannot be read is refused in words and not stored', async () => {
  const { page, emitted } = await open({ version: 1, kind: 'trend' });
  await page.getByLabel('Bucket', { exact: true }).click();
  await page.keyboard.type('5 parsecs');
  await page.keyboard.press('Enter');
  await page.getByText('"5 parsecs" is not a bucket; enter auto').waitFor();
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'trend' });
  await page.getByLabel('Bucket', { exact: true }).click();
  await page.keyboard.type('10m');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'trend', bucket: '10m' });
  expect(await page.getByText('5 parsecs').count()).toBe(0);
  expect(await page.getByLabel('Time zone').count()).toBe(0);
  await choose(page, 'Bucket', /^day/);
  await page.getByLabel('Time zone', { exact: true }).click();
  await page.keyboard.type('Europe/Ber');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'trend', bucket: 'day', timeZone: 'Europe/Berlin' });
});

test('the number of the largest is checked when the reader leaves the field', async () => {
  const { page, emitted } = await open({ version: 1, kind: 'trend', splitBy: ['trunk'] });
  await page.getByLabel('Limit').fill('500');
  await page.keyboard.press('Enter');
  await page.getByText('1 to 100').waitFor();
  await page.getByLabel('Limit').fill('3');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'trend', splitBy: ['trunk'], top: 3 });
});

test('a stored query that cannot be answered says why', async () => {
  const { page } = await open({ version: 1, kind: 'trend', bucket: '0m' });
  await page.getByText('Invalid query').waitFor();
  await page.getByText('bucket: "0m" is not allowed').waitFor();
});

test('records that cannot be asked are a warning; the editor keeps working', async () => {
  bench.server.failWith('The folder /var/lib/none does not exist.');
  try {
    const { page, emitted } = await open({ version: 1, kind: 'trend' });
    await page.getByText('The folder /var/lib/none does not exist.').waitFor();
    await choose(page, 'Results', 'busy');
    expect(await emitted()).toMatchObject({ results: ['busy'] });
  } finally {
    bench.server.failWith(null);
  }
});

test.each(['dark', 'light'])('every control has a name; pictures (%s)', async (theme) => {
  const value = {
    version: 1,
    kind: 'trend',
    results: ['busy', 'failed'],
    filters: [
      { dimension: 'trunk', operator: 'in', values: ['t1', '$trunk'] },
      { dimension: 'run_id', operator: '=~', values: ['nightly-.*'] },
      { dimension: 'from', operator: '=', values: ['100'] },
    ],
    splitBy: ['trunk'],
    measure: 'share',
  };
  const { page, picture, errors } = await open(value, { theme });
  await page.getByLabel('Share of').waitFor();
  expect(await namelessControls(page)).toEqual([]);
  await picture(`editor-query-${theme}`);
  await page.getByLabel('Results', { exact: true }).click();
  await page.waitForTimeout(300);
  await picture(`editor-query-results-${theme}`);
  await page.keyboard.press('Escape');
  await page.getByLabel('Values of filter 1').click();
  await optionOf(page, 't2').waitFor();
  await picture(`editor-query-values-${theme}`);
  expect(errors).toEqual([]);
});
