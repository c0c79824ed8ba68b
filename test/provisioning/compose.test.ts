/** docker-compose.yml without Docker: its form, the files that it names, the versions of its images, and that data sources and services know each other. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { SERVERS } from '../../src/domain/engines/engines';
import { serverConnection } from '../../src/domain/serverConnection';
import { parseSettings } from '../../src/domain/settings';

const root = path.resolve(__dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

/** Of the Compose specification, what this file uses; a key that is misspelled there is refused here. */
const service = z.strictObject({
  image: z.string(),
  profiles: z.array(z.string()).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()),
  volumes: z.array(z.string()),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_started']) })).optional(),
  healthcheck: z.strictObject({ test: z.array(z.string()), interval: z.string(), retries: z.number() }).optional(),
  command: z.array(z.string()).optional(),
});
const compose = z.strictObject({ 'x-clickhouse': z.unknown(), services: z.record(z.string(), service) });
const { services } = compose.parse(parse(read('docker-compose.yml'), { merge: true }));

/** What a command of the file's head makes. */
const MADE = ['./dist', './.build/records'];

interface Provisioned {
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly database: string;
  readonly jsonData: unknown;
  readonly secureJsonData: { readonly password: string };
}
const { datasources } = parse(read('provisioning/databases/datasources.yaml')) as { datasources: Provisioned[] };

test('Grafana alone runs without a profile, and each profile has its services', () => {
  const named = Object.entries(services).map(([name, { profiles = ['always'] }]) => [name, profiles]);
  expect(Object.fromEntries(named)).toEqual({
    grafana: ['always'],
    postgres: ['postgres', 'live'],
    live: ['live'],
    mysql: ['mysql'],
    'clickhouse-1': ['clickhouse'],
    'clickhouse-2': ['clickhouse'],
  });
});

test('images have a version, which a variable changes, and Grafana is at least the one that the plugin needs', () => {
  const images = Object.values(services).map(({ image }) => image);
  for (const image of images) {
    expect(image).toMatch(/^[a-z/-]+:\$\{[A-Z]+_VERSION:-\d+(\.\d+)*\}$/);
  }
  const [, usual] = /GRAFANA_VERSION:-([\d.]+)/.exec(services['grafana']?.image ?? '') ?? [];
  expect(JSON.parse(read('plugin.json')).dependencies.grafanaDependency).toBe(`>=${usual}`);
});

test('every file that is mounted is there, read-only, and at one place', () => {
  for (const { volumes } of Object.values(services)) {
    const places = volumes.map((volume) => {
      const [source = '', target = '', mode = ''] = volume.split(':');
      expect(mode).toBe('ro');
      expect(MADE.includes(source) || existsSync(path.join(root, source))).toBe(true);
      // A file is mounted as a file: Docker would make a folder of a name that is not there.
      expect(MADE.includes(source) || statSync(path.join(root, source)).isFile() === path.extname(target).length > 0).toBe(true);
      return target;
    });
    expect(new Set(places).size).toBe(places.length);
    // Nothing is mounted within what is mounted read-only.
    expect(places.filter((place) => places.some((other) => other !== place && place.startsWith(`${other}/`)))).toEqual([]);
  }
});

test('each data source reaches a service at its port, with the account that the service makes', () => {
  expect(datasources.length).toBe(4);
  for (const { url, user, database, jsonData, secureJsonData } of datasources) {
    const { settings } = parseSettings(jsonData);
    if (settings.engine === 'files') {
      throw new Error('files need no service');
    }
    expect(() => serverConnection(settings, { url, user, database, secureJsonData }, 60_000)).not.toThrow();
    const [host = '', port] = url.split(':');
    expect(Number(port)).toBe(SERVERS[settings.engine].address.port);
    const values = Object.values(services[host]?.environment ?? {});
    expect(values).toEqual(expect.arrayContaining([user, database, '${CALLS_PASSWORD:-call-result}']));
    expect(secureJsonData.password).toBe('$CALLS_PASSWORD');
  }
  expect(services['grafana']?.environment['CALLS_PASSWORD']).toBe('${CALLS_PASSWORD:-call-result}');
});

test('who waits for another waits for one of the same profiles', () => {
  for (const { depends_on: others = {}, profiles = [] } of Object.values(services)) {
    for (const [other, { condition }] of Object.entries(others)) {
      expect(services[other]?.profiles).toEqual(expect.arrayContaining(profiles));
      expect(condition === 'service_healthy').toBe(services[other]?.healthcheck !== undefined);
    }
  }
});

test('both shards of ClickHouse are in the cluster that the tables name, each with a number of its own', () => {
  const cluster = read('provisioning/databases/clickhouse.xml');
  const hosts = [...cluster.matchAll(/<host>([^<]+)<\/host>/g)].map(([, host]) => host);
  expect(hosts).toEqual(['clickhouse-1', 'clickhouse-2']);
  expect(hosts.map((host) => services[host ?? '']?.environment['SHARD'])).toEqual(['1', '2']);
  expect(cluster).toContain('<two_shards>');
  expect(read('provisioning/databases/clickhouse.sql').match(/Distributed\('two_shards'/g)).toHaveLength(2);
});
