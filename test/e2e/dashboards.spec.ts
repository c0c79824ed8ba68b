import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@grafana/plugin-e2e';
import { OVERVIEW } from './dataSource';
import { watchErrors } from './watchErrors';

interface Shipped {
  readonly uid: string;
  readonly title: string;
  readonly links: readonly { readonly title: string; readonly url?: string }[];
}

const folder = path.resolve(__dirname, '../../src/dashboards');
const dashboards = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Shipped);

for (const { uid, title } of dashboards) {
  for (const theme of ['dark', 'light']) {
    test(`${title} opens without an error, ${theme}`, async ({ gotoDashboardPage, page }, testInfo) => {
      const errors = watchErrors(page);
      const dashboard = await gotoDashboardPage({ uid, queryParams: new URLSearchParams({ theme }) });
      await dashboard.waitForPanelsQueriesToComplete({ scrollAll: true });
      await expect(dashboard).not.toHavePanelErrors();
      await expect(page.getByText('No data', { exact: true })).toHaveCount(0);
      await testInfo.attach('picture', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
      expect(errors).toEqual([]);
    });
  }
}

const wall = dashboards.find(({ uid }) => uid === 'callresult-noc-wall') ?? { uid: '', links: [] };

for (const [width, height] of [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
] as const) {
  test(`the wall fills ${width} × ${height} without scrolling`, async ({ gotoDashboardPage, page }) => {
    await page.setViewportSize({ width, height });
    const link = wall.links.find(({ title }) => title === 'Full screen')?.url ?? '';
    const dashboard = await gotoDashboardPage({ uid: wall.uid, queryParams: new URL(link, 'http://grafana').searchParams });
    await dashboard.waitForPanelsQueriesToComplete();
    const bottom = async () =>
      Math.max(
        ...(await page.locator('.react-grid-item').evaluateAll((items) => items.map((item) => item.getBoundingClientRect().bottom)))
      );
    // Grafana rounds down to whole rows of 38 pixels, and leaves a margin.
    const isFilled = async () => (await bottom()) <= height && (await bottom()) > height - 100;
    await expect.poll(isFilled).toBe(true);
  });
}

test('a value of a variable changes what panels ask, and is in their link', async ({ gotoDashboardPage, page }) => {
  const dashboard = await gotoDashboardPage({ uid: OVERVIEW, queryParams: new URLSearchParams({ 'var-result': 'busy' }) });
  await dashboard.waitForPanelsQueriesToComplete();
  await expect(page.getByText('busy').first()).toBeVisible();
  const asked = page.waitForRequest(
    (request) => request.url().includes('/api/ds/query') && /"results":\["timeout"\]/.test(request.postData() ?? '')
  );
  await dashboard.goto({ queryParams: new URLSearchParams({ 'var-result': 'timeout' }) });
  await asked;
});
