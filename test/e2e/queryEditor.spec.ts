import { expect, test } from '@grafana/plugin-e2e';
import { EXAMPLES } from '../../src/kinds/examples';
import { QUERY_KINDS } from '../../src/kinds/kinds';
import { PROVISIONED } from './dataSource';
import { watchErrors } from './watchErrors';

interface Results {
  readonly results: Readonly<Record<string, { readonly status: number; readonly frames: readonly unknown[] }>>;
}

for (const kind of QUERY_KINDS) {
  test(`the editor of ${kind} shows its query in Explore and runs it`, async ({ page }) => {
    const errors = watchErrors(page);
    const [example] = EXAMPLES[kind];
    const query = { ...example?.query, refId: 'A', datasource: { uid: PROVISIONED.uid } };
    const pane = { datasource: PROVISIONED.uid, queries: [query], range: { from: 'now-7d', to: 'now' } };
    const answered = page.waitForResponse((response) => response.url().includes('/api/ds/query'));
    await page.goto(`/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ e2e: pane }))}`);
    const { results } = (await (await answered).json()) as Results;
    expect(results['A']?.status).toBe(200);
    expect(results['A']?.frames.length).toBeGreaterThan(0);
    await expect(page.getByText(/\. Panels: /)).toHaveCount(1);
    await expect(page.getByText('Invalid query')).toHaveCount(0);
    expect(errors).toEqual([]);
  });
}

test('a new panel begins with a query that runs, and another kind runs as soon as it is chosen', async ({ panelEditPage, page }) => {
  const errors = watchErrors(page);
  await panelEditPage.datasource.set('Call records');
  await panelEditPage.timeRange.set({ from: 'now-7d', to: 'now' });
  const row = panelEditPage.getQueryEditorRow('A');
  await expect(row.getByText('Calls per result, over time. Panels:')).toBeVisible();
  await panelEditPage.setVisualization('Table');
  const answered = page.waitForResponse((response) => response.url().includes('/api/ds/query'));
  await row.getByLabel('Query kind').click();
  await page
    .getByTestId('data-testid Select option')
    .filter({ hasText: /^Codes/ })
    .click();
  expect((await answered).ok()).toBe(true);
  await expect(panelEditPage.panel.fieldNames).toContainText(['code', 'reason', 'result', 'calls']);
  await expect(panelEditPage.panel.getErrorIcon()).toHaveCount(0);
  expect(errors).toEqual([]);
});
