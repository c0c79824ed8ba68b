import path from 'node:path';
import { decodeFrame } from '../../../src/preview/frames/decodeFrame';
import { KAMAILIO } from '../../support/records';
import { PluginHarness } from './pluginHarness';

const kamailio = new PluginHarness({ GF_PLUGIN_RECORDS_DIR: path.dirname(KAMAILIO) });
afterAll(() => kamailio.close());

const DAY = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };

/** Bytes of an answer's frames in Grafana's JSON, as its server hands them to a browser: a day of a real Kamailio, of 15 codes. */
async function bytesOf(json: object): Promise<number> {
  const frames = await kamailio.handlers.query(
    { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, ...DAY, json },
    kamailio.context({ path: path.basename(KAMAILIO), layout: 'kamailio' }),
    new AbortController().signal
  );
  return frames.reduce((sum, frame) => sum + Buffer.byteLength(JSON.stringify(decodeFrame(frame))), 0);
}

test.each([
  ['a ratio', { kind: 'ratio', ratios: ['ASR'] }, 3_000],
  ['a ratio with its bounds', { kind: 'ratio', ratios: ['ASR'], confidence: 95 }, 3_000],
  ['two ratios', { kind: 'ratio', ratios: ['ASR', 'NER E.425'] }, 3_000],
  ['the share of one result', { kind: 'distribution', results: ['answered'], measure: 'share' }, 3_000],
  ['the calls of each result', { kind: 'distribution' }, 6_500],
])('what a stat panel is answered for %s is small', async (_name, query, most) => {
  expect(await bytesOf(query)).toBeLessThanOrEqual(most);
});
