import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXAMPLES } from '../src/kinds/examples';
import type { DataSourceSettings } from '../src/pluginHost/messages';
import type { Plugin } from '../src/pluginHost/startPlugin';
import { Random } from '../test/engines/truth/random';
import { mutated } from './mutate';
import { type Faults, WatchedPlugin } from './watchedPlugin';

const CLIENTS = 8;
const CALLS = 500;
const FIRST = Date.parse('2026-11-20T00:00:00Z');
/** A number that is masked in every data source here, so that nothing may hold its last digits. */
const SECRET = '15550107777';
const SECRET_END = '0107777';

const RESOURCES = ['dimensions', 'values', 'codes', 'extent', 'columns', 'layouts', 'doctor', 'mapping', 'check-rules'];
const PARAMETERS = ['dimension', 'dimensions', 'from', 'to', 'search', 'limit', 'filters', 'results', 'runs', 'query', 'type'];
const ROLES = ['Viewer', 'Editor', 'Admin', ''];

const BASE_SETTINGS = {
  version: 1,
  engine: 'files',
  layout: 'calls',
  timeZone: 'Europe/Berlin',
  dimensions: [
    { name: 'country', column: 'to', derive: 'prefix', prefixes: ['49', '1'] },
    { name: 'domain', column: 'from', derive: 'domain' },
  ],
  rules: [
    { codes: '486,600', result: 'busy' },
    { when: [{ column: 'trunk', operator: '=', values: ['t1'] }], result: 'failed' },
  ],
  words: { CONGESTION: 503 },
  scope: [{ dimension: 'trunk', operator: '!=', values: ['t8'] }],
  callLink: 'https://example.org/${callId}',
  missing: ['none'],
};

export interface RequestFigures {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly memoryMb: number | null;
  readonly seconds: number;
  readonly starts: number;
  readonly faults: Faults;
}

