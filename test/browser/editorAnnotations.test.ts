import { parseCallQuery } from '../../src/kinds/kinds';
import { choose, type EditorBench, namelessControls, startEditorBench } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => (bench = await startEditorBench()), 120_000);
afterAll(() => bench?.close());

const annotation = (value: object = {}) => bench.open({ editor: 'annotation', value: JSON.stringify(value) });

test('a new annotation is stored as it is shown, and cannot be of another kind', async () => {
  const { page, errors, emitted, picture } = await annotation();
  expect(await emitted()).toEqual({ refId: 'Anno', version: 1, kind: 'annotations' });
  expect(await page.getByLabel('Query kind', { exact: true }).count()).toBe(0);
  await page.getByRole('radio', { name: 'Code' }).check({ force: true });
  await page.getByLabel('Quiet time').fill('7 days');
  await page.getByLabel('Quiet time').press('Enter');
  await page.getByText('Enter a number of seconds, minutes').waitFor();
  await page.getByLabel('Quiet time').fill('7d');
  await page.getByLabel('Quiet time').press('Enter');
  expect(await emitted()).toEqual({ refId: 'Anno', version: 1, kind: 'annotations', by: 'code', quiet: '7d' });
  expect(await namelessControls(page)).toEqual([]);
  await picture('editor-annotation');
  expect(errors).toEqual([]);
});

test('each event shows its own fields and drops those of the others', async () => {
  const { page, emitted, picture } = await annotation({ version: 1, kind: 'annotations', results: ['busy'], by: 'code' });
  await page.getByRole('radio', { name: 'Threshold' }).check({ force: true });
  await page.getByLabel('Threshold', { exact: true }).last().fill('0.4');
  await page.getByLabel('Threshold', { exact: true }).last().press('Enter');
  await page.getByRole('radio', { name: 'Falls below' }).check({ force: true });
  expect(await emitted()).toEqual({
    refId: 'Anno',
    version: 1,
    kind: 'annotations',
    event: 'crossing',
    threshold: 0.4,
    direction: 'below',
  });
  await picture('editor-annotation-crossing');
  await page.getByRole('radio', { name: 'Failed runs' }).check({ force: true });
  await choose(page, 'Events per', 'trunk');
  const query = await emitted();
  expect(query).toEqual({ refId: 'Anno', version: 1, kind: 'annotations', event: 'verdict', per: 'trunk' });
  expect(() => parseCallQuery(query)).not.toThrow();
});

test('a query of another kind that serves as an annotation stays what it is', async () => {
  const { page, emitted } = await annotation({ version: 1, kind: 'verdict', per: 'run_id' });
  expect(await emitted()).toEqual({ refId: 'Anno', version: 1, kind: 'verdict', per: 'run_id' });
  expect(await page.getByLabel('Query kind', { exact: true }).count()).toBe(1);
});
