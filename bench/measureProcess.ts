import { readFileSync } from 'node:fs';
import { startPlugin } from '../src/pluginHost/startPlugin';
import { executablePath } from '../src/preview/executable';
import { median } from './measure';
import { type BenchSource, LARGEST } from './questions';
import { FIRST, LAST } from './sampleOfTenMillion';

const STARTS = 7;

/** The built executable as Grafana runs it: time from start to handshake, and memory after heavy questions. */
export async function measureProcess(folder: string, memoryLimitMb: number): Promise<void> {
  const executable = executablePath(process.cwd());
  const env = { GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_MEMORY_LIMIT_MB: String(memoryLimitMb), GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' };
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const began = performance.now();
    const plugin = await startPlugin(executable, { env });
    starts.push(performance.now() - began);
    await plugin.stop();
  }
  process.stdout.write(`Start of the process, until it takes questions: ${median(starts).toFixed(0)} ms\n`);
  const plugin = await startPlugin(executable, { env });
  try {
    for (const layout of ['calls', 'kamailio']) {
      const dataSource = { uid: layout, name: layout, lastUpdatedMs: 1, jsonData: { version: 1, engine: 'files', path: layout, layout } };
      const split = layout === 'calls' ? ['from', 'to'] : ['src_user', 'dst_user'];
      const queries = [
        { refId: 'A', version: 1, kind: 'trend', bucket: '5m' },
        { refId: 'B', version: 1, kind: 'distribution', splitBy: split, top: 100 },
        { refId: 'C', version: 1, kind: 'codes' },
      ];
      const answers = await plugin.query({ dataSource, queries, from: FIRST, to: LAST, intervalMs: 60_000, maxDataPoints: 50_000 });
      const problems = answers.flatMap(({ refId, error }) => (error === null ? [] : [`${refId}: ${error.message}`]));
      process.stdout.write(
        `Memory after the layout ${layout}: now ${memory(plugin.pid, 'VmRSS')} MB, at most ${memory(plugin.pid, 'VmHWM')} MB (engine's limit ${memoryLimitMb} MB)${problems.length === 0 ? '' : `; ${problems.join('; ')}`}\n`
      );
    }
  } finally {
    await plugin.stop();
  }
}

/** Memory of the built executable while it reads the largest answers, each in a process of its own. */
export async function measureLargest(source: BenchSource): Promise<void> {
  for (const { settings, query } of LARGEST) {
    await measureAnswer({ ...source, jsonData: { ...source.jsonData, ...settings } }, query);
  }
}

async function measureAnswer({ password, jsonData, ...account }: BenchSource, query: object): Promise<void> {
  const plugin = await startPlugin(executablePath(process.cwd()), { env: { GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' } });
  try {
    const dataSource = {
      uid: 'largest',
      name: 'largest',
      ...account,
      secureJsonData: { password },
      lastUpdatedMs: 1,
      jsonData: { version: 1, ...jsonData },
    };
    const before = memory(plugin.pid, 'VmHWM');
    const began = performance.now();
    const asked = { refId: 'A', version: 1, ...query };
    const [answer] = await plugin.query({ dataSource, queries: [asked], from: FIRST, to: LAST, intervalMs: 60_000, maxDataPoints: 50_000 });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stdout.write(
      `Memory of the process: ${before} MB at first, at most ${memory(plugin.pid, 'VmHWM')} MB after ${seconds} s of ${JSON.stringify(query)}: ${answer?.error?.message ?? 'answered'}\n`
    );
  } finally {
    await plugin.stop();
  }
}

/** Megabytes of a line of /proc/<pid>/status. */
export function memory(pid: number, line: 'VmRSS' | 'VmHWM' | 'RssAnon'): number {
  const kilobytes = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

/** Processor time of a process so far, in itself and in the kernel. */
export function processorMs(pid: number): number {
  // The 14th and 15th value: ticks of 10 ms.
  const [user, kernel] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13);
  return 10 * (Number(user) + Number(kernel));
}
