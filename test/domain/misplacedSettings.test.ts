import { parseSettings, settingFields } from '../../src/domain/settings';
import { refusal } from './refusal';

test.each([
  ['timezone', 'timeZone'],
  ['time_zone', 'timeZone'],
  ['dimension', 'dimensions'],
  ['Path', 'path'],
  ['TlsMode', 'tlsMode'],
])('a misspelt setting is refused, and not passed over: %s', (misspelt, meant) => {
  expect(refusal(() => parseSettings({ version: 1, [misspelt]: 'Europe/Berlin' }), 'settings')).toBe(
    `${misspelt}: there is no such setting; rename it to ${meant}.`
  );
});

test.each([
  ['database', 'beside jsonData'],
  ['url', 'beside jsonData'],
  ['user', 'beside jsonData'],
  ['password', 'in secureJsonData'],
  ['tlsClientKey', 'in secureJsonData'],
])('what belongs elsewhere is refused in jsonData, without its value: %s', (field, place) => {
  const message = refusal(() => parseSettings({ version: 1, engine: 'postgres', [field]: 'wonderland' }), 'settings');
  expect(message).toContain(`${field}: not read in jsonData; it belongs ${place}`);
  expect(message).not.toContain('wonderland');
});

// Grafana 12.3: packages/grafana-data/src/types/datasource.ts (DataSourceJsonData) and the settings of its HTTP and TLS sections.
test.each([
  'authType',
  'defaultRegion',
  'profile',
  'manageAlerts',
  'allowAsRecordingRulesTarget',
  'alertmanagerUid',
  'disableGrafanaCache',
  'serverName',
  'httpHeaderName1',
  'keepCookies',
  'oauthPassThru',
  'tlsAuth',
  'tlsAuthWithCACert',
  'tlsSkipVerify',
  'timeout',
  'pdcInjected',
  'enableSecureSocksProxy',
  'secureSocksProxyUsername',
  'teamHttpHeaders',
])('a field that Grafana writes is left alone: %s', (field) => {
  expect(parseSettings({ version: 1, [field]: true }).settings.engine).toBe('files');
});

test('no setting is taken for another one that is misspelt', () => {
  const names = Object.keys(settingFields);
  for (const name of names.filter((other) => other !== 'engine')) {
    const attempt = () => parseSettings({ version: 1, [name]: undefined });
    expect(attempt).not.toThrow();
  }
});
