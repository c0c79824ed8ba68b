import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { parseCallQuery } from '../../src/kinds/kinds';
import { serverConnection } from '../../src/domain/serverConnection';
import { SERVER_ENGINES } from '../../src/domain/engines/engines';
import { parseSettings } from '../../src/domain/settings';
import { PluginHarness, TO } from '../backend/handlers/pluginHarness';

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
interface RuleQuery {
  readonly refId: string;
  readonly relativeTimeRange: { readonly from: number; readonly to: number };
  readonly datasourceUid: string;
  readonly model: Record<string, unknown>;
}
interface Rule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly for: string;
  readonly noDataState: string;
  readonly execErrState: string;
  readonly data: RuleQuery[];
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
      throw new Error('files are not a database');
    }
    expect(() => serverConnection(settings, { url, user, database, secureJsonData }, 60_000)).not.toThrow();
    expect(secureJsonData['password']).toMatch(/^\$[A-Z_]+$/);
    return settings.engine;
  });
  expect(engines.sort()).toEqual([...SERVER_ENGINES].sort());
});

test('the dashboards are provisioned from where the plugin is mounted', () => {
  const { providers } = yaml<{ providers: { options: { path: string } }[] }>('provisioning/dashboards/provider.yaml');
  const mounted = yaml<{ services: { grafana: { volumes: string[] } } }>('docker-compose.yml').services.grafana.volumes;
  const plugin = mounted.find((volume) => volume.startsWith('./dist:'))?.split(':')[1];
  expect(providers.map(({ options }) => options.path)).toEqual([`${plugin}/dashboards`]);
});

const rules = yaml<{ groups: { rules: Rule[] }[] }>('provisioning/alerting/call-results.yaml').groups.flatMap((group) => group.rules);
const asks = ({ data }: Rule) => data.filter(({ datasourceUid }) => datasourceUid !== '__expr__');

test('there is a rule for everything that a network is woken by', () => {
  const asked = rules.flatMap(asks).map(({ model }) => model);
  const some = (part: object) => expect(asked).toContainEqual(expect.objectContaining(part));
  some({ kind: 'ratio', ratios: ['ASR'], splitBy: ['trunk'], confidence: 95, return: 'upper' });
  some({ kind: 'ratio', splitBy: ['trunk'], return: 'of' });
  some({ kind: 'comparison', shape: 'series' });
  some({ kind: 'verdict', per: 'run_id' });
  some({ kind: 'timing', timings: ['pdd'], statistics: ['p95'] });
});

test.each(rules)('$uid is a rule as Grafana provisions it', ({ uid, title, condition, data, noDataState, execErrState, for: pending }) => {
  expect(uid).toMatch(/^[\w-]{1,40}$/);
  expect(title).not.toBe('');
  expect(data.map(({ refId }) => refId)).toContain(condition);
  expect(data.every(({ refId, model }) => model['refId'] === refId)).toBe(true);
  expect(['Alerting', 'NoData', 'OK', 'KeepLast']).toContain(noDataState);
  expect(['Alerting', 'Error', 'OK', 'KeepLast']).toContain(execErrState);
  expect(pending).toMatch(/^\d+[smh]$/);
});

test.each(rules)('$uid asks what can be judged as it comes, and takes a missing share for no alarm', async (rule) => {
  const door = new PluginHarness();
  door.write(
    'calls.csv',
    'start_time,sip_code,trunk,run_id,pdd_ms\n2026-11-23T08:00:10Z,200,t1,r1,300\n2026-11-23T10:58:00Z,486,t1,r1,300\n2026-11-23T10:30:00Z,200,t2,r1,300\n'
  );
  for (const { datasourceUid, model, relativeTimeRange } of asks(rule)) {
    expect(known).toContain(datasourceUid);
    const { kind, measure } = parseCallQuery(model) as { kind: string; measure?: string };
    expect(kind === 'ratio' || measure === 'share' ? rule.noDataState : 'OK').toBe('OK');
    const ended = TO + 60_000;
    const frame = await door.query(model, door.context({ path: 'calls.csv' }, { FromAlert: 'true' }), {
      from: ended - relativeTimeRange.from * 1_000,
      to: ended,
    });
    expect(['numeric-wide', 'timeseries-wide']).toContain(frame.meta.type);
    expect(frame.fields.length).toBeGreaterThan(0);
    expect(frame.fields.every(({ tstype, name }) => tstype === 'number' || name === 'time')).toBe(true);
  }
  await door.close();
});

test('docker-compose mounts folders and files that the project has or makes', () => {
  const { volumes } = yaml<{ services: { grafana: { volumes: string[] } } }>('docker-compose.yml').services.grafana;
  const made = ['dist', '.build/records'];
  for (const volume of volumes) {
    const source = (volume.split(':')[0] ?? '').replace('./', '');
    expect(made.includes(source) || readdirSync(path.join(root, path.dirname(source))).includes(path.basename(source))).toBe(true);
  }
});
