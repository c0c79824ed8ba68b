import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { showPage, type ShownPage } from '../preview/support/npmStart';
import { type RunningBrowser, startChromium } from '../support/chromium';
import { KAMAILIO } from '../support/records';
import { choose, namelessControls } from './harness/openEditor';

const PICTURES = path.resolve(__dirname, '../../.build/pictures');

let browser: RunningBrowser;
let sample: ShownPage;
let kamailio: ShownPage;

beforeAll(async () => {
  browser = await startChromium({ width: 1440, height: 900 });
  sample = await showPage([]);
  kamailio = await showPage([KAMAILIO, '--layout', 'kamailio']);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([sample?.interrupt(), kamailio?.interrupt()]);
});

async function open({ address }: ShownPage): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', (response) => {
    if (!response.ok()) {
      errors.push(`${response.status()} ${response.url()}`);
    }
  });
  await page.goto(address);
  await panel(page, 'Distribution').getByRole('row').nth(7).waitFor();
  return { page, errors };
}

const panel = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });

/** The texts of a table's body, row by row. */
async function rowsIn(place: Locator): Promise<string[]> {
  const rows = await place.locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) =>
      (await row.locator('td').allInnerTexts())
        .map((text) => text.trim())
        .filter((text) => text !== '')
        .join(' ')
    )
  );
}

async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.scrollTo(0, 0));
  // Bars grow for a moment.
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
}

async function eventually<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  const end = Date.now() + 8_000;
  let seen = await look();
  while (JSON.stringify(seen) !== JSON.stringify(wanted) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await look();
  }
  expect(seen).toEqual(wanted);
}

test('the numbers of real records: cards, distribution, codes; every control has a name', async () => {
  const { page, errors } = await open(kamailio);
  expect(await page.getByRole('group', { name: 'Filter by result' }).getByRole('button').allInnerTexts()).toEqual([
    'all calls\n430\nno filter',
    'answered\n192\n44.7%',
    'busy\n46\n10.7%',
    'rejected\n22\n5.1%',
    'timeout\n28\n6.5%',
    'cancelled\n35\n8.1%',
    'unavailable\n25\n5.8%',
    'failed\n82\n19.1%',
  ]);
  expect((await rowsIn(panel(page, 'Distribution')))[6]).toBe('failed 82 19.1%');
  expect((await rowsIn(panel(page, 'Status codes')))[0]).toBe('200 OK answered 192 44.7%');
  await panel(page, 'Trend').locator('canvas').waitFor();
  expect(await namelessControls(page)).toEqual([]);
  expect(errors).toEqual([]);
  await picture(page, 'preview-records');
});

test('cards are filters: two results, and back to all', async () => {
  const { page } = await open(kamailio);
  await page.getByRole('button', { name: /^busy/ }).click();
  await page.getByRole('button', { name: /^failed/ }).click();
  await eventually(() => rowsIn(panel(page, 'Distribution')), ['busy 46 10.7%', 'failed 82 19.1%']);
  expect(await page.getByRole('button', { name: /^busy/ }).getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByRole('button', { name: /^answered/ }).innerText()).toBe('answered\n192\n44.7%');
  const codes = await rowsIn(panel(page, 'Status codes'));
  expect(codes.filter((row) => !/ (busy|failed) /.test(row))).toEqual([]);
  await picture(page, 'preview-filtered');
  await page.getByRole('button', { name: /^all calls/ }).click();
  await eventually(async () => (await rowsIn(panel(page, 'Distribution'))).length, 7);
});

test('light and dark, kept for the next visit', async () => {
  const { page } = await open(kamailio);
  const background = () => page.locator('.main-view').evaluate((element) => getComputedStyle(element).backgroundColor);
  const first = await background();
  await page.getByRole('button', { name: /^Use the (dark|light) theme$/ }).click();
  const second = await background();
  expect(second).not.toBe(first);
  await picture(page, 'preview-other-theme');
  await page.reload();
  await panel(page, 'Distribution').getByRole('row').nth(7).waitFor();
  expect(await background()).toBe(second);
  await page.getByRole('button', { name: /^Use the (dark|light) theme$/ }).click();
});

