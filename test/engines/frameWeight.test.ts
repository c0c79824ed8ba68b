/** What panels are answered weighs little, whatever stores the calls: bytes of frames in the JSON that Grafana's server makes of them, through the plugin's process. */
import { RESULTS } from '../../src/domain/results';
import { decodeFrame } from '../backend/frames/decodeFrame';
import { KAMAILIO_DAY, type KamailioCalls, openKamailio } from './kamailioRecords';

let kamailio: KamailioCalls;
beforeAll(async () => {
  kamailio = await openKamailio();
}, 120_000);
afterAll(() => kamailio?.plugin.stop());

const GO_TYPES: Readonly<Record<string, string>> = { time: 'time.Time', number: 'float64', string: 'string' };

/** As Grafana's server writes it. */
function jsonOf(bytes: Uint8Array): string {
  const { name, refId, meta, fields } = decodeFrame(bytes);
  const schema = fields.map(({ name: field, tstype = '', nullable, labels, config }) => {
    const typeInfo = { frame: GO_TYPES[tstype], ...(nullable ? { nullable } : {}) };
    return { name: field, type: tstype, typeInfo, labels, config };
  });
  const values = fields.map(({ values: cells }) => cells.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)));
  return JSON.stringify({ schema: { name, refId, meta, fields: schema }, data: { values } });
}

/** A day of a real Kamailio, of 15 codes. */
async function bytesOf(source: 'files' | 'dump', query: object): Promise<number> {
  const { plugin, [source]: settings } = kamailio;
  // As long as the names that Grafana gives to data sources.
  const dataSource = { ...settings, uid: `P${source.padEnd(16, '0')}`, name: 'Call Result' };
  const [answer] = await plugin.query({
    dataSource,
    queries: [{ refId: 'A', ...query }],
    ...KAMAILIO_DAY,
    intervalMs: 60_000,
    maxDataPoints: 500,
    user: { login: 'v', role: 'Viewer' },
  });
  const frames = answer?.frames ?? [];
  expect(frames.length).toBeGreaterThan(0);
  return frames.reduce((sum, frame) => sum + Buffer.byteLength(jsonOf(frame)), 0);
}

const FILTERS = [{ dimension: 'dst_user', operator: '!=', values: ['nobody'] }];

describe.each(['files', 'dump'] as const)('of the %s', (source) => {
  test.each([
    ['a ratio', { kind: 'ratio', ratios: ['ASR'] }, 1_000],
    ['a ratio with its bounds', { kind: 'ratio', ratios: ['ASR'], confidence: 95 }, 1_500],
    ['the calls of each of eight results', { kind: 'distribution', results: RESULTS }, 3_000],
    ['the same of some calls', { kind: 'distribution', results: RESULTS, filters: FILTERS }, 3_000],
    ['24 hours of a result', { kind: 'trend', bucket: '1h', results: ['answered'] }, 1_500],
  ])('a panel that is viewed is answered little for %s', async (_name, query, most) => {
    const light = await bytesOf(source, { ...query, light: true });
    expect(light).toBeLessThanOrEqual(most);
    expect(await bytesOf(source, query)).toBeGreaterThan(2 * light);
  });
});
