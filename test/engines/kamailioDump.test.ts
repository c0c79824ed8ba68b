/** The tables as a real Kamailio left them in its PostgreSQL answer as the CSV files that were exported of them. */
import type { DataSourceSettings } from '../../src/pluginHost/messages';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';
import { KAMAILIO_DAY, type KamailioCalls, openKamailio } from './kamailioRecords';

let kamailio: KamailioCalls;

beforeAll(async () => {
  kamailio = await openKamailio();
}, 120_000);

afterAll(() => kamailio?.plugin.stop());

async function ask(dataSource: DataSourceSettings, query: object) {
  const [answer] = await kamailio.plugin.query({
    dataSource,
    queries: [{ refId: 'A', ...query }],
    ...KAMAILIO_DAY,
    intervalMs: 60_000,
    maxDataPoints: 1_500,
    user: { login: 'x', role: 'Admin' },
  });
  return (answer?.frames ?? []).map((frame) => decodeFrame(frame).data?.values);
}

test('the dump holds the calls that truth-calls.csv counts', async () => {
  // `cut -d, -f8 truth-calls.csv | sort | uniq -c`, less the five 404 that came before the accounting, by the table of results.
  const [values] = await ask(kamailio.dump, { kind: 'distribution' });
  expect(values).toEqual([[192], [46], [22], [28], [35], [25], [82]]);
});

test.each([
  { kind: 'trend', bucket: '10s' },
  { kind: 'codes' },
  { kind: 'ratio', ratios: ['ASR', 'SEER', 'ISA'], splitBy: ['dst_user'], counts: true },
  { kind: 'calls', limit: 1_000 },
  { kind: 'triage' },
])('%j is answered as of the files', async (query) => {
  const [files, dump] = await Promise.all([kamailio.files, kamailio.dump].map((source) => ask(source, query)));
  expect(files?.length).toBeGreaterThan(0);
  expect(dump).toEqual(files);
});

test('the layout is recognized by the columns of the tables, whatever layout was chosen', async () => {
  const dataSource = { ...kamailio.dump, uid: 'unknown', jsonData: { engine: 'postgres', layout: 'asterisk' } };
  const { status, body } = await kamailio.plugin.callResource({ dataSource, path: 'layouts', user: { login: 'x', role: 'Admin' } });
  expect(status).toBe(200);
  expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject({
    layouts: [{ layout: 'kamailio', columns: {}, found: ['acc', 'missed_calls'], telling: ['method', 'callid', 'sip_code', 'time'] }],
  });
});
