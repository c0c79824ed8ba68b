import { SERVER_ENGINES } from '../../src/domain/engines/engines';
import { TLS_MODES } from '../../src/domain/serverSettings';
import { parseSettings } from '../../src/domain/settings';
import { refusal } from './refusal';

test.each(SERVER_ENGINES)('%s: what is absent has its default', (engine) => {
  expect(parseSettings({ engine }).settings).toMatchObject({
    engine,
    layout: 'calls',
    timeZone: 'UTC',
    tlsMode: 'disable',
    tlsCaCertificate: '',
    tlsClientCertificate: '',
    schema: '',
    tables: {},
    connections: 5,
    words: {},
  });
});

test('settings without an engine are those of files, and say nothing of servers', () => {
  const { settings } = parseSettings({ path: 'a', tlsMode: 'require' });
  expect(settings).toMatchObject({ engine: 'files', path: 'a' });
  expect(settings).not.toHaveProperty('tlsMode');
});

test.each(SERVER_ENGINES)('%s: every field is kept as it was written', (engine) => {
  const written = {
    engine,
    layout: 'kamailio',
    schema: 'archive',
    tables: { acc: 'archive.acc_2026', missed_calls: 'archive.missed' },
    rollup: { table: 'calls_per_minute', bucket: '1m', dimensions: ['src_ip'] },
    connections: 50,
    vocabulary: 'freeswitch-carrier',
    words: { CONGESTION: 503, constructor: 404 },
  };
  for (const tlsMode of TLS_MODES) {
    expect(parseSettings({ ...written, tlsMode }).settings).toMatchObject({ ...written, tlsMode });
  }
});

test.each<[object, string[]]>([
  [{ engine: 'oracle' }, ['engine: "oracle" is not allowed', 'files, postgres, mysql, clickhouse']],
  [{ engine: 'postgres', tlsMode: 'on' }, ['tlsMode: "on" is not allowed', 'disable, require, verify-ca, verify-full']],
  [{ engine: 'postgres', connections: 0 }, ['connections: 0', 'at least 1']],
  [{ engine: 'postgres', connections: 51 }, ['connections: 51', 'at most 50']],
  [{ engine: 'postgres', connections: 2.5 }, ['connections: 2.5', 'whole number']],
  [{ engine: 'mysql', tables: ['acc'] }, ['tables: ["acc"]', 'record']],
  [{ engine: 'mysql', tables: { calls: '' } }, ['tables.calls: ""', 'at least 1']],
  [
    { engine: 'mysql', layout: 'kamailio', tables: { accs: 'x' } },
    ['tables: unknown table "accs" of layout kamailio. Available: acc, missed_calls.'],
  ],
  [{ engine: 'mysql', layout: 'calls', tables: { constructor: 'x' } }, ['tables: unknown table "constructor" of layout calls']],
  [{ engine: 'postgres', rollup: {} }, ['rollup.table: missing', 'rollup.bucket: missing']],
  [{ engine: 'postgres', rollup: { table: 'r', bucket: '1 minute' } }, ['rollup.bucket: "1 minute"', '60s, 5m, 24h']],
  [{ engine: 'postgres', rollup: { table: 'r', bucket: '1m', view: 'v' } }, ['Unknown field "view" in rollup.']],
  [{ engine: 'clickhouse', vocabulary: 'sip' }, ['vocabulary: "sip"', 'none, q850, freeswitch, freeswitch-carrier, asterisk']],
  [{ engine: 'clickhouse', words: { BUSY: 17 } }, ['words.BUSY: 17', 'at least 200']],
  [{ engine: 'clickhouse', words: { BUSY: 'busy' } }, ['words.BUSY: "busy"', 'number']],
])('%j: the field, what came and what is allowed', (json, parts) => {
  const message = refusal(() => parseSettings(json), 'settings');
  parts.forEach((part) => expect(message).toContain(part));
});
