/** What README and the page about installing say to copy, run and paste. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { parseSettings } from '../../src/domain/settings';
import { parseCallQuery, QUERY_KINDS } from '../../src/kinds/kinds';
import { RecordsFolder } from '../support/records';

const root = path.resolve(__dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const blocks = (page: string, language: string) =>
  [...read(page).matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

interface Rule {
  readonly title: string;
  readonly for: string;
  readonly noDataState: string;
  readonly data: readonly { readonly relativeTimeRange: { readonly from: number }; readonly model: Record<string, unknown> }[];
}
const rules = (parse(read('provisioning/alerting/call-results.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules
);
const ruleOf = (title: string) => rules.find((rule) => rule.title === title) as Rule;
const limitOf = ({ data }: Rule) => {
  const [condition] = data.at(-1)?.model['conditions'] as { evaluator: { type: string; params: number[] } }[];
  return condition?.evaluator;
};

test("the README's rule is the provisioned one, which fires on the sample's outages", () => {
  const [json = ''] = blocks('README.md', 'json');
  const query = JSON.parse(json) as Record<string, unknown>;
  expect(() => parseCallQuery(query)).not.toThrow();
  const rule = ruleOf('ASR is low on a trunk');
  expect(rule.data[0]?.model).toEqual(query);
  expect(rule.data[0]?.relativeTimeRange.from).toBe(900);
  expect([rule.for, rule.noDataState, limitOf(rule)]).toEqual(['5m', 'OK', { type: 'lt', params: [0.3] }]);
});

test("so is the README's rule for silence", () => {
  expect(read('README.md')).toContain(
    'kind _Distribution_, results _answered_, the last 15 minutes, _is below_ 1, and the state for no data _Alerting_'
  );
  const rule = ruleOf('No call was answered');
  expect(rule.data[0]?.model).toMatchObject({ kind: 'distribution', results: ['answered'] });
  expect(rule.data[0]?.relativeTimeRange.from).toBe(900);
  expect([rule.noDataState, limitOf(rule)]).toEqual(['Alerting', { type: 'lt', params: [1] }]);
});

test('a CSV of anything is counted with the columns that the README says to choose, and all others are dimensions', async () => {
  const folder = new RecordsFolder();
  try {
    folder.write('any.csv', 'when,status,carrier\n2026-11-30 10:00:00,200,c1\n2026-11-30 10:01:00,486,c2\n');
    const records = await folder.open({
      engine: 'files',
      path: 'any.csv',
      layout: 'custom',
      columns: { start_time: 'when', code: 'status' },
      dimensions: [{ name: 'trunk', column: 'carrier' }],
    });
    expect(await records.results()).toEqual({ answered: 1, busy: 1 });
  } finally {
    await folder.remove();
  }
});

test('the dimension that the README proposes is accepted of Kamailio', () => {
  expect(() =>
    parseSettings({ engine: 'postgres', layout: 'kamailio', dimensions: [{ name: 'trunk', column: 'dst_domain' }] })
  ).not.toThrow();
});

test("the README's user of PostgreSQL is that of the page about PostgreSQL", () => {
  const [grants = ''] = blocks('README.md', 'sql');
  expect(grants.replaceAll(/^ +/gm, '').replace('kamailio', 'voip')).toBe(blocks('docs/stores/postgres.md', 'sql')[0]);
});

test('the composed Grafana mounts what there is, as docker-compose.yml does', () => {
  const [yaml = ''] = blocks('docs/install.md', 'yaml');
  const shown = (parse(yaml) as Compose).services.grafana;
  const own = (parse(read('docker-compose.yml'), { merge: true }) as Compose).services.grafana;
  for (const name of ['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS', 'GF_PATHS_CONFIG']) {
    expect([name, shown.environment[name]]).toEqual([name, own.environment[name]]);
  }
  const places = own.volumes.map((volume) => volume.split(':')[1]);
  expect(shown.volumes.map((volume) => volume.split(':')[1]).filter((place) => !places.includes(place))).toEqual([]);
  expect(existsSync(path.join(root, 'provisioning/grafana/callresult.ini'))).toBe(true);
});

interface Compose {
  readonly services: { readonly grafana: { readonly environment: Record<string, string>; readonly volumes: readonly string[] } };
}

test('the index leads to every page', () => {
  const index = read('docs/README.md');
  const pages = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.md') && !/^(decisions|layouts)\//.test(name) && name !== 'README.md'
  );
  expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  expect(QUERY_KINDS.filter((kind) => !index.includes(`(kinds/${kind}.md)`))).toEqual([]);
});
