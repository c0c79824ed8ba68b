import { choose, type EditorBench, namelessControls, optionOf, startEditorBench } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

const open = (value: object) => bench.open({ editor: 'query', value: JSON.stringify(value) });

test("ratios by mouse: names, a share of one's own, over time, bounds for a rule", async () => {
  const { page, emitted, errors, picture } = await open({ kind: 'distribution', version: 1 });
  await choose(page, 'Query kind', 'Ratio');
  expect(await emitted()).toEqual({ refId: 'A', version: 1, kind: 'ratio' });
  expect(await page.getByLabel('Results', { exact: true }).count()).toBe(0);
  await choose(page, 'Ratios', /^NER E\.425(?! \+)/);
  await optionOf(page, /^ISA/).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add custom ratio' }).click();
  await page.getByLabel('Name of custom ratio 1').fill('user share');
  await page.getByLabel('Numerator of custom ratio 1').fill('486, 600');
  await page.getByLabel('Denominator of custom ratio 1').fill('answered, busy');
  await page.getByLabel('Denominator of custom ratio 1').press('Enter');
  await page.getByRole('radio', { name: 'Time', exact: true }).check({ force: true });
  await page.getByLabel('Minimum calls').fill('20');
  await page.getByLabel('Minimum calls').press('Enter');
  await page.getByRole('radio', { name: '95%' }).check({ force: true });
  await choose(page, 'Returned fields', /^upper bound/);
  expect(await emitted()).toEqual({
    refId: 'A',
    version: 1,
    kind: 'ratio',
    ratios: [
      'ASR',
      'NER E.425',
      'ISA',
      { name: 'user share', numerator: { codes: '486,600' }, denominator: { results: ['answered', 'busy'] } },
    ],
    over: 'time',
    minimumCalls: 20,
    confidence: 95,
    return: 'upper',
  });
  expect(await page.getByText('Invalid query').count()).toBe(0);
  expect(await namelessControls(page)).toEqual([]);
  expect(errors).toEqual([]);
  await picture('query-ratio');
});

test('a share that cannot be read says why', async () => {
  const { page } = await open({ kind: 'ratio', version: 1, ratios: [{ name: 'x', numerator: { codes: '486' } }] });
  await page.getByLabel('Numerator of custom ratio 1').fill('4yy');
  await page.getByLabel('Numerator of custom ratio 1').press('Enter');
  await page.getByText('"4yy" is not a code pattern').waitFor();
  await page.getByLabel('Minimum calls').fill('-1');
  await page.getByLabel('Minimum calls').press('Enter');
  await page.getByText('a whole number from 0 to').waitFor();
});