test('the query editor asks, and its answer is drawn as its kind wants', async () => {
  const { page, errors } = await open(kamailio);
  await page.getByRole('tab', { name: 'Query' }).click();
  await panel(page, 'Answer').locator('canvas').waitFor();
  await picture(page, 'preview-query-trend');
  await choose(page, 'Query kind', 'Distribution');
  await eventually(
    () => rowsIn(panel(page, 'Answer')),
    ['answered 192', 'busy 46', 'rejected 22', 'timeout 28', 'cancelled 35', 'unavailable 25', 'failed 82']
  );
  expect(JSON.parse((await page.getByTestId('query-json').textContent()) ?? '')).toEqual({ refId: 'A', version: 1, kind: 'distribution' });
  expect(await panel(page, 'Executed statement').innerText()).toContain('count(*)');
  await choose(page, 'Query kind', 'Codes');
  await eventually(async () => (await rowsIn(panel(page, 'Answer')))[0], '200 OK answered 192 44.7%');
  await picture(page, 'preview-query-codes');
  const explanation = page.getByTestId('explanation');
  await explanation.getByText('answered: 192 of 430 calls, codes 200, from acc.sip_code, INVITE rows merged by callid').click();
  await explanation.getByText('busy: 46 of 430 calls, codes 486 (40), 600 (6)').waitFor();
  expect(await explanation.locator('pre').textContent()).toMatch(/^select /);
  expect(await explanation.getByRole('button', { name: 'Copy the explanation and the statement' }).isVisible()).toBe(true);
  await picture(page, 'preview-query-explanation');
  expect(errors).toEqual([]);
});

test('settings count at once: a rule, another zone, and a fault that is told', async () => {
  const { page } = await open(kamailio);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await choose(page, 'Time zone', /^America\/New_York$/);
  await page.getByText('from 2026-11-23T12:56:07Z').waitFor();
  await picture(page, 'preview-settings');
  const provisioning = page.getByRole('link', { name: 'Provisioning file' });
  const [file] = await Promise.all([page.waitForEvent('download'), provisioning.click()]);
  expect(file.suggestedFilename()).toBe('call-records.yaml');
  expect(readFileSync(await file.path(), 'utf8')).toMatch(
    /jsonData:\n {6}version: 1\n {6}engine: files\n {6}layout: kamailio\n {6}timeZone: America\/New_York\n$/
  );
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByText('2026-11-23 12:56:07').first().waitFor();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel(/^Path/).fill('nowhere');
  await page.keyboard.press('Tab');
  await page.getByText('"nowhere" does not exist').first().waitFor();
  await page.locator('a[aria-disabled="true"]', { hasText: 'Provisioning file' }).waitFor();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByText('Query failed').waitFor();
  await picture(page, 'preview-error');
});

test('the sample: trunks, one of them alone, a range without calls', async () => {
  const { page, errors } = await open(sample);
  const trunks = panel(page, 'Results by');
  await eventually(async () => (await rowsIn(trunks)).length, 8);
  await picture(page, 'preview-sample');
  await trunks.getByRole('button', { name: 'wholesale-south' }).click();
  await eventually(async () => (await rowsIn(trunks)).length, 1);
  expect(await page.getByRole('button', { name: 'trunk: wholesale-south' }).count()).toBe(1);
  await picture(page, 'preview-one-trunk');
  await page.getByRole('button', { name: 'trunk: wholesale-south' }).click();
  await page.getByRole('button', { name: 'Move time range backwards' }).click({ clickCount: 1 });
  await page.getByRole('button', { name: 'Move time range backwards' }).click({ clickCount: 1 });
  await page.getByText('No calls here').waitFor();
  await picture(page, 'preview-no-calls');
  await page.getByRole('button', { name: 'Show the time range of all records' }).click();
  await eventually(async () => (await rowsIn(trunks)).length, 8);
  await page.setViewportSize({ width: 420, height: 900 });
  await picture(page, 'preview-narrow');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
  expect(errors).toEqual([]);
});

test('the query editor fits a narrow window, whatever the kind, and no text column makes rows high', async () => {
  const { page } = await open(sample);
  await page.setViewportSize({ width: 600, height: 900 });
  await page.getByRole('tab', { name: 'Query' }).click();
  const editor = panel(page, 'Query');
  for (const kind of [
    'Distribution',
    'Trend',
    'Codes',
    'Ratio',
    'Verdict',
    'Timing',
    'Calls',
    'Comparison',
    'Triage',
    'Changes',
    'Events',
  ]) {
    await choose(page, 'Query kind', new RegExp(`^${kind}`));
    const [inside, outside] = await editor.evaluate((section) => [section.scrollWidth, section.clientWidth]);
    expect([kind, (inside ?? Infinity) <= (outside ?? 0)]).toEqual([kind, true]);
  }
  await choose(page, 'Query kind', /^Triage/);
  const row = panel(page, 'Answer').locator('tbody tr').first();
  await row.waitFor();
  expect(await row.evaluate((one) => one.getBoundingClientRect().height)).toBeLessThan(120);
}, 60_000);
