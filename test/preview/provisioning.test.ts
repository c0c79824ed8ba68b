import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { startPlugin } from '../../src/pluginHost/startPlugin';
import { dataSourceFile } from '../../src/preview/provisioning/dataSourceFile';
import { provisioned } from '../../src/preview/provisioning/provisioned';
import { type Json, yamlLines } from '../../src/preview/provisioning/yaml';
import { builtPlugin } from '../support/builtPlugin';
import { RecordsFolder } from '../support/records';
import { expanded, provisionedByGrafana } from './support/provisionedByGrafana';
import { npmStart } from './support/npmStart';

const records = new RecordsFolder();
afterAll(() => records.remove());

test('what is provisioned of a file counts the same: settings of a file, a recognized layout, and texts with $', async () => {
  const folder = records.put({
    'costs $5/calls.csv':
      'start_time,sip_code,kind\n2026-01-01 10:00:00,200,$STOP\n2026-01-01 10:01:00,486,$STOP\n2026-01-01 10:02:00,200,$$START\n',
    'settings.json': JSON.stringify({
      timeZone: 'Asia/Tokyo',
      only: [{ column: 'kind', operator: '=', values: ['$STOP'] }],
      callLink: 'https://homer.example/search?callid=${callId}',
      rules: [{ codes: '486', words: [], result: 'rejected' }],
      dimensions: [],
      maskNumbers: 'none',
    }),
  });
  const given = [records.at(`${folder}/costs $5`), '--settings', records.at(`${folder}/settings.json`)];
  const file = records.at(`${folder}/call-records.yaml`);
  const written = await npmStart([...given, '--write-provisioning', file]);
  expect(written).toMatchObject({ code: 0, stdout: '' });
  expect(written.stderr).toContain(`Wrote ${file}.\n2 calls from 2026-01-01T01:00:00Z to 2026-01-01T01:01:00Z.\n1. Copy this file`);
  const yaml = readFileSync(file, 'utf8');
  const [source, ...others] = provisionedByGrafana(yaml, { STOP: 'expanded', callId: 'expanded' });
  expect(others).toEqual([]);
  expect(source).toEqual({
    name: `Call records: calls, ${records.at(folder)}/costs $5`,
    uid: expect.stringMatching(/^call-records-[0-9a-f]{12}$/),
    type: 'callmeter-callresult-datasource',
    access: 'proxy',
    jsonData: {
      version: 1,
      engine: 'files',
      layout: 'calls',
      timeZone: 'Asia/Tokyo',
      only: [{ column: 'kind', operator: '=', values: ['$STOP'] }],
      callLink: 'https://homer.example/search?callid=${callId}',
      rules: [{ codes: '486', result: 'rejected' }],
    },
  });
  const [, recordsDir = ''] = /records_dir = (.*)\. Let/.exec(yaml) ?? [];
  const plugin = await startPlugin(builtPlugin(), { env: { GF_PLUGIN_RECORDS_DIR: recordsDir } });
  try {
    const { status, details } = await plugin.checkHealth({ ...source!, lastUpdatedMs: 1 });
    expect({ status, details }).toMatchObject({ status: 'OK', details: { calls: 2, results: { answered: 1, rejected: 1, busy: 0 } } });
  } finally {
    await plugin.stop();
  }
  const again = await npmStart([...given, '--write-provisioning', file]);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain(`${file} exists and is not overwritten. Remove it, or name another file`);
  expect(readFileSync(file, 'utf8')).toBe(yaml);
  expect((await npmStart([...given, '--write-provisioning', '-'])).stdout).toBe(yaml);
});

test('records that cannot be read are not provisioned', async () => {
  const file = records.at('never.yaml');
  const { code, stderr } = await npmStart([records.at(records.put({})), '--write-provisioning', file]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('no call records found in') as unknown });
  expect(existsSync(file)).toBe(false);
});

test('of a database, its address and account; of its secrets only the variables', () => {
  const source = {
    title: 'PostgreSQL: cdr at db:5433',
    jsonData: { version: 1, engine: 'postgres', layout: 'kamailio', timeZone: 'UTC', tlsMode: 'require', tlsCaCertificate: 'A\nB' },
    url: 'db:5433',
    user: 'reader$',
    database: 'cdr',
    secrets: ['password', 'tlsClientKey'],
    recordsDir: null,
  };
  const yaml = dataSourceFile(source);
  expect(yaml).not.toContain('records_dir');
  expect(yaml).toContain('# 2. Set the environment variable CALL_RESULT_PASSWORD of Grafana to the password of the database user.');
  expect(yaml).toContain(
    '# 3. Set the environment variable CALL_RESULT_TLS_CLIENT_KEY of Grafana to the private key of the client certificate.'
  );
  // A password is put in as it is, whatever it contains.
  expect(provisionedByGrafana(yaml, { CALL_RESULT_PASSWORD: 'p$a$$ss${w}', CALL_RESULT_TLS_CLIENT_KEY: 'A\nB' })).toEqual([
    {
      name: 'Call records: kamailio, PostgreSQL: cdr at db:5433',
      uid: expect.any(String),
      type: 'callmeter-callresult-datasource',
      access: 'proxy',
      url: 'db:5433',
      user: 'reader$',
      database: 'cdr',
      jsonData: { version: 1, engine: 'postgres', layout: 'kamailio', tlsMode: 'require', tlsCaCertificate: 'A\nB' },
      secureJsonData: { password: 'p$a$$ss${w}', tlsClientKey: 'A\nB' },
    },
  ]);
  expect(dataSourceFile({ ...source, secrets: [] })).not.toMatch(/secureJsonData|PASSWORD/);
});

test('no folder can end the comment that names it', () => {
  const source = { title: 't', jsonData: {}, url: '', user: '', database: '', secrets: [], recordsDir: '/a\nb: c' };
  expect(Object.keys(parse(dataSourceFile(source)) as object)).toEqual(['apiVersion', 'datasources']);
});

test('whatever settings contain, Grafana reads it back, by YAML 1.1 and 1.2', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('yes', 'NO', 'null', '~', '1e3', '0x1f', '12:30', '- a', '# b', 'a: b', '{', '<<', '$__file{/x}', '$$', '${A}', ' ')
  );
  const key = text.filter((one) => one !== '__proto__');
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true })
    ),
  }));
  fc.assert(
    fc.property(fc.constantFrom('1.1' as const, '1.2' as const), value, (version, one) => {
      expect(expanded(parse(yamlLines(provisioned(one)).join('\n'), { version }), { A: 'expanded', x: 'expanded' })).toEqual(one);
    }),
    { numRuns: 300 }
  );
});
