import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { EXAMPLES } from '../src/kinds/examples';
import type { DataSourceSettings } from '../src/pluginHost/messages';
import { decodeFrame } from '../test/backend/frames/decodeFrame';
import { Random } from '../test/engines/truth/random';
import { type AttackPlan, inFlight } from './clients';
import { mutated } from './mutate';
import { type Faults, WatchedPlugin } from './watchedPlugin';
import { SERIES_LOOKS } from '../test/support/seriesLooks';

const CLIENTS = 6;
const CALLS = 150;
const NUMBERS = 9;
/** So that nothing is left out: which of several values with equal calls that is, is decided by chance. */
const TOP = 50;
const FIRST = Date.parse('2026-11-20T00:00:00Z');
const DAYS_MS = 864_000_000;
const HIDDEN = 4;
const MASKS = ['all', HIDDEN] as const;
const ROLES = ['Viewer', 'Editor', 'Admin'];
const RESOURCES = ['values', 'values', 'dimensions', 'codes', 'extent', 'doctor', 'columns', 'mapping'];
const OPERATORS = ['=', '!=', 'in', 'not in', '=~', '!~', '<', 'contains'];
const DIMENSIONS = ['from', 'to', 'from', 'to', 'domain', 'country'];
const ALL_EXAMPLES = Object.values(EXAMPLES).flat();
/** What is not of the records: how long it took, and when. */
const VOLATILE: ReadonlySet<string> = new Set([
  'statementMs',
  'settledUntil',
  'executedQueryString',
  'statement',
  'keptSince',
  'datasourceUid',
  'path',
]);

/** Two files with the same calls, whose numbers differ in the digits that are hidden, and whose order there is the opposite. */
const TWINS = {
  one: (index: number) => `1555010${1_000 + index * 37}`,
  other: (index: number) => `1555010${9_999 - index * 41}`,
};
const FORMS: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => `+${number}`,
  (number) => `sip:${number}@example.org`,
  (number) => `tel:+${number};phone-context=x`,
];

export interface MaskFigures {
  readonly pairs: number;
  readonly answered: number;
  readonly seconds: number;
  readonly starts: number;
  readonly faults: Faults;
}

/**
 * Asks the same of two data sources that differ in nothing but what their masks hide, with filters, searches and patterns that guess it.
 * An answer that differs tells of a hidden digit.
 */
export async function attackMasks(plan: AttackPlan): Promise<MaskFigures> {
  const root = mkdtempSync(path.join(tmpdir(), 'attacked-'));
  for (const [name, number] of Object.entries(TWINS)) {
    mkdirSync(path.join(root, name));
    writeFileSync(path.join(root, name, 'calls.csv'), records(number));
  }
  const plugin = new WatchedPlugin({ GF_PLUGIN_RECORDS_DIR: root, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '60' });
  const began = performance.now();
  let answered = 0;
  await inFlight(CLIENTS, plan, async (number) => {
    const random = new Random(plan.seed * 1_000_003 + number);
    const mask = random.pick(MASKS);
    const [asked, answers] = await random.pick([askBoth, askBoth, askBoth, lookUpBoth, explainBoth])(plugin, mask, random);
    const [one, other] = answers;
    answered += one?.status === 200 ? 1 : 0;
    if (!isDeepStrictEqual(one, other)) {
      plugin.faults.add('an answer tells of a hidden digit', asked);
    }
  });
  const seconds = (performance.now() - began) / 1_000;
  await plugin.stop();
  rmSync(root, { recursive: true, force: true });
  return { pairs: plan.count, answered, seconds, starts: plugin.starts, faults: plugin.faults };
}

interface Comparable {
  readonly status: number;
  readonly content: unknown;
}

async function askBoth(plugin: WatchedPlugin, mask: (typeof MASKS)[number], random: Random): Promise<[unknown, Comparable[]]> {
  const query = guessing(random.pick(ALL_EXAMPLES).query, random);
  const json = random.chance(0.1) ? mutated(query, random) : query;
  const asked = {
    user: { login: 'mallory', role: random.pick(ROLES) },
    queries: [{ ...(typeof json === 'object' && json !== null ? json : {}), refId: 'A' }],
    from: FIRST,
    to: FIRST + DAYS_MS,
    intervalMs: 60_000,
    maxDataPoints: 100,
  };
  const answers = Object.keys(TWINS).map(async (name): Promise<Comparable> => {
    const [answer] = (await plugin.use(asked, (running) => running.query({ dataSource: dataSource(name, mask), ...asked }))) ?? [];
    const frames = answer?.frames.map((frame) => decodeFrame(frame)) ?? [];
    return {
      status: answer?.status ?? 0,
      content: [answer?.error?.message, frames.map(({ meta, fields }) => [comparable(meta), inNoOrder(fields)])],
    };
  });
  return [{ mask, ...asked }, await Promise.all(answers)];
}

