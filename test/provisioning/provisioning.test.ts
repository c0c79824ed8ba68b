import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { parseCallQuery } from '../../src/domain/query';
import { serverConnection } from '../../src/domain/serverConnection';
import { SERVER_ENGINES } from '../../src/domain/serverSettings';
import { parseSettings } from '../../src/domain/settings';

const root = path.resolve(__dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const yaml = <T>(name: string): T => parse(read(name)) as T;
const pluginId = JSON.parse(read('plugin.json')).id as string;

interface Provisioned {
  readonly uid: string;
  readonly type: string;
  readonly jsonData: unknown;
  readonly url?: string;
  readonly user?: string;
  readonly database?: string;
  readonly secureJsonData?: Record<string, string>;
}
interface Target {
  readonly datasource: { readonly type: string; readonly uid: string };
}
interface RuleQuery {
  readonly datasourceUid: string;
  readonly model: Record<string, unknown>;
}

const sources = yaml<{ datasources: Provisioned[] }>('provisioning/datasources/call-records.yaml').datasources;
const known = new Set(sources.map(({ uid }) => uid));

test('provisioned data sources are of this plugin and have settings that are accepted', () => {
  for (const source of sources) {
    expect(source.type).toBe(pluginId);
    expect(() => parseSettings(source.jsonData)).not.toThrow();
  }
});

test('there is an example of every database, with an account that it could be reached by and no password in it', () => {
  const examples = yaml<{ datasources: Provisioned[] }>('provisioning/examples/databases.yaml').datasources;
  const engines = examples.map(({ type, jsonData, url = '', user = '', database = '', secureJsonData = {} }) => {
    expect(type).toBe(pluginId);
    const { settings } = parseSettings(jsonData);
    if (settings.engine === 'files') {
      throw new Error('files are no database');
    }
    expect(() => serverConnection(settings, { url, user, database, secureJsonData }, 60_000)).not.toThrow();
    expect(secureJsonData['password']).toMatch(/^\$[A-Z_]+$/);
    return settings.engine;
  });
  expect(engines.sort()).toEqual([...SERVER_ENGINES].sort());
});

test.each(readdirSync(path.join(root, 'provisioning/dashboards')).filter((name) => name.endsWith('.json')))(
  'every query of the dashboard %s is accepted once its variables are replaced',
  (name) => {
    const dashboard = JSON.parse(read(`provisioning/dashboards/${name}`)) as { panels: { targets: Target[] }[]; templating: { list: { name: string }[] } };
    const targets = dashboard.panels.flatMap((panel) => panel.targets);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) {
      const text = JSON.stringify(target).replaceAll('"${result}"', '"busy","failed"');
      const replaced = dashboard.templating.list.reduce((json, variable) => json.replaceAll(`\${${variable.name}}`, 'value'), text);
      expect(replaced).not.toContain('$');
      expect(() => parseCallQuery(JSON.parse(replaced))).not.toThrow();
      expect(target.datasource.type).toBe(pluginId);
      expect(known).toContain(target.datasource.uid);
    }
  }
);

test('every query of the alert rules is accepted as it stands', () => {
  const { groups } = yaml<{ groups: { rules: { data: RuleQuery[] }[] }[] }>('provisioning/alerting/call-results.yaml');
  const queries = groups.flatMap(({ rules }) => rules.flatMap(({ data }) => data)).filter(({ datasourceUid }) => datasourceUid !== '__expr__');
  expect(queries.length).toBeGreaterThan(1);
  for (const { datasourceUid, model } of queries) {
    expect(known).toContain(datasourceUid);
    expect(() => parseCallQuery(model)).not.toThrow();
  }
});

test('docker-compose mounts folders and files that the project has or makes', () => {
  const { volumes } = yaml<{ services: { grafana: { volumes: string[] } } }>('docker-compose.yml').services.grafana;
  const made = ['dist', '.build/records'];
  for (const volume of volumes) {
    const source = (volume.split(':')[0] ?? '').replace('./', '');
    expect(made.includes(source) || readdirSync(path.join(root, path.dirname(source))).includes(path.basename(source))).toBe(true);
  }
});
