import { expect, test } from '@grafana/plugin-e2e';
import { OVERVIEW, PROVISIONED } from './dataSource';
import { watchErrors } from './watchErrors';

const VIEWER = { user: 'callresult-e2e-viewer', password: 'e2e-viewer-password', role: 'Viewer' as const };

test('a viewer sees the dashboard', async ({ grafanaAPIClient, browser, baseURL }) => {
  await grafanaAPIClient.createUser(VIEWER);
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const errors = watchErrors(page);
  const login = await context.request.post('/login', { data: { user: VIEWER.user, password: VIEWER.password } });
  expect(login.ok()).toBe(true);
  const answered = page.waitForResponse((response) => response.url().includes('/api/ds/query'));
  await page.goto(`/d/${OVERVIEW}`);
  await answered;
  await expect(page.getByText('Calls by result')).toBeVisible();
  await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('a public dashboard is answered without a login', async ({ page, browser, baseURL }) => {
  // Grafana remembers for longer than the dashboard exists that its uid is public.
  const uid = `callresult-e2e-${Date.now().toString(36)}`;
  const dashboard = {
    uid,
    title: 'Call Result e2e, public',
    schemaVersion: 41,
    time: { from: 'now-7d', to: 'now' },
    panels: [
      {
        id: 1,
        type: 'stat',
        title: 'Calls by result',
        gridPos: { x: 0, y: 0, w: 24, h: 8 },
        targets: [
          { refId: 'A', datasource: { uid: PROVISIONED.uid }, version: 1, kind: 'distribution', shape: 'series', results: ['answered'] },
        ],
      },
    ],
  };
  try {
    const saved = await page.request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } });
    expect(saved.status(), await saved.text()).toBe(200);
    const shared = await page.request.post(`/api/dashboards/uid/${uid}/public-dashboards`, { data: { isEnabled: true, share: 'public' } });
    expect(shared.status(), await shared.text()).toBe(200);
    const { accessToken } = (await shared.json()) as { accessToken: string };
    const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
    const visitor = await context.newPage();
    const errors = watchErrors(visitor);
    const answered = visitor.waitForResponse((response) => /\/panels\/1\/query$/.test(new URL(response.url()).pathname));
    await visitor.goto(`/public-dashboards/${accessToken}`);
    expect((await answered).status()).toBe(200);
    // Of a single value a stat panel shows no name.
    await expect(visitor.getByText(/^\d[\d,]*$/).first()).toBeVisible();
    expect(errors).toEqual([]);
    await context.close();
  } finally {
    await page.request.delete(`/api/dashboards/uid/${uid}`);
  }
});
