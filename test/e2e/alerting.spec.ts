import { expect, test } from '@grafana/plugin-e2e';
import type { APIRequestContext } from '@playwright/test';
import { PROVISIONED } from './dataSource';

const FOLDER = 'callresult-e2e';
const RULE = 'callresult-e2e-answered';

interface StateOfRules {
  readonly data: {
    readonly groups: readonly { readonly rules: readonly { readonly name: string; readonly state: string; readonly health: string }[] }[];
  };
}

async function stateOf(request: APIRequestContext, title: string): Promise<string> {
  const { data } = (await (await request.get('/api/prometheus/grafana/api/v1/rules')).json()) as StateOfRules;
  const rule = data.groups.flatMap(({ rules }) => rules).find(({ name }) => name === title);
  return rule === undefined ? 'missing' : rule.health === 'error' ? 'error' : rule.state;
}

test('a rule on answered calls fires', async ({ page }) => {
  const { request } = page;
  await request.post('/api/folders', { data: { uid: FOLDER, title: 'Call Result e2e' } });
  const asked = {
    refId: 'A',
    relativeTimeRange: { from: 86_400, to: 0 },
    datasourceUid: PROVISIONED.uid,
    model: { refId: 'A', version: 1, kind: 'distribution', results: ['answered'], measure: 'calls', shape: 'series' },
  };
  const judged = {
    refId: 'B',
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: '__expr__',
    model: { refId: 'B', type: 'threshold', expression: 'A', conditions: [{ evaluator: { type: 'gt', params: [0] } }] },
  };
  const rule = {
    uid: RULE,
    title: RULE,
    orgID: 1,
    folderUID: FOLDER,
    ruleGroup: 'e2e',
    condition: 'B',
    for: '0s',
    noDataState: 'OK',
    execErrState: 'Error',
    data: [asked, judged],
  };
  try {
    const created = await request.post('/api/v1/provisioning/alert-rules', { data: rule });
    expect(created.status(), await created.text()).toBe(201);
    await request.put(`/api/v1/provisioning/folder/${FOLDER}/rule-groups/e2e`, {
      data: { title: 'e2e', folderUid: FOLDER, interval: 10, rules: [rule] },
    });
    await expect.poll(() => stateOf(request, RULE), { timeout: 45_000 }).toBe('firing');
  } finally {
    await request.delete(`/api/v1/provisioning/alert-rules/${RULE}`);
    await request.delete(`/api/folders/${FOLDER}?forceDeleteRules=true`);
  }
});

test('every provisioned rule is evaluated without an error', async ({ page, readProvisionedAlertRule }) => {
  const { uid } = await readProvisionedAlertRule({ fileName: 'call-results.yaml' });
  const { data } = (await (await page.request.get('/api/prometheus/grafana/api/v1/rules')).json()) as StateOfRules;
  expect(uid).toMatch(/^callresult-/);
  const rules = data.groups.flatMap(({ rules }) => rules);
  expect(rules.length).toBeGreaterThan(5);
  expect(rules.filter(({ health }) => health === 'error')).toEqual([]);
});

test('the editor of a provisioned rule shows its query and previews it', async ({
  gotoAlertRuleEditPage,
  readProvisionedAlertRule,
  page,
}) => {
  const { uid } = await readProvisionedAlertRule({ fileName: 'call-results.yaml' });
  const editor = await gotoAlertRuleEditPage({ uid });
  await expect(page.getByText('ASR and related ratios').first()).toBeVisible();
  await expect(editor.evaluate()).toBeOK();
});
