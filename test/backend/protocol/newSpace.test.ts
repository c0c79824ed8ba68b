/** What large answers throw away does not make the process grow: its space for new objects was 134 MB, and given back after a minute without queries. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Plugin, startPlugin } from '../../../src/pluginHost/startPlugin';
import { builtPlugin } from '../../support/builtPlugin';

const FROM = Date.parse('2026-10-01T00:00:00Z');
const [HOUR_MS, HOURS, TRUNKS] = [3_600_000, 720, 40];
const MOST_MB = 40;

let folder: string;
let plugin: Plugin;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'callresult-test-'));
  const rows = Array.from(
    { length: HOURS * TRUNKS },
    (_, n) => `${new Date(FROM + Math.floor(n / TRUNKS) * HOUR_MS).toISOString()},${n % 3 === 0 ? 486 : 200},t${n % TRUNKS}`
  );
  writeFileSync(path.join(folder, 'calls.csv'), ['start_time,sip_code,trunk', ...rows].join('\n'));
  plugin = await startPlugin(builtPlugin(), { env: { GF_PLUGIN_RECORDS_DIR: folder } });
}, 60_000);
afterAll(async () => {
  await plugin.stop();
  rmSync(folder, { recursive: true });
});

test('answers of many points leave the space for new objects small', async () => {
  const dataSource = {
    ...{ uid: 'large', name: 'large', url: '', user: '', database: '', secureJsonData: {} },
    jsonData: { engine: 'files', path: 'calls.csv', layout: 'calls', timeZone: 'UTC' },
  };
  for (let time = 0; time < 8; time++) {
    const queries = ['A', 'B', 'C', 'D'].map((refId) => ({ refId, kind: 'trend', bucket: '1h', splitBy: ['trunk'], top: TRUNKS }));
    const range = { from: FROM + time, to: FROM + HOURS * HOUR_MS };
    const answers = await plugin.query({ dataSource, queries, ...range, intervalMs: 60_000, maxDataPoints: 1_500 });
    expect(answers.map(({ error }) => error)).toEqual(queries.map(() => null));
  }
  const bytes = /^nodejs_heap_space_size_total_bytes\{space="new"\} (\S+)/m.exec(await plugin.collectMetrics())?.[1];
  expect(Number(bytes) / 1_000_000).toBeGreaterThan(0);
  expect(Number(bytes) / 1_000_000).toBeLessThan(MOST_MB);
}, 120_000);
