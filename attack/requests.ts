import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXAMPLES } from '../src/kinds/examples';
import type { DataSourceSettings } from '../src/pluginHost/messages';
import type { Plugin } from '../src/pluginHost/startPlugin';
import { Random } from '../test/engines/truth/random';
import { type AttackPlan, inFlight } from './clients';
import { mutated } from './mutate';
import { type Faults, WatchedPlugin } from './watchedPlugin';

const CLIENTS = 8;
/** As a panel may have several. */
const QUERIES = 12;
const ALL_EXAMPLES = Object.values(EXAMPLES).flat();
const CALLS = 200;
const FIRST = Date.parse('2026-11-20T00:00:00Z');
/** A number that is masked in every data source here, so that nothing may hold its last digits. */
const SECRET = '15550107777';
const SECRET_END = '0107777';

const POSTED = ['mapping', 'check-rules', 'explanation'];
const RESOURCES = ['dimensions', 'values', 'codes', 'extent', 'columns', 'layouts', 'first-calls', 'doctor', ...POSTED];
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

const MASKS = { maskNumbers: 'all', maskNumbersForViewers: 'all' };
const MASKED = { ...BASE_SETTINGS, ...MASKS };
/** Requests whose settings are wrong in a part: each opens its records anew, which takes as long as many questions. */
const CHANGED_SETTINGS = 0.05;

export interface RequestFigures {
  readonly requests: number;
  /** Queries, resource calls and health checks; a request has many queries. */
  readonly asked: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly memoryMb: number | null;
  readonly seconds: number;
  readonly starts: number;
  readonly faults: Faults;
}

/** Queries, resource and health calls with parts that are wrong in every way, against the plugin's process. */
export async function attackRequests(plan: AttackPlan): Promise<RequestFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attacked-'));
  writeFileSync(path.join(folder, 'calls.csv'), records());
  const plugin = new WatchedPlugin({ GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '10' });
  const statuses: Record<string, number> = {};
  const began = performance.now();
  // Each request has numbers of its own, so that it is the same whatever the others do.
  await inFlight(CLIENTS, plan, async (number) => {
    for (const status of await sendOne(plugin, new Random(plan.seed * 1_000_003 + number))) {
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  });
  const memoryMb = await plugin.memoryMb();
  const seconds = (performance.now() - began) / 1_000;
  await plugin.stop();
  rmSync(folder, { recursive: true, force: true });
  const asked = Object.values(statuses).reduce((sum, times) => sum + times, 0);
  return { requests: plan.count, asked, statuses, memoryMb, seconds, starts: plugin.starts, faults: plugin.faults };
}

/** How each of what was sent was answered. */
async function sendOne(plugin: WatchedPlugin, random: Random): Promise<string[]> {
  const dataSource = random.chance(CHANGED_SETTINGS)
    ? changedDataSource(random)
    : { uid: `u${random.whole(0, 3)}`, name: 'attacked', jsonData: MASKED };
  const user = { login: 'mallory', role: random.pick(ROLES) };
  const form = random.next();
  return form < 0.72
    ? query(plugin, dataSource, user, random)
    : form < 0.98
      ? resource(plugin, dataSource, user, random)
      : health(plugin, dataSource, user);
}

/** Few different names, so that instances are replaced, and come and go. */
function changedDataSource(random: Random): DataSourceSettings {
  const jsonData = mutated(BASE_SETTINGS, random);
  const isObject = typeof jsonData === 'object' && jsonData !== null && !Array.isArray(jsonData);
  return { uid: `c${random.whole(0, 150)}`, name: 'attacked', jsonData: isObject ? { ...jsonData, ...MASKS } : jsonData };
}

async function query(plugin: WatchedPlugin, dataSource: DataSourceSettings, user: { login: string; role: string }, random: Random) {
  const edge = () =>
    random.pick([FIRST, FIRST + 86_400_000, FIRST + random.whole(0, 864_000_000), 0, -1, 2 ** 42, Number.MAX_SAFE_INTEGER]);
  const from = random.chance(0.7) ? FIRST : edge();
  const to = random.chance(0.7) ? FIRST + 864_000_000 : edge();
  const request = {
    dataSource,
    user,
    queries: Array.from({ length: QUERIES }, (_, index) => ({ ...wrongQuery(random), refId: `Q${index}` })),
    from,
    to,
    intervalMs: random.pick([1_000, 60_000, 0, -1, 1]),
    maxDataPoints: random.pick([100, 1_000, 0, -5, 1_000_000_000]),
    ...(random.chance(0.2) ? { headers: { FromAlert: 'true' } } : {}),
  };
  const answers = (await plugin.use(request, (running) => running.query(request))) ?? [];
  return answers.map(({ refId, status, error, frames }) => {
    const asked = { ...request, queries: request.queries.filter((one) => one.refId === refId) };
    judge(plugin, asked, status, [error?.message ?? '', ...frames.map((frame) => Buffer.from(frame).toString('latin1'))]);
    return `query: ${status}`;
  });
}

function wrongQuery(random: Random): object {
  const { query: example } = random.pick(ALL_EXAMPLES);
  const json = random.chance(0.6) ? mutated(example, random) : example;
  return typeof json === 'object' && json !== null ? json : { kind: json };
}

async function resource(plugin: WatchedPlugin, dataSource: DataSourceSettings, user: { login: string; role: string }, random: Random) {
  const parameters = new URLSearchParams();
  for (let given = random.whole(0, 4); given > 0; given--) {
    const value = random.pick<unknown>(['trunk', 'from', String(FIRST), '10', '[]', mutated('trunk', random)]);
    parameters.append(random.pick(PARAMETERS), typeof value === 'string' ? value : JSON.stringify(value));
  }
  const name = random.pick(RESOURCES);
  const place = random.chance(0.9) ? name : String(mutated(name, random)).slice(0, 200);
  const isPosted = random.chance(POSTED.includes(name) ? 0.9 : 0.1);
  const sent =
    name === 'explanation'
      ? {
          query: random.pick(ALL_EXAMPLES).query,
          from: FIRST,
          to: FIRST + random.whole(0, 864_000_000),
          intervalMs: 60_000,
          maxDataPoints: 100,
        }
      : { settings: BASE_SETTINGS, jsonData: BASE_SETTINGS, rules: BASE_SETTINGS.rules };
  const body = JSON.stringify(mutated(sent, random));
  const call = {
    dataSource,
    user,
    method: random.chance(0.05) ? 'DELETE' : isPosted ? 'POST' : 'GET',
    path: `${place}?${parameters.toString()}`,
    ...(isPosted ? { body: Buffer.from(random.chance(0.1) ? body.slice(1) : body) } : {}),
  };
  const answer = await plugin.use({ ...call, body }, (running) => running.callResource(call));
  if (answer === null) {
    return [];
  }
  judge(plugin, { ...call, body }, answer.status, [Buffer.from(answer.body).toString('utf8')]);
  return [`resource: ${answer.status}`];
}

async function health(plugin: WatchedPlugin, dataSource: DataSourceSettings, user: { login: string; role: string }) {
  const report = await plugin.use(dataSource, (running: Plugin) => running.checkHealth(dataSource, undefined, { user }));
  if (report === null) {
    return [];
  }
  judge(plugin, dataSource, 200, [JSON.stringify(report)]);
  return [`health: ${report.status}`];
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
