import { PluginHarness } from './pluginHarness';

const door = new PluginHarness();
afterAll(() => door.close());

test('queries are measured by kind and outcome, with labels from closed lists', async () => {
  await door.query({ kind: 'distribution' });
  await door.query({ kind: 'trend', bucket: '1h' });
  await door.query({ kind: 'codes', splitBy: ['x'] }).catch(() => undefined);
  await door.query({ kind: 'distribution', splitBy: ['nope'] }).catch(() => undefined);
  const lines = (await door.handlers.collectMetrics()).split('\n').filter((line) => !line.startsWith('#'));
  expect(lines.filter((line) => line.startsWith('callresult_queries_total')).sort()).toEqual([
    'callresult_queries_total{kind="distribution",outcome="ok"} 1',
    'callresult_queries_total{kind="distribution",outcome="query"} 1',
    'callresult_queries_total{kind="trend",outcome="ok"} 1',
    'callresult_queries_total{kind="unknown",outcome="query"} 1',
  ]);
  expect(lines).toContain('callresult_query_seconds_count{kind="trend"} 1');
  expect(lines).toContain('callresult_store_seconds_count{question="counts"} 2');
  // Six codes (one of them missing: five and none) over all; the same in three hours: 2 + 3 + 2 rows.
  expect(lines).toContain('callresult_store_rows_total{question="counts"} 12');
  expect(lines.some((line) => /^process_resident_memory_bytes \d+/.test(line))).toBe(true);
});
