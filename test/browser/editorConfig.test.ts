import { choose, type EditorBench, namelessControls, startEditorBench, unfold } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

const open = (value: object = {}, rest: Record<string, string> = {}) =>
  bench.open({ editor: 'config', value: JSON.stringify(value), ...rest });
const RULES = 'Result rules';
const stored = { version: 1, engine: 'files', layout: 'calls' };

test('path, layout, time zone, call time and a column', async () => {
  const { page, emitted, errors } = await open();
  await page.getByLabel('Path').fill('carrier-a/*.csv.gz');
  await page.getByLabel('Time zone', { exact: true }).click();
  await page.keyboard.type('America/New');
  await page.keyboard.press('Enter');
  await unfold(page, 'Times', 'Columns');
  await choose(page, 'Call time', 'End');
  await choose(page, 'Column for trunk', 'carrier');
  await page.getByLabel('Column for from').click();
  await page.keyboard.type('a_number');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual({
    ...stored,
    path: 'carrier-a/*.csv.gz',
    timeZone: 'America/New_York',
    callTime: 'end',
    columns: { trunk: 'carrier', from: 'a_number' },
  });
  await choose(page, 'Layout', 'Kamailio');
  expect(await emitted()).toEqual({ ...stored, layout: 'kamailio', path: 'carrier-a/*.csv.gz', timeZone: 'America/New_York' });
  expect(errors).toEqual([]);
});

test('how times and texts are written: typed, refused with what is allowed, and taken away', async () => {
  const { page, emitted, errors, picture } = await open();
  await unfold(page, 'Times', 'Text files');
  const [format, encoding] = [page.getByLabel('Time format'), page.getByLabel('Encoding')];
  await format.fill('MM/DD/YYYY hh:nn:ss');
  await page.keyboard.press('Enter');
  await page.getByText('Not a time format: "n" is not a part of a time; allowed: YYYY, YY, MM,').waitFor();
  await picture('time-format-refused');
  await format.fill('MM/DD/YYYY hh:mm:ss A');
  await page.keyboard.press('Tab');
  await page.getByText('Not a time format').waitFor({ state: 'detached' });
  await encoding.fill('windows-1251');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual({ ...stored, timeFormat: 'MM/DD/YYYY hh:mm:ss A', encoding: 'windows-1251' });
  await format.fill('');
  await page.keyboard.press('Enter');
  await encoding.fill('');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual(stored);
  expect(errors).toEqual([]);
});

test('dimensions of every kind', async () => {
  const { page, emitted } = await open();
  await unfold(page, 'Dimensions');
  await page.getByRole('button', { name: 'Add dimension' }).click();
  await page.getByText('Enter a name.').waitFor();
  await page.getByLabel('Name of dimension 1').fill('country');
  await page.getByText('Enter a column of your records.').waitFor();
  await page.getByLabel('Column of dimension 1').fill('to');
  await choose(page, 'Kind of dimension 1', 'Prefix');
  await page.getByLabel('Prefixes of dimension 1').fill('49, x');
  await page.keyboard.press('Tab');
  await page.getByText('"x" is not a prefix').waitFor();
  await page.getByLabel('Prefixes of dimension 1').fill('49, 4930; +1');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add dimension' }).click();
  await page.getByLabel('Name of dimension 2').fill('direction');
  await choose(page, 'Kind of dimension 2', 'Direction');
  await page.getByLabel('Your domains or prefixes of dimension 2').fill('pbx.example');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual({
    ...stored,
    dimensions: [
      { name: 'country', column: 'to', derive: 'prefix', prefixes: ['49', '4930', '+1'] },
      { name: 'direction', derive: 'direction', from: 'from', to: 'to', own: ['pbx.example'] },
    ],
  });
  await page.getByRole('button', { name: 'Remove dimension 1' }).click();
  expect(await emitted()).toMatchObject({ dimensions: [{ name: 'direction' }] });
});

test('rules: written, tried, moved, refused in words, removed', async () => {
  const { page, emitted } = await open();
  await unfold(page, RULES);
  const tried = page.getByRole('status', { name: 'Result of the tested code' });
  expect(await tried.textContent()).toContain('busy by default rule');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByText('names no codes and no words').waitFor();
  await page.getByLabel('Codes of rule 1').fill('486');
  await page.keyboard.press('Enter');
  await choose(page, 'Result of rule 1', 'rejected');
  expect(await tried.textContent()).toContain('rejected by rule 1 (486 → rejected)');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByLabel('Codes of rule 2').fill('480-499');
  await page.keyboard.press('Enter');
  await page.getByLabel('Dispositions of rule 2').fill('CONGESTION, NO ROUTE');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual({
    ...stored,
    rules: [
      { codes: '486', result: 'rejected' },
      { codes: '480-499', words: ['CONGESTION', 'NO ROUTE'], result: 'failed' },
    ],
  });
  await page.getByLabel('Rule test').fill('no route');
  expect(await tried.textContent()).toContain('failed by rule 2');
  await page.getByRole('button', { name: 'Move rule 1 down' }).click();
  await page.getByText('"486" can never match, because rule 1').waitFor();
  await page.getByRole('button', { name: 'Remove rule 2' }).click();
  expect(await emitted()).toMatchObject({ rules: [{ codes: '480-499' }] });
  await page.getByLabel('Rule test').fill('700');
  expect(await tried.textContent()).toContain('unclassified because no rule matches');
});

