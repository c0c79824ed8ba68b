import { readEnvironment } from '../../../src/backend/handlers/environment';

test('an empty environment has defaults', () => {
  expect(readEnvironment({})).toMatchObject({ recordsDir: '/var/lib/grafana/call-records', memoryLimitMb: 1024, longestQueryMs: 60_000 });
  expect(readEnvironment({ GF_PLUGIN_RECORDS_DIR: '', GF_PLUGIN_THREADS: '' }).threads).toBeGreaterThan(0);
});

test('the owner of the server decides', () => {
  const env = {
    GF_PLUGIN_RECORDS_DIR: '/calls',
    GF_PLUGIN_MEMORY_LIMIT_MB: '2048',
    GF_PLUGIN_THREADS: '3',
    GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '5',
    GF_PLUGIN_CACHE_MB: '64',
    GF_PLUGIN_LIVE_CHANNELS: '20',
  };
  expect(readEnvironment(env)).toEqual({
    recordsDir: '/calls',
    memoryLimitMb: 2048,
    tempLimitMb: 10_000,
    threads: 3,
    longestQueryMs: 5_000,
    longestWaitMs: 833,
    cacheMb: 64,
    liveChannels: 20,
  });
});

test.each(['many', '0', '-1', '1.5', '32'])("a memory limit of %s is refused with the key's name", (text) => {
  expect(() => readEnvironment({ GF_PLUGIN_MEMORY_LIMIT_MB: text })).toThrow(`memory_limit_mb in grafana.ini: "${text}" is not allowed`);
});
