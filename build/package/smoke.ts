/**
 * `tsx build/package/smoke.ts COMMAND…` starts an executable of the plugin as Grafana does and lets it count calls of a file. The command
 * is the executable's path, or an emulator with it: `qemu-aarch64-static -L /usr/aarch64-linux-gnu gpx_callresult_linux_arm64`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startPlugin } from '../../src/pluginHost/startPlugin';

const RECORDS = 'start_time,sip_code\n2026-01-01 00:00:00,200\n2026-01-01 00:00:01,486\n2026-01-01 00:00:02,486\n';
const EXPECTED = { calls: 3, results: { answered: 1, busy: 2 } };

async function smoke([program = '', ...programArguments]: readonly string[]): Promise<void> {
  const records = await mkdtemp(join(tmpdir(), 'smoke-'));
  await writeFile(join(records, 'calls.csv'), RECORDS);
  const env = { GF_PLUGIN_RECORDS_DIR: records, PLUGIN_UNIX_SOCKET_DIR: records };
  const plugin = await startPlugin(programArguments.length === 0 ? resolve(program) : program, { env, arguments: programArguments });
  const jsonData = { version: 1, engine: 'files', path: 'calls.csv', layout: 'calls', timeZone: 'UTC' };
  const { status, message, details } = await plugin.checkHealth({ uid: 'smoke', name: 'Smoke', jsonData });
  await plugin.stop();
  await rm(records, { recursive: true });
  const { calls, results } = details as { readonly calls?: number; readonly results?: Readonly<Record<string, number>> };
  if (calls !== EXPECTED.calls || results?.['answered'] !== EXPECTED.results.answered || results['busy'] !== EXPECTED.results.busy) {
    throw new Error(`The plugin was to count ${JSON.stringify(EXPECTED)} and answered ${status}: ${message}`);
  }
  process.stdout.write(`${process.platform} ${process.arch}: ${message}\n`);
}

smoke(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
