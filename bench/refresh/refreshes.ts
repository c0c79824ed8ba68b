import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { median, time } from '../measure';
import type { Wording } from '../compared';
import type { TimedClient } from '../fastest';
import { ask, type BenchSource, contextFor } from '../questions';
import { FIRST, LAST } from '../sampleOfTenMillion';
import { ratioOfFirstAnswers } from './firstAnswers';

/** Five minutes of a wall: the code that answers is compiled by then, as it is in a process that has run for a while. */
const WARM_UP = 60;
const REFRESHES = 24;
const COLD_RUNS = 3;
const HOUR_MS = 3_600_000;
export const MONTH_MS = LAST - FIRST;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** Another client of a server, by which statements are timed in turn with the plugin's. */
export interface Beside {
  readonly client: TimedClient;
  readonly within: Wording['within'];
}

export interface Panel {
  readonly name: string;
  readonly query: object;
  /** How long before the range its calls are compared with are. */
  readonly backMs?: number;
  readonly isTimed?: true;
}

/** @param split a dimension of the layout */
const panels = (split: string): readonly Panel[] => [
  { name: 'hourly trend', query: { kind: 'trend', bucket: '1h' } },
  { name: 'distribution', query: { kind: 'distribution' } },
  { name: `ratio by ${split}`, query: { kind: 'ratio', ratios: ['ASR'], over: 'range', splitBy: [split] } },
  { name: 'comparison with the week before', query: { kind: 'comparison', against: { type: 'shift', by: '7d' } }, backMs: WEEK_MS },
  { name: `triage by ${split}`, query: { kind: 'triage', dimensions: [split], baseline: 'none' } },
  {
    name: `changes by ${split} against the week before`,
    query: { kind: 'changes', dimensions: [split], against: { type: 'shift', by: '7d' } },
    backMs: WEEK_MS,
  },
  { name: `verdict per ${split}`, query: { kind: 'verdict', per: split } },
  { name: 'timing, hourly heat map of the post-dial delay', query: { kind: 'timing', over: 'histogram', bucket: '1h' }, isTimed: true },
  { name: 'timing, p95 of the post-dial delay', query: { kind: 'timing', over: 'range' }, isTimed: true },
  { name: 'timing, hourly p95 of the post-dial delay', query: { kind: 'timing', over: 'time', bucket: '1h' }, isTimed: true },
];

/**
 * Each query until now, and again every five seconds: with nothing kept, the first time next to that, the second time, when units are kept, and refreshed; and
 * refreshed of one hour; and what a refresh takes of the processor, next to the shortest statement and a plain count of the last hour.
 */
export async function measureRefreshes(recordsDir: string, source: BenchSource, beside: Beside | null): Promise<string> {
  const isMerged = source.jsonData['layout'] !== 'calls';
  const rows: string[] = [];
  const split = isMerged ? 'src_ip' : 'trunk';
  for (const panel of panels(split)) {
    if (isMerged && panel.isTimed) {
      continue;
    }
    const length = MONTH_MS - (panel.backMs ?? 0);
    const month = await measurePanel(recordsDir, source, panel, length, beside);
    const first = (await ratioOfFirstAnswers(recordsDir, source, panel.query, split, length)).toFixed(2);
    const hour = await measurePanel(recordsDir, source, panel, HOUR_MS);
    const [cold, second] = [month.cold, month.second].map((ms) => `${ms.toFixed(0)} ms`);
    const [refreshed, processor, ofHour, shortest, plain] = [
      month.refreshed,
      month.processor,
      hour.refreshed,
      month.shortest,
      month.plain,
    ].map((ms) => (Number.isNaN(ms) ? '' : `${ms.toFixed(1)} ms`));
    rows.push(
      `| ${panel.name} | ${cold} | ${first} | ${second} | ${refreshed} | ${(month.cold / month.refreshed).toFixed(0)} × | ${processor} | ${ofHour} | ${shortest} | ${plain} |`
    );
    process.stderr.write(`${rows.at(-1)}\n`);
  }
  return [
    '| query until now, 30 days | nothing kept | first time : nothing kept | second time | refreshed 5 s later | faster | processor time of it | 1 hour, refreshed | shortest statement | plain count of the last hour |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

export interface Measured {
  readonly cold: number;
  readonly second: number;
  readonly refreshed: number;
  /** Of the plugin's process, with an engine that is in it. */
  readonly processor: number;
  /** NaN where there is no other client. */
  readonly shortest: number;
  readonly plain: number;
}

/** @param length of the range, milliseconds */
export async function measurePanel(
  recordsDir: string,
  source: BenchSource,
  { query }: Panel,
  length: number,
  beside: Beside | null = null
): Promise<Measured> {
  let now = LAST;
  const handlers = createHandlers({ GF_PLUGIN_RECORDS_DIR: recordsDir, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, () => now);
  const run = (fresh = false) => time(() => ask(handlers, contextFor(source), { ...query, fresh }, { from: now - length, to: now }));
  const cold: number[] = [];
  await run(true);
  for (let again = 0; again < COLD_RUNS; again++) {
    cold.push(await run(true));
  }
  await run();
  const second = await run();
  const isPlain = source.jsonData['layout'] === 'calls';
  const refreshes: Pick<Measured, 'refreshed' | 'processor' | 'shortest' | 'plain'>[] = [];
  for (let refresh = 0; refresh < WARM_UP + REFRESHES; refresh++) {
    now += 5_000;
    const before = process.cpuUsage();
    const refreshed = await run();
    const { user, system } = process.cpuUsage(before);
    const last = beside === null ? null : { client: beside.client, hour: beside.within(now - HOUR_MS, now) };
    refreshes.push({
      refreshed,
      processor: (user + system) / 1_000,
      shortest: (await last?.client.time('select 1')) ?? NaN,
      plain: isPlain
        ? ((await last?.client.time(`select sip_code, count(*) from calls where ${last.hour} group by sip_code`)) ?? NaN)
        : NaN,
    });
  }
  await handlers.close();
  const medianOf = (what: keyof (typeof refreshes)[number]) => median(refreshes.slice(WARM_UP).map((one) => one[what]));
  return {
    cold: median(cold),
    second,
    refreshed: medianOf('refreshed'),
    processor: medianOf('processor'),
    shortest: medianOf('shortest'),
    plain: medianOf('plain'),
  };
}
