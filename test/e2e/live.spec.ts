import { expect, test } from '@grafana/plugin-e2e';
import { PROVISIONED } from './dataSource';
import { watchErrors } from './watchErrors';

const UID = 'callresult-e2e-live';

test('a live panel subscribes to its channel and is pushed frames', async ({ page, gotoDashboardPage }) => {
  const query = { refId: 'A', datasource: { uid: PROVISIONED.uid }, version: 1, kind: 'trend', live: true };
  const panel = { id: 1, type: 'timeseries', title: 'Live calls', gridPos: { x: 0, y: 0, w: 24, h: 12 }, targets: [query] };
  const dashboard = { uid: UID, title: 'Call Result e2e, live', schemaVersion: 41, time: { from: 'now-1h', to: 'now' }, panels: [panel] };
  const saved = await page.request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } });
  expect(saved.status(), await saved.text()).toBe(200);
  try {
    const errors = watchErrors(page);
    const pushed: string[] = [];
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => pushed.push(String(payload))));
    await gotoDashboardPage({ uid: UID });
    await expect(page.getByText('Live calls')).toBeVisible();
    const pushes = () => pushed.filter((message) => message.includes(`ds/${PROVISIONED.uid}/`) && message.includes('"push"')).length;
    await expect.poll(pushes, { timeout: 30_000 }).toBeGreaterThan(1);
    expect(errors).toEqual([]);
  } finally {
    await page.request.delete(`/api/dashboards/uid/${UID}`);
  }
});
