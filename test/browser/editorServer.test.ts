import { choose, type EditorBench, namelessControls, startEditorBench, unfold } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

const open = (value: object = {}, source: object = {}, rest: Record<string, string> = {}) =>
  bench.open({ editor: 'config', value: JSON.stringify(value), source: JSON.stringify(source), ...rest });
const stored = { version: 1, engine: 'postgres', layout: 'kamailio' };
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
const commit = 'Tab';

test('a PostgreSQL from nothing: address, user, password, database, schema, connections', async () => {
  const { page, emitted, emittedSource, errors } = await open({
    version: 1,
    engine: 'files',
    layout: 'kamailio',
    path: 'a',
    timeZone: 'Europe/Berlin',
  });
  await page.getByLabel('PostgreSQL').check({ force: true });
  expect(await page.getByLabel(/^Path/).count()).toBe(0);
  await page.getByLabel(/^Address/).fill('db.example.org:70000');
  await page.keyboard.press(commit);
  await page.getByText('"db.example.org:70000" is not a server address; write host:port').waitFor();
  await page.getByLabel(/^Address/).fill('db.example.org:5433');
  await page.getByLabel(/^Database/).fill('kamailio');
  await page.getByLabel(/^User/).fill('reader');
  await page.getByLabel(/^Password/).fill(' s3cret ');
  await unfold(page, 'Connection details');
  await page.getByLabel(/^Schema/).fill('archive');
  await page.getByLabel(/^Connections/).fill('99');
  await page.getByLabel(/^Stale answers/).fill('30m');
  await page.keyboard.press(commit);
  expect(await emitted()).toEqual({ ...stored, timeZone: 'Europe/Berlin', schema: 'archive', connections: 50, staleFor: '30m' });
  expect(await emittedSource()).toEqual({
    url: 'db.example.org:5433',
    user: 'reader',
    database: 'kamailio',
    secureJsonFields: { password: false },
    secureJsonData: { password: ' s3cret ' },
  });
  expect(errors).toEqual([]);
});

test('a password that is kept shows nothing, and is replaced after a reset', async () => {
  const { page, emittedSource } = await open(stored, { url: 'db', user: 'reader', secureJsonFields: { password: true } });
  expect(await page.getByLabel(/^Password/).inputValue()).toBe('configured');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByLabel(/^Password/).fill('new');
  await page.keyboard.press('Enter');
  expect(await emittedSource()).toMatchObject({ secureJsonFields: { password: false }, secureJsonData: { password: 'new' } });
});

test('certificates are asked for where the mode needs them, and leave with it', async () => {
  const { page, emitted, emittedSource } = await open(stored, { url: 'db', user: 'reader' });
  await unfold(page, 'Connection details');
  expect(await page.getByLabel('CA certificate').count()).toBe(0);
  await choose(page, 'TLS mode', '(require)');
  expect(await page.getByLabel('CA certificate').count()).toBe(0);
  await choose(page, 'TLS mode', '(verify-full)');
  await page.getByLabel('CA certificate').fill(KEY);
  await page.keyboard.press(commit);
  await page.getByText('This contains a private key').waitFor();
  await page.getByLabel('CA certificate').fill(CERTIFICATE);
  expect(await page.getByLabel('Client key').count()).toBe(0);
  await page.getByLabel('Client certificate').fill(CERTIFICATE);
  await page.keyboard.press(commit);
  await page.getByText('Missing. Enter the private key of the client certificate.').waitFor();
  await page.getByLabel('Client key').fill(KEY);
  await page.keyboard.press(commit);
  expect(await emitted()).toEqual({ ...stored, tlsMode: 'verify-full', tlsCaCertificate: CERTIFICATE, tlsClientCertificate: CERTIFICATE });
  expect(await emittedSource()).toMatchObject({ secureJsonData: { tlsClientKey: KEY } });
  await choose(page, 'TLS mode', 'No TLS');
  expect(await emitted()).toEqual(stored);
});

test('another engine keeps what fits there', async () => {
  const tls = { tlsMode: 'verify-full', tlsCaCertificate: CERTIFICATE };
  const { page, emitted, emittedSource } = await open(
    { ...stored, ...tls, schema: 'archive', tables: { acc: 'acc_view' }, settle: '5m' },
    { url: 'db.example.org:5432', user: 'reader' }
  );
  await page.getByLabel('MySQL or MariaDB').check({ force: true });
  expect(await emitted()).toEqual({ ...stored, engine: 'mysql', ...tls, tables: { acc: 'acc_view' }, settle: '5m' });
  expect(await emittedSource()).toMatchObject({ url: 'db.example.org', user: 'reader' });
  await page.getByLabel('Files').check({ force: true });
  expect(await emitted()).toEqual({ ...stored, engine: 'files', settle: '5m' });
});

