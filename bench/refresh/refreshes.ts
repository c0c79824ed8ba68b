import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { median, time } from '../measure';
import { ask, type BenchSource, contextFor } from '../questions';
import { FIRST, LAST } from '../sampleOfTenMillion';

const REFRESHES = 12;
const COLD_RUNS = 3;
const MONTH_MS = LAST - FIRST;
const WEEK_MS = 7 * 86_400_000;

const QUERIES: readonly (readonly [string, object])[] = [
  ['hourly trend', { kind: 'trend', bucket: '1h' }],
  ['distribution', { kind: 'distribution' }],
  ['ratio by trunk', { kind: 'ratio', ratios: ['ASR'], over: 'range', splitBy: ['trunk'] }],
  ['comparison with the week before', { kind: 'comparison', against: { type: 'shift', by: '7d' } }],
  ['triage by trunk', { kind: 'triage', dimensions: ['trunk'] }],
  ['timing, heat map of the post-dial delay', { kind: 'timing', timings: ['pdd'], over: 'histogram', bucket: '1h' }],
  ['timing, p95 of the post-dial delay', { kind: 'timing', timings: ['pdd'], statistics: ['p95'], over: 'range' }],
];

/** Each query until now, and again every five seconds: with nothing kept, the first time, the second time, when units are kept, and refreshed. */
export async function measureRefreshes(recordsDir: string, source: BenchSource): Promise<string> {
  const rows: string[] = [];
  for (const [name, query] of QUERIES) {
    let now = LAST;
    const handlers = createHandlers({ GF_PLUGIN_RECORDS_DIR: recordsDir, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, () => now);
    const length = name.startsWith('comparison') ? MONTH_MS - WEEK_MS : MONTH_MS;
    const run = (fresh = false) => time(() => ask(handlers, contextFor(source), { ...query, fresh }, { from: now - length, to: now }));
    const [fresh, refreshed]: [number[], number[]] = [[], []];
    await run(true);
    for (let again = 0; again < COLD_RUNS; again++) {
      fresh.push(await run(true));
    }
    const [first, second] = [await run(), await run()];
    for (let refresh = 0; refresh < REFRESHES; refresh++) {
      now += 5_000;
      refreshed.push(await run());
    }
    await handlers.close();
    const [slow, fast] = [median(fresh), median(refreshed)];
    rows.push(
      `| ${name} | ${slow.toFixed(0)} ms | ${first.toFixed(0)} ms | ${second.toFixed(0)} ms | ${fast.toFixed(1)} ms | ${(slow / fast).toFixed(0)} × |`
    );
  }
  return [
    '| query until now, 30 days | nothing kept | first time | second time | refreshed 5 s later | faster |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