test('rules that look at columns: offered by the layout, written, given a code', async () => {
  const { page, emitted, errors } = await open({ ...stored, layout: 'asterisk' });
  await unfold(page, RULES);
  await page.getByRole('button', { name: 'Add rule: callers who leave a queue unanswered' }).click();
  const queue = {
    when: [
      { column: 'lastapp', operator: '=', values: ['Queue'] },
      { column: 'dstchannel', operator: '=', values: [''] },
    ],
    code: 487,
  };
  expect(await emitted()).toMatchObject({ rules: [queue] });
  expect(await page.getByRole('button', { name: 'Add rule: callers' }).count()).toBe(0);
  await page.getByLabel('Status code of rule 1').fill('4870');
  await page.keyboard.press('Enter');
  await page.getByText('Enter a status code from 200 to 699.').waitFor();
  await page.getByLabel('Status code of rule 1').fill('480');
  await page.keyboard.press('Enter');
  expect(await emitted()).toMatchObject({ rules: [{ ...queue, code: 480 }] });
  await page.getByRole('button', { name: 'Add rule', exact: true }).click();
  await page.getByRole('button', { name: 'Add column condition to rule 2' }).click();
  await page.getByText('Enter a column and at least one value').waitFor();
  await page.getByLabel('Column of condition 1 of rule 2').fill('lastapp');
  await page.keyboard.press('Enter');
  await page.getByLabel('Values of condition 1 of rule 2').fill('VoiceMail, ""');
  await page.keyboard.press('Enter');
  await choose(page, 'Result of rule 2', 'unavailable');
  expect(await emitted()).toMatchObject({
    rules: [
      { ...queue, code: 480 },
      { when: [{ column: 'lastapp', operator: 'in', values: ['VoiceMail', ''] }], result: 'unavailable' },
    ],
  });
  await choose(page, 'Operator of condition 1 of rule 2', 'is not empty');
  expect(await emitted()).toMatchObject({
    rules: [{}, { when: [{ column: 'lastapp', operator: 'not in', values: [''] }], result: 'unavailable' }],
  });
  await page.getByRole('button', { name: 'Remove condition 1 of rule 2' }).click();
  await page.getByText('names no codes and no words').waitFor();
  expect(await namelessControls(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test('what is provisioned from a file can be read, not changed', async () => {
  const { page, emitted } = await open({ ...stored, path: 'a', rules: [{ codes: '486', result: 'busy' }] }, { readOnly: '' });
  await unfold(page, RULES, 'Text files', 'Times', 'Columns', 'Rows', 'Disposition mapping', 'Dimensions', 'Scope', 'Call details');
  const changeable = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('input, textarea, button')]
      .filter((one) => !one.disabled && !one.readOnly && one.getAttribute('aria-disabled') !== 'true')
      .map((one) => one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent ?? '')
  );
  // What is left opens and closes sections, looks again, or belongs to Grafana.
  const harmless = /^(Collapse|Expand) section |^Check again$|^Save & test$|^Rule test/;
  expect(changeable.filter((name) => !harmless.test(name))).toEqual([]);
  expect(await emitted()).toEqual({ ...stored, path: 'a', rules: [{ codes: '486', result: 'busy' }] });
});

test('what is set is shown in the line of a folded section', async () => {
  const { page } = await open({
    ...stored,
    settle: '5m',
    timeFormat: 'DD/MM/YYYY',
    scope: [{ dimension: 'trunk', operator: 'in', values: ['a'] }],
  });
  const line = (title: string) => page.getByRole('button', { name: `Expand section ${title}`, exact: true }).textContent();
  expect(await line('Times')).toBe('TimesTime format DD/MM/YYYY, Settle time 5m');
  expect(await line('Scope')).toBe('ScopeScope (1)');
  expect(await line('Text files')).toBe('Text filesDefaults');
});

test.each(['dark', 'light'])('every control has a name; pictures (%s)', async (theme) => {
  const { page, picture, errors } = await open(
    {
      ...stored,
      path: 'carrier-a',
      columns: { trunk: 'carrier' },
      dimensions: [
        { name: 'country', column: 'to', derive: 'prefix', prefixes: ['49', '4930'] },
        { name: 'direction', derive: 'direction', from: 'from', to: 'to', own: [] },
      ],
      rules: [
        { codes: '486', result: 'rejected' },
        { codes: '486,600', words: ['USER_BUSY'], result: 'busy' },
      ],
    },
    { theme }
  );
  await picture(`editor-config-folded-${theme}`);
  await unfold(page, RULES, 'Columns', 'Dimensions', 'Times', 'Text files', 'Call details');
  expect(await namelessControls(page)).toEqual([]);
  await picture(`editor-config-${theme}`);
  expect(errors).toEqual([]);
});

test('how late records arrive, and a scope', async () => {
  const { page, emitted } = await open();
  await unfold(page, 'Times', 'Scope');
  await page.getByLabel('Settle time').fill('soon');
  await page.keyboard.press('Tab');
  await page.getByText('Enter a whole number of seconds, minutes, hours or days').waitFor();
  await page.getByLabel('Settle time').fill('5m');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByText('until then, queries return an error').waitFor();
  await page.getByLabel('Dimension of condition 1').fill('tenant');
  await choose(page, 'Operator of condition 1', 'is none of');
  await page.getByLabel('Values of condition 1').fill('a, b');
  await page.keyboard.press('Enter');
  expect(await emitted()).toEqual({ ...stored, settle: '5m', scope: [{ dimension: 'tenant', operator: 'not in', values: ['a', 'b'] }] });
});
