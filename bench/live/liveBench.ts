/** What live channels cost, and what a dashboard costs that ten browsers refresh every five seconds: through the built plugin's process, on PostgreSQL. */
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';
import type { DataSourceSettings } from '../../src/pluginHost/messages';
import { type Plugin, startPlugin } from '../../src/pluginHost/startPlugin';
import { executablePath } from '../../src/preview/executable';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { memory, processorMs } from '../measureProcess';
import { makeCalls } from '../postgres/sample';
import { SETTINGS } from '../postgres/settings';

const DAY_MS = 86_400_000;
const EVERY_MS = 5_000;
const MINUTE_MS = 60_000;
const BROWSERS = 10;
/** Until refreshes find what is kept. */
const WARM_UP = 3;

/** Panels of a wall: the first ten are the channels that are measured. */
const PANELS = [
  { kind: 'trend', bucket: '1h' },
  { kind: 'trend', bucket: '1h', measure: 'share', results: ['answered'], splitBy: ['trunk'] },
  { kind: 'distribution' },
  { kind: 'distribution', splitBy: ['trunk'], shape: 'table' },
  { kind: 'ratio', ratios: ['ASR', 'SER'] },
  { kind: 'ratio', over: 'time', bucket: '1h' },
  { kind: 'ratio', splitBy: ['trunk'] },
  { kind: 'verdict', minimumShare: 0.5 },
  { kind: 'distribution', filters: [{ dimension: 'trunk', operator: '=', values: ['trunk-1'] }] },
  { kind: 'trend', bucket: '1h', filters: [{ dimension: 'trunk', operator: '=', values: ['trunk-2'] }] },
  { kind: 'distribution', measure: 'share' },
  { kind: 'codes' },
] as const;

export async function benchLive(rows: number, minutes: number): Promise<void> {
  await withCalls(rows, async (plugin, dataSource) => {
    const stop = new AbortController();
    let packets = 0;
    const watch = async (query: object) => {
      const path = await channelOf(plugin, dataSource, query);
      for await (const packet of plugin.runChannel({ dataSource, path }, stop.signal)) {
        packets += Math.sign(packet.length);
      }
    };
    const channels = PANELS.slice(0, 10);
    const watching = Promise.allSettled(channels.map((query) => watch({ ...query, live: true })));
    await sleep(MINUTE_MS);
    const [before, packetsBefore, resident] = [await usageOf(plugin), packets, [memory(plugin.pid, 'VmRSS')]];
    for (let minute = 0; minute < minutes; minute++) {
      await sleep(MINUTE_MS);
      resident.push(memory(plugin.pid, 'VmRSS'));
    }
    const after = await usageOf(plugin);
    stop.abort();
    await watching;
    const ticks = (after.ticks - before.ticks) / channels.length;
    say(
      `${channels.length} live channels, ${rows} calls of 30 days in PostgreSQL, ${minutes} minutes after the first: ${ticks.toFixed(0)} times, ` +
        `${packets - packetsBefore} packets, ${((after.statements - before.statements) / ticks).toFixed(1)} statements each time, ` +
        `processor ${share(after.cpuMs - before.cpuMs, minutes * MINUTE_MS)} of a core, memory ${resident.join(', ')} MB`
    );
  });
}

export async function benchDashboard(rows: number, minutes: number): Promise<void> {
  await withCalls(rows, async (plugin, dataSource) => {
    const took: number[] = [];
    const refresh = async () => {
      const to = Date.now();
      const browser = () =>
        PANELS.map(async (query) => {
          const began = performance.now();
          await ask(plugin, dataSource, query, to);
          took.push(performance.now() - began);
        });
      await Promise.all(Array.from({ length: BROWSERS }, browser).flat());
    };
    const refreshes = async (count: number) => {
      for (let done = 0; done < count; done++) {
        const began = Date.now();
        await refresh();
        await sleep(Math.max(0, EVERY_MS - (Date.now() - began)));
      }
    };
    await refreshes(WARM_UP);
    const count = Math.round((minutes * MINUTE_MS) / EVERY_MS);
    took.length = 0;
    const [before, began] = [await usageOf(plugin), Date.now()];
    await refreshes(count);
    const after = await usageOf(plugin);
    const sorted = took.toSorted((a, b) => a - b);
    const quantile = (part: number) => (sorted[Math.floor(part * (sorted.length - 1))] ?? NaN).toFixed(0);
    say(
      `${PANELS.length} panels in ${BROWSERS} browsers, ${rows} calls of 30 days in PostgreSQL, ${count} refreshes: ` +
        `${((after.statements - before.statements) / count).toFixed(1)} statements a refresh, processor ${share(after.cpuMs - before.cpuMs, Date.now() - began)} of a core, ` +
        `latency p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms, memory ${memory(plugin.pid, 'VmRSS')} MB`
    );
  });
}

/** Calls until some hours from now, so that new ones come all the time. */
async function withCalls(rows: number, measure: (plugin: Plugin, dataSource: DataSourceSettings) => Promise<void>): Promise<void> {
  const server = await startPostgres(SETTINGS);
  try {
    await makeCalls(server, rows, Date.now() - 29.8 * DAY_MS);
    const plugin = await startPlugin(executablePath(process.cwd()), { env: { GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' } });
    try {
      const { host, port, user, database, password } = server;
      const jsonData = { version: 1, engine: 'postgres', tlsMode: 'disable', layout: 'calls' };
      await measure(plugin, { uid: 'wall', name: 'wall', url: `${host}:${port}`, user, database, secureJsonData: { password }, jsonData });
    } finally {
      await plugin.stop();
    }
  } finally {
    await server.remove();
  }
}

async function ask(plugin: Plugin, dataSource: DataSourceSettings, query: object, to = Date.now()) {
  const queries = [{ refId: 'A', version: 1, ...query }];
  const request = { dataSource, queries, from: to - 29 * DAY_MS, to, intervalMs: MINUTE_MS, maxDataPoints: 1_000 };
  const [answer] = await plugin.query({ ...request, user: { login: 'wall', role: 'Viewer' } });
  if (answer === undefined || answer.error !== null) {
    throw new Error(answer?.error?.message ?? 'no answer');
  }
  return answer.frames;
}

async function channelOf(plugin: Plugin, dataSource: DataSourceSettings, query: object): Promise<string> {
  const [frame] = await ask(plugin, dataSource, query);
  const channel = frame === undefined ? undefined : decodeFrame(frame).schema?.meta?.channel;
  return (channel ?? '').split('/').slice(2).join('/');
}

/** What the process has done since it began. */
async function usageOf(plugin: Plugin) {
  const metrics = await plugin.collectMetrics();
  const sum = (metric: RegExp) => [...metrics.matchAll(metric)].reduce((total, [, value]) => total + Number(value), 0);
  return {
    statements: sum(/^callresult_store_seconds_count\{.*\} (\d+)$/gm),
    ticks: sum(/^callresult_live_ticks_total (\d+)$/gm),
    cpuMs: processorMs(plugin.pid),
  };
}

const share = (ms: number, ofMs: number) => `${((100 * ms) / ofMs).toFixed(1)}%`;
const say = (line: string) => process.stdout.write(`${line}\n`);
