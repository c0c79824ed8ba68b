import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PROJECT = path.resolve(__dirname, '../..');

interface PluginJson {
  readonly id: string;
  readonly info: {
    readonly logos: Readonly<Record<string, string>>;
    readonly screenshots: readonly { readonly path: string }[];
    readonly links: readonly { readonly url: string }[];
  };
}

const plugin = JSON.parse(readFileSync(path.join(PROJECT, 'plugin.json'), 'utf8')) as PluginJson;

test('Grafana is told what the plugin can do', () => {
  expect(plugin).toMatchObject({
    id: 'callmeter-callresult-datasource',
    name: 'Call Result',
    type: 'datasource',
    backend: true,
    alerting: true,
    metrics: true,
    annotations: true,
    streaming: true,
    executable: 'gpx_callresult',
    dependencies: { grafanaDependency: '>=12.3.0' },
    info: { version: '%VERSION%', updated: '%TODAY%' },
  });
});

test('every picture that it names exists', () => {
  const pictures = [...Object.values(plugin.info.logos), ...plugin.info.screenshots.map((screenshot) => screenshot.path)];
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.filter((picture) => !existsSync(path.join(PROJECT, 'src', picture)))).toEqual([]);
});
