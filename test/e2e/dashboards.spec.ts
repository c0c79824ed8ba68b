import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@grafana/plugin-e2e';
import { OVERVIEW } from './dataSource';
import { watchErrors } from './watchErrors';

const folder = path.resolve(__dirname, '../../src/dashboards');
const dashboards = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { uid: string; title: string });

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

for (const [width, height] of [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
] as const) {
  test(`the wall fills ${width} × ${height} without scrolling`, async ({ gotoDashboardPage, page }) => {
    await page.setViewportSize({ width, height });
    const dashboard = await gotoDashboardPage({
      uid: 'callresult-noc-wall',
      queryParams: new URLSearchParams({ kiosk: 'true', autofitpanels: 'true' }),
    });
    await dashboard.waitForPanelsQueriesToComplete();
    const bottoms = () => page.locator('.react-grid-item').evaluateAll((items) => items.map((item) => item.getBoundingClientRect().bottom));
    await expect.poll(async () => Math.max(...(await bottoms()))).toBeLessThanOrEqual(height);
    expect(Math.max(...(await bottoms()))).toBeGreaterThan(height - 76);
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
