import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateSample } from '../../../src/preview/sample/generateSample';
import { SAMPLE_DAYS, troubleOf } from '../../../src/preview/sample/month';
import { PluginHarness } from '../../backend/handlers/pluginHarness';
import { decodeFrame } from '../../backend/frames/decodeFrame';

const DAY = 86_400_000;
const END = Date.UTC(2026, 9, 31);
const START = END - SAMPLE_DAYS * DAY;
const OUTAGE = troubleOf(START).trunkOutage;

let folder: string;
let door: PluginHarness;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'callresult-triage-'));
  await generateSample(folder);
  door = new PluginHarness({ GF_PLUGIN_RECORDS_DIR: folder }, () => END + DAY);
}, 120_000);
afterAll(() => Promise.all([door.close(), rm(folder, { recursive: true, force: true })]));

/** What the provisioned panel "What is wrong" shows of a range. */
async function textsOf(from: number, to: number): Promise<unknown[]> {
  const frames = await door.handlers.query(
    { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from, to, json: { kind: 'triage', dimensions: ['trunk'] } },
    door.context({ path: 'calls.parquet', timeZone: 'UTC' }),
    new AbortController().signal
  );
  const words = frames[1];
  return words === undefined ? [] : (decodeFrame(words).fields[0]?.values ?? []);
}

/** Calls of a trunk and how many of them were answered, counted in the file itself. */
async function counted(trunk: string, ranges: readonly (readonly [number, number])[]): Promise<{ calls: number; answered: number }> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run("set timezone = 'UTC'");
    const within = ranges.map(([from, to]) => `epoch_ms(start_time) >= ${from} and epoch_ms(start_time) < ${to}`).join(' or ');
    const sql = `select count(*) as calls, count(*) filter (sip_code = 200) as answered from '${path.join(folder, 'calls.parquet')}' where trunk = '${trunk}' and (${within})`;
    const [row] = (await connection.runAndReadAll(sql)).getRowObjectsJson();
    return { calls: Number(row?.calls), answered: Number(row?.answered) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

test.each([
  ['a trunk that slowly got worse, on the last day of the month', 'wholesale-south', END - DAY, END, 4],
  ['the outage of a trunk', 'pstn-berlin', START + OUTAGE.from, START + OUTAGE.to, 1],
])('%s leads, with the numbers of the file', async (_name, trunk, from, to, weeks) => {
  const now = await counted(trunk, [[from, to]]);
  const before = await counted(
    trunk,
    Array.from({ length: weeks }, (_, index) => [from - (index + 1) * 7 * DAY, to - (index + 1) * 7 * DAY] as const)
  );
  const [usual, is] = [before, now].map(({ calls, answered }) => answered / calls) as [number, number];
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const [first, second] = await textsOf(from, to);
  const lost = Math.round((usual - is) * now.calls);
  expect(first).toMatch(/^Worse than in the same hours of /);
  expect(first).toContain(
    `trunk ${trunk}: ${percent(is)} of ${now.calls.toLocaleString('en-US')} answered, usually ${percent(usual)} (${lost} fewer, p < 0.0001)`
  );
  expect(first).not.toMatch(new RegExp(`trunk (?!${trunk})`));
  expect(second).toMatch(/ended as /);
});

test('the beginning and the end of the outages are told', async () => {
  const HOUR = 3_600_000;
  const iso = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const { trunkOutage, siteOutage } = troubleOf(START);
  for (const { from, to, where } of [
    { ...trunkOutage, where: `trunk ${trunkOutage.trunk}` },
    { ...siteOutage, where: 'all calls' },
  ]) {
    const begin = START + from - HOUR;
    const [ended = ''] = await textsOf(begin, START + to + HOUR / 2);
    expect(String(ended)).toMatch(new RegExp(`${where}: [^;]*; [^;]*, since ${iso(START + from)}, until ${iso(START + to)}\\.`));
    const [going = ''] = await textsOf(begin, START + to);
    expect(String(going)).toMatch(new RegExp(`${where}: [^;]*; [^;]*, since ${iso(START + from)}\\.`));
    const [longer = ''] = await textsOf(START + from, START + to);
    expect(String(longer)).toMatch(new RegExp(`${where}: [^;]*; [^;]*, since ${iso(START + from)} or earlier\\.`));
  }
});

test('what went wrong only in the last quarter of an hour of a day is told of its last part', async () => {
  const { trunkOutage, siteOutage } = troubleOf(START);
  const quarter = 900_000;
  for (const { end, where } of [
    { end: START + trunkOutage.from + quarter, where: `trunk ${trunkOutage.trunk}` },
    { end: START + siteOutage.to, where: 'all calls' },
  ]) {
    const [text = ''] = await textsOf(end - DAY, end);
    expect(String(text)).toMatch(new RegExp(`${where}: [^;]* answered in the 40 minutes to [^;]*;`));
    const since = new Date(end - quarter).toISOString().slice(0, 15).replace('T', ' ');
    expect(String(text)).toContain(`since ${since}`);
  }
});

test('on a day like any other nothing is worse', async () => {
  expect((await textsOf(START + 10 * DAY, START + 11 * DAY))[0]).toBe(
    'Nothing is significantly worse than in the same hours of last week.'
  );
});
