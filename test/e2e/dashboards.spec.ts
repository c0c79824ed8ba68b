import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@grafana/plugin-e2e';
import { watchErrors } from './watchErrors';

const dashboards = readdirSync(path.resolve(__dirname, '../../provisioning/dashboards')).filter((file) => file.endsWith('.json'));

for (const fileName of dashboards) {
  for (const theme of ['dark', 'light']) {
    test(`${fileName} opens without an error, ${theme}`, async ({ readProvisionedDashboard, gotoDashboardPage, page }, testInfo) => {
      const errors = watchErrors(page);
      const { uid } = await readProvisionedDashboard({ fileName });
      const dashboard = await gotoDashboardPage({ uid, queryParams: new URLSearchParams({ theme }) });
      await dashboard.waitForPanelsQueriesToComplete({ scrollAll: true });
      await expect(dashboard).not.toHavePanelErrors();
      await testInfo.attach('picture', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
      expect(errors).toEqual([]);
    });
  }
}

test('a value of a variable changes what panels ask, and is in their link', async ({
  readProvisionedDashboard,
  gotoDashboardPage,
  page,
}) => {
  const { uid } = await readProvisionedDashboard({ fileName: 'call-results.json' });
  const dashboard = await gotoDashboardPage({ uid, queryParams: new URLSearchParams({ 'var-result': 'busy' }) });
  await dashboard.waitForPanelsQueriesToComplete();
  await expect(page.getByText('busy').first()).toBeVisible();
  const asked = page.waitForRequest(
    (request) => request.url().includes('/api/ds/query') && /"results":\["timeout"\]/.test(request.postData() ?? '')
  );
  await dashboard.goto({ queryParams: new URLSearchParams({ 'var-result': 'timeout' }) });
  await asked;
});