async function lookUpBoth(plugin: WatchedPlugin, mask: (typeof MASKS)[number], random: Random): Promise<[unknown, Comparable[]]> {
  const parameters = new URLSearchParams({ dimension: random.pick(['from', 'to']), from: String(FIRST), to: String(FIRST + DAYS_MS) });
  if (random.chance(0.7)) {
    parameters.set('search', guess(random));
  }
  if (random.chance(0.5)) {
    parameters.set('filters', JSON.stringify([guessingFilter(random)]));
  }
  const asked = { user: { login: 'mallory', role: random.pick(ROLES) }, path: `${random.pick(RESOURCES)}?${parameters.toString()}` };
  const answers = Object.keys(TWINS).map(async (name): Promise<Comparable> => {
    const answer = await plugin.use(asked, (running) => running.callResource({ dataSource: dataSource(name, mask), ...asked }));
    return { status: answer?.status ?? 0, content: Buffer.from(answer?.body ?? []).toString() };
  });
  return [{ mask, ...asked }, await Promise.all(answers)];
}

async function explainBoth(plugin: WatchedPlugin, mask: (typeof MASKS)[number], random: Random): Promise<[unknown, Comparable[]]> {
  const query = guessing(random.pick(ALL_EXAMPLES).query, random);
  const body = JSON.stringify({ query, from: FIRST, to: FIRST + DAYS_MS });
  const asked = { user: { login: 'mallory', role: random.pick(ROLES) }, method: 'POST', path: 'explanation' };
  const answers = Object.keys(TWINS).map(async (name): Promise<Comparable> => {
    const answer = await plugin.use(asked, (running) =>
      running.callResource({ dataSource: dataSource(name, mask), ...asked, body: Buffer.from(body) })
    );
    return { status: answer?.status ?? 0, content: comparable(JSON.parse(Buffer.from(answer?.body ?? []).toString() || 'null')) };
  });
  return [{ mask, ...asked, body }, await Promise.all(answers)];
}

function dataSource(name: string, mask: (typeof MASKS)[number]): DataSourceSettings {
  const dimensions = [
    { name: 'domain', column: 'from', derive: 'domain' },
    { name: 'country', column: 'to', derive: 'prefix', prefixes: ['1555', '49'] },
  ];
  const masks = { maskNumbers: mask, maskNumbersForViewers: mask };
  return {
    uid: `${name}${mask}`,
    name: 'twin',
    jsonData: { version: 1, engine: 'files', layout: 'calls', path: name, dimensions, ...masks },
  };
}

function guessing(query: object, random: Random): object {
  const dimension = random.pick(DIMENSIONS);
  const filters = [guessingFilter(random)];
  const split = random.chance(0.4) ? { splitBy: [dimension] } : {};
  return {
    ...query,
    ...split,
    ...('splitBy' in { ...query, ...split } ? { top: TOP } : {}),
    ...(random.chance(0.6) ? { filters } : {}),
    ...('against' in query && random.chance(0.5) ? { against: { type: 'filters', filters } } : {}),
    ...('dimensions' in query && random.chance(0.5) ? { dimensions: [dimension] } : {}),
    ...('per' in query && random.chance(0.5) ? { per: dimension } : {}),
    ...('limit' in query && random.chance(0.5) ? { limit: random.whole(1, 20) } : {}),
  };
}

function guessingFilter(random: Random): object {
  const values = Array.from({ length: random.pick([1, 1, 2, 12]) }, () => guess(random));
  return { dimension: random.pick(DIMENSIONS), operator: random.pick(OPERATORS), values };
}

/** Of a number of either file, or a part of one. */
function guess(random: Random): string {
  const number = random.pick(Object.values(TWINS))(random.whole(0, NUMBERS - 1));
  return random.pick([
    random.pick(FORMS)(number),
    number.slice(0, random.whole(3, number.length)),
    `.*${number.slice(-random.whole(1, HIDDEN))}.*`,
    String.raw`.*[0-4]\d{3}(@.*)?`,
    `.*${random.whole(0, 9)}`,
    '+1555010****',
    '.*[*].*',
  ]);
}

function records(number: (index: number) => string): string {
  const random = new Random(9);
  const lines = Array.from({ length: CALLS }, (_, index) => {
    const start = new Date(FIRST + random.whole(0, DAYS_MS)).toISOString();
    const [from, to] = [0, 0].map(() => random.pick(FORMS)(number(random.whole(0, NUMBERS - 1))));
    return [
      start,
      random.pick([200, 486, 503, '']),
      from,
      to,
      `t${index % 7}`,
      random.whole(0, 9_000),
      `run${index % 4}`,
      `c${index}`,
    ].join();
  });
  return `start_time,sip_code,from,to,trunk,pdd_ms,run,call_id\n${lines.join('\n')}\n`;
}

/** Values that look the same are numbered, and get the colors and lines of series, in an order that chance decides. */
function inNoOrder(fields: readonly { readonly values: readonly unknown[] }[]): string[] {
  const looks = fields.flatMap((field) => [...comparable(field).matchAll(SERIES_LOOKS)].map(([look]) => look));
  const others = fields.map((field) =>
    comparable({ ...field, values: field.values.map(String).sort() })
      .replaceAll(/ \(\d+\)/g, '')
      .replaceAll(SERIES_LOOKS, '')
  );
  return [...looks.sort(), ...others.sort()];
}

function comparable(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => (VOLATILE.has(key) ? undefined : typeof part === 'bigint' ? String(part) : part));
}
