/** The parts of the configuration that look at records, over the plugin's own handlers and a file. */
import { PluginHarness } from '../backend/handlers/pluginHarness';
import { choose, type EditorBench, startEditorBench, unfold } from './harness/openEditor';

const stored = { version: 1, engine: 'files', layout: 'calls', path: 'calls.csv' };
let door: PluginHarness;
let bench: EditorBench;

beforeAll(async () => {
  door = new PluginHarness();
  bench = await startEditorBench(({ method, path, search, body }) =>
    door.handlers.resource(
      { method, path, search, body: new TextEncoder().encode(body) },
      { ...door.context(stored), user: { login: 'admin', role: 'Admin' } },
      new AbortController().signal
    )
  );
}, 180_000);

afterAll(async () => {
  await bench?.close();
  await door.close();
});

const open = () => bench.open({ editor: 'config', value: JSON.stringify(stored), source: '{}' });

test('every code that occurs, its calls and its result; a changed rule shows what it would move before anything is saved', async () => {
  const { page, errors, picture } = await open();
  await page.getByRole('button', { name: 'Expand section Codes and results' }).getByText('5 codes and dispositions').waitFor();
  await unfold(page, 'Codes and results', 'Result rules');
  const row = (code: string) => page.getByRole('region', { name: 'Codes and results' }).getByRole('row').filter({ hasText: code });
  // The eight calls of the file: three 200, two 486, one 503, one 404, one without a code.
  await page.getByText('Unsaved changes affect no results.').waitFor();
  expect(await row('486 Busy Here').textContent()).toBe('486 Busy Here2busydefault rule (486,600 → busy)');
  expect(await row('no code').textContent()).toBe('no code 1unclassifiedno rule matches');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByLabel('Codes of rule 1').fill('404,486');
  await page.keyboard.press('Enter');
  await choose(page, 'Result of rule 1', 'rejected');
  await page.getByText('3 of 8 calls would change their result.').waitFor();
  expect(await row('486 Busy Here').textContent()).toBe('486 Busy Here2busy → rejectedrule 1 (404,486 → rejected)');
  await picture('mapping-moved');
  await page.getByLabel('Codes of rule 1').fill('4861,200-100');
  await page.keyboard.press('Enter');
  await page.getByText('The edited rules are invalid; the table shows the saved ones.').waitFor();
  expect(await row('486 Busy Here').textContent()).toContain('busy');
  expect(errors).toEqual([]);
});

test("the doctor's findings, each with its example and repair, and a fresh look", async () => {
  const { page, errors } = await open();
  await page.getByRole('button', { name: 'Expand section Doctor' }).getByText('12.5% of the calls are unclassified').waitFor();
  await unfold(page, 'Doctor');
  await page.getByText('Checked 8 calls from').waitFor();
  const findings = page.getByRole('list', { name: 'Findings' });
  expect(await findings.getByRole('listitem').filter({ hasText: '12.5% of the calls are unclassified' }).textContent()).toMatch(
    /no code \(1 call\).*Check the column of the code/
  );
  door.write('calls.csv', 'start_time,sip_code\nnever,200\n2026-11-23T10:30:00Z,200\n');
  await page.waitForTimeout(2_500);
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByText('1 unreadable row is not counted').waitFor();
  expect(await findings.getByRole('listitem').filter({ hasText: 'unreadable row' }).textContent()).toContain('For example:');
  expect(errors).toEqual([]);
});

test('a layout that fits the columns better than the chosen one is offered, and taken with a click', async () => {
  const { page, errors, emitted, picture } = await bench.open({
    editor: 'config',
    value: JSON.stringify({ ...stored, layout: 'kamailio' }),
    source: '{}',
  });
  const hint = page.getByRole('status', { name: 'Recognized layouts' });
  await hint.getByText('calls.csv fits the layout').waitFor();
  expect(await hint.textContent()).toContain('it has the columns start_time, sip_code. Each row is a call; sip_code tells how it ended.');
  await picture('layout-recognized');
  await hint.getByRole('button', { name: 'Use this layout' }).click();
  await hint.waitFor({ state: 'detached' });
  expect(await emitted()).toMatchObject({ path: 'calls.csv', layout: 'calls' });
  expect(errors).toEqual([]);
});
