import type { PluginContext } from '../../../src/backend/protocol/plugin';
import { PluginHarness } from './pluginHarness';

const NUMBER = '+4930123456';
const settings = { path: 'numbers.csv', maskNumbersForViewers: 'all' };
const door = new PluginHarness();

beforeAll(() => door.write('numbers.csv', `start_time,sip_code,from\n2026-11-23T08:10:00Z,200,${NUMBER}\n`));
afterAll(() => door.close());

const callersSeenBy = async (user: PluginContext['user'], headers: Readonly<Record<string, string>> = {}) => {
  const { fields } = await door.query(
    { kind: 'distribution', results: ['answered'], splitBy: ['from'] },
    { ...door.context(settings, headers), user }
  );
  return fields.map(({ labels }) => (labels as { from: string }).from);
};

/** Grafana 12.3 asks for public dashboards and for alert rules in the role of an administrator, who sees every digit. */
test.each(['service', 'provisioning', 'grafana_scheduler', ''])('numbers are hidden from "%s", in whatever role', async (login) => {
  expect(await callersSeenBy({ login, role: 'Admin' })).not.toContain(NUMBER);
});

test('numbers are hidden in the labels of alert rules, whoever tries the rule', async () => {
  expect(await callersSeenBy({ login: 'ann', role: 'Admin' }, { FromAlert: 'true' })).not.toContain(NUMBER);
});

test('whoever is known and may edit sees them', async () => {
  expect(await callersSeenBy({ login: 'ann', role: 'Editor' })).toEqual([NUMBER]);
  expect(await callersSeenBy({ login: 'sa-1-report', role: 'Admin' })).toEqual([NUMBER]);
});
