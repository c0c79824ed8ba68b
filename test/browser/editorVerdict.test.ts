import { choose, type EditorBench, namelessControls, optionOf, startEditorBench } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

test('a verdict by mouse: per run, what is expected, what passes', async () => {
  const { page, emitted, errors, picture } = await bench.open({ editor: 'query', value: JSON.stringify({ kind: 'trend', version: 1 }) });
  await choose(page, 'Query kind', 'Verdict');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'verdict' });
  await choose(page, 'Verdict per', 'run_id');
  await choose(page, 'Expected results', 'busy');
  await optionOf(page, 'rejected').click();
  await page.keyboard.press('Escape');
  await page.getByLabel('Minimum share').fill('95');
  await page.getByLabel('Minimum share').press('Enter');
  await page.getByText('a number from 0 to 1').waitFor();
  await page.getByLabel('Minimum share').fill('0.95');
  await page.getByLabel('Minimum share').press('Enter');
  await page.getByLabel('Minimum calls').fill('100');
  await page.getByLabel('Minimum calls').press('Enter');
  await page.getByLabel('Limit').fill('20');
  await page.getByLabel('Limit').press('Enter');
  await page.getByRole('radio', { name: 'Table', exact: true }).check({ force: true });
  expect(await emitted()).toEqual({
    refId: 'A',
    version: 1,
    kind: 'verdict',
    per: 'run_id',
    expected: ['answered', 'busy', 'rejected'],
    minimumShare: 0.95,
    minimumCalls: 100,
    limit: 20,
    frames: 'table',
  });
  expect(await page.getByText('Invalid query').count()).toBe(0);
  expect(await namelessControls(page)).toEqual([]);
  expect(errors).toEqual([]);
  await picture('query-verdict');
});