test('tables and a rollup', async () => {
  const { page, emitted } = await open({ ...stored, engine: 'clickhouse' }, { url: 'ch', user: 'default' });
  await unfold(page, 'Tables', 'Rollup');
  await page.getByLabel('Table for acc').fill('cdr.acc_all');
  await page.getByLabel('Table for missed_calls').fill('cdr.missed');
  await page.keyboard.press(commit);
  await page.getByLabel('Rollup table').fill('cdr.calls_per_minute');
  await page.keyboard.press(commit);
  await page.getByLabel('Rollup bucket').fill('minute');
  await page.keyboard.press(commit);
  await page.getByText('Enter a whole number of seconds, minutes, hours or days: 10s, 1m, 1h.').waitFor();
  await page.getByLabel('Rollup bucket').fill('10s');
  await page.getByLabel('Rollup dimensions').fill('src_ip, dst_domain');
  await page.keyboard.press(commit);
  expect(await emitted()).toEqual({
    ...stored,
    engine: 'clickhouse',
    tables: { acc: 'cdr.acc_all', missed_calls: 'cdr.missed' },
    rollup: { table: 'cdr.calls_per_minute', bucket: '10s', dimensions: ['src_ip', 'dst_domain'] },
  });
  await page.getByLabel('Table for acc').fill('');
  await page.getByLabel('Rollup table').fill('');
  await page.keyboard.press(commit);
  expect(await emitted()).toEqual({ ...stored, engine: 'clickhouse', tables: { missed_calls: 'cdr.missed' } });
});

test('columns are suggested by the names and types that the records have', async () => {
  const { page, emitted } = await open({ ...stored, layout: 'calls' }, { url: 'db', user: 'reader' });
  await unfold(page, 'Columns');
  await page.getByText('Your records have 4 columns.').waitFor();
  await page.getByRole('button', { name: 'Use calldate' }).waitFor();
  await page.getByRole('button', { name: 'Use all 2 suggestions' }).click();
  expect(await page.getByRole('button', { name: 'Use calldate' }).count()).toBe(0);
  expect(await emitted()).toEqual({ ...stored, layout: 'calls', columns: { start_time: 'calldate', trunk: 'carrier' } });
});

test('a cause code set, a mapped disposition, and its result', async () => {
  const { page, emitted } = await open({ ...stored, layout: 'calls' });
  await unfold(page, 'Disposition mapping', 'Result rules');
  await choose(page, 'Cause code set', 'Asterisk');
  await page.getByRole('button', { name: 'Add disposition' }).click();
  await page.getByLabel('Disposition 1', { exact: true }).fill('Congestion');
  await page.getByLabel('Code of disposition 1').fill('42');
  await page.keyboard.press(commit);
  await page.getByText('Enter a final SIP status code, 200 to 699.').waitFor();
  await page.getByLabel('Code of disposition 1').fill('486');
  await page.keyboard.press(commit);
  await page.getByRole('button', { name: 'Add disposition' }).click();
  await page.getByLabel('Disposition 2', { exact: true }).fill('CONGESTION');
  await page.keyboard.press(commit);
  await page.getByText('is mapped twice').waitFor();
  await page.getByRole('button', { name: 'Remove disposition 2' }).click();
  expect(await emitted()).toEqual({ ...stored, layout: 'calls', vocabulary: 'asterisk', words: { Congestion: 486 } });
  await page.getByLabel('Rule test').fill('congestion');
  expect(await page.getByRole('status', { name: 'Result of the tested code' }).textContent()).toContain('busy');
});

test('what is provisioned from a file can be read, not changed', async () => {
  const { page } = await open(
    { ...stored, tlsMode: 'verify-full' },
    { url: 'db', user: 'reader', secureJsonFields: { password: true } },
    { readOnly: '' }
  );
  await unfold(page, 'Connection details', 'Tables');
  for (const label of [/^Address/, /^User/, /^Password/, /^TLS mode/, /^CA certificate/, /^Table for acc/]) {
    expect({ label, disabled: await page.getByLabel(label).first().isDisabled() }).toEqual({ label, disabled: true });
  }
  expect(await page.getByRole('button', { name: 'Reset' }).count()).toBe(0);
});

test.each(['dark', 'light'])('every control has a name; pictures (%s)', async (theme) => {
  const { page, picture, errors } = await open(
    {
      ...stored,
      layout: 'calls',
      tlsMode: 'verify-full',
      tlsCaCertificate: CERTIFICATE,
      tlsClientCertificate: CERTIFICATE,
      schema: 'archive',
      tables: { calls: 'cdr_view' },
      columns: { from: 'caller' },
      vocabulary: 'q850',
      words: { CONGESTION: 503, 'NO ROUTE': 404 },
      rollup: { table: 'calls_per_minute', bucket: '1m', dimensions: ['trunk'] },
    },
    { url: 'db.example.org:5432', user: 'grafana_reader', database: 'kamailio', secureJsonFields: { password: true } },
    { theme }
  );
  await unfold(page, 'Connection details', 'Tables', 'Columns', 'Disposition mapping', 'Rollup');
  await page.getByText('Your records have 4 columns.').waitFor();
  expect(await namelessControls(page)).toEqual([]);
  await picture(`editor-server-${theme}`);
  expect(errors).toEqual([]);
});

test("one's own table: its columns are asked for at once, and suggested", async () => {
  const { page, emitted, picture } = await open({ ...stored, layout: 'custom' }, { url: 'db', user: 'reader' });
  await page.getByRole('button', { name: 'Use all 4 suggestions' }).click();
  expect(await emitted()).toEqual({
    ...stored,
    layout: 'custom',
    columns: { start_time: 'calldate', code: 'sip_code', duration_s: 'billsec', trunk: 'carrier' },
  });
  await picture('editor-custom');
});