/** Queries, resource and health calls with parts that are wrong in every way, against the plugin's process. */
export async function attackRequests(seed: number, count: number): Promise<RequestFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attacked-'));
  writeFileSync(path.join(folder, 'calls.csv'), records());
  const plugin = new WatchedPlugin({ GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '10' });
  const statuses: Record<string, number> = {};
  const began = performance.now();
  let sent = 0;
  const client = async () => {
    while (sent < count) {
      const number = sent++;
      // Each request has numbers of its own, so that it is the same whatever the others do.
      const status = await sendOne(plugin, new Random(seed * 1_000_003 + number));
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const memoryMb = await plugin.memoryMb();
  const seconds = (performance.now() - began) / 1_000;
  await plugin.stop();
  rmSync(folder, { recursive: true, force: true });
  return { requests: count, statuses, memoryMb, seconds, starts: plugin.starts, faults: plugin.faults };
}

async function sendOne(plugin: WatchedPlugin, random: Random): Promise<string> {
  const jsonData = random.chance(0.2) ? mutated(BASE_SETTINGS, random) : BASE_SETTINGS;
  const masks = { maskNumbers: 'all', maskNumbersForViewers: 'all' };
  const isObject = typeof jsonData === 'object' && jsonData !== null && !Array.isArray(jsonData);
  // Few different ones, so that instances are used again, and come and go.
  const dataSource = { uid: `u${random.whole(0, 150)}`, name: 'attacked', jsonData: isObject ? { ...jsonData, ...masks } : jsonData };
  const user = { login: 'mallory', role: random.pick(ROLES) };
  const form = random.next();
  return form < 0.7
    ? query(plugin, dataSource, user, random)
    : form < 0.95
      ? resource(plugin, dataSource, user, random)
      : health(plugin, dataSource, user);
}

async function query(plugin: WatchedPlugin, dataSource: DataSourceSettings, user: { login: string; role: string }, random: Random) {
  const { query: example } = random.pick(Object.values(EXAMPLES).flat());
  const json = random.chance(0.6) ? mutated(example, random) : example;
  const asked = typeof json === 'object' && json !== null ? json : { kind: json };
  const edge = () =>
    random.pick([FIRST, FIRST + 86_400_000, FIRST + random.whole(0, 864_000_000), 0, -1, 2 ** 42, Number.MAX_SAFE_INTEGER]);
  const from = random.chance(0.7) ? FIRST : edge();
  const to = random.chance(0.7) ? FIRST + 864_000_000 : edge();
  const request = {
    dataSource,
    user,
    queries: [{ ...asked, refId: 'A' }],
    from,
    to,
    intervalMs: random.pick([1_000, 60_000, 0, -1, 1]),
    maxDataPoints: random.pick([100, 1_000, 0, -5, 1_000_000_000]),
    ...(random.chance(0.2) ? { headers: { FromAlert: 'true' } } : {}),
  };
  const answers = await plugin.use(request, (running) => running.query(request));
  const [answer] = answers ?? [];
  if (answer === undefined) {
    return 'query: none';
  }
  const { status, error, frames } = answer;
  judge(plugin, request, status, [error?.message ?? '', ...frames.map((frame) => Buffer.from(frame).toString('latin1'))]);
  return `query: ${status}`;
}

async function resource(plugin: WatchedPlugin, dataSource: DataSourceSettings, user: { login: string; role: string }, random: Random) {
  const parameters = new URLSearchParams();
  for (let given = random.whole(0, 4); given > 0; given--) {
    const value = random.pick<unknown>(['trunk', 'from', String(FIRST), '10', '[]', mutated('trunk', random)]);
    parameters.append(random.pick(PARAMETERS), typeof value === 'string' ? value : JSON.stringify(value));
  }
  const name = random.pick(RESOURCES);
  const place = random.chance(0.9) ? name : String(mutated(name, random)).slice(0, 200);
  const isPosted = name === 'mapping' || name === 'check-rules' ? random.chance(0.9) : random.chance(0.1);
  const body = JSON.stringify(mutated({ settings: BASE_SETTINGS, jsonData: BASE_SETTINGS, rules: BASE_SETTINGS.rules }, random));
  const call = {
    dataSource,
    user,
    method: random.chance(0.05) ? 'DELETE' : isPosted ? 'POST' : 'GET',
    path: `${place}?${parameters.toString()}`,
    ...(isPosted ? { body: Buffer.from(random.chance(0.1) ? body.slice(1) : body) } : {}),
  };
  const answer = await plugin.use({ ...call, body }, (running) => running.callResource(call));
  if (answer === null) {
    return 'resource: none';
  }
  judge(plugin, { ...call, body }, answer.status, [Buffer.from(answer.body).toString('utf8')]);
  return `resource: ${answer.status}`;
}

async function health(plugin: WatchedPlugin, dataSource: DataSourceSettings, user: { login: string; role: string }) {
  const report = await plugin.use(dataSource, (running: Plugin) => running.checkHealth(dataSource, undefined, { user }));
  if (report === null) {
    return 'health: none';
  }
  judge(plugin, dataSource, 200, [JSON.stringify(report)]);
  return `health: ${report.status}`;
}

function judge(plugin: WatchedPlugin, asked: unknown, status: number, texts: readonly string[]): void {
  if (status === 500) {
    plugin.faults.add(`status 500: ${texts[0]?.slice(0, 100) ?? ''}`, asked);
  }
  if (texts.some((text) => text.includes(SECRET_END)) && !JSON.stringify(asked).includes(SECRET_END)) {
    plugin.faults.add('a masked number is shown', asked);
  }
}

function records(): string {
  const random = new Random(1);
  const lines = Array.from({ length: CALLS }, (_, index) => {
    const start = new Date(FIRST + random.whole(0, 864_000_000)).toISOString();
    const to = random.chance(0.2) ? `+${SECRET}` : `4930${random.whole(1_000_000, 9_999_999)}`;
    return [
      start,
      random.pick([200, 486, 503, 404, '']),
      `sip:${SECRET}@example.org`,
      to,
      `t${index % 9}`,
      random.whole(0, 9_000),
      `run${index % 4}`,
      `c${index}`,
    ].join();
  });
  return `start_time,sip_code,from,to,trunk,pdd_ms,run,call_id\n${lines.join('\n')}\n`;
}
