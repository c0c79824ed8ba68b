/** Queries on databases that do not answer held the places of all queries for five seconds, so that those of other data sources waited. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DataSourceSettings } from '../../src/pluginHost/messages';
import { startPlugin } from '../../src/pluginHost/startPlugin';
import { builtPlugin } from '../support/builtPlugin';

const DEAD = 3;
/** More than the process takes of one data source. */
const QUERIES = 150;
const RANGE = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z'), intervalMs: 60_000, maxDataPoints: 500 };

test(`${QUERIES} queries on each of ${DEAD} silent databases keep files nowhere waiting`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'records-'));
  writeFileSync(path.join(folder, 'calls.csv'), 'start_time,sip_code\n2026-11-23T08:00:10Z,200\n');
  const silent = createServer((socket) => void socket.on('error', () => {}).resume());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const plugin = await startPlugin(builtPlugin(), { env: { GF_PLUGIN_RECORDS_DIR: folder } });
  const files: DataSourceSettings = { uid: 'files', name: 'files', jsonData: { path: 'calls.csv' } };
  const ask = (dataSource: DataSourceSettings, count = 1) => {
    const queries = Array.from({ length: count }, (_, query) => ({ refId: `Q${query}`, kind: 'distribution' }));
    return plugin.query({ dataSource, queries, ...RANGE });
  };
  try {
    await ask(files);
    const dead = Array.from({ length: DEAD }, (_, source) => ({
      uid: `dead${source}`,
      name: 'dead',
      url: `127.0.0.1:${(silent.address() as AddressInfo).port}`,
      user: 'reader',
      jsonData: { engine: 'postgres', tlsMode: 'disable' },
    }));
    const lost = dead.map((source) => ask(source, QUERIES));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const began = performance.now();
    const [answer] = await ask(files);
    expect(answer?.error).toBeNull();
    expect(performance.now() - began).toBeLessThan(1_500);
    const errors = (await Promise.all(lost)).flat().map(({ error }) => error?.message ?? '');
    expect(errors).toHaveLength(DEAD * QUERIES);
    expect(errors.every((error) => error.includes('does not answer'))).toBe(true);
  } finally {
    await plugin.stop();
    silent.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
