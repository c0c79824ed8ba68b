import path from 'node:path';
import type { Explanation } from '../../../src/domain/explanation';
import { explanationHeadline, explanationLines } from '../../../src/domain/explanationText';
import type { QueryKind } from '../../../src/kinds/kinds';
import { decodeFrame } from '../frames/decodeFrame';
import { KAMAILIO } from '../../support/records';
import { FROM, PluginHarness, TO } from './pluginHarness';

const door = new PluginHarness();
const kamailio = new PluginHarness({ GF_PLUGIN_RECORDS_DIR: path.dirname(KAMAILIO) });
afterAll(() => Promise.all([door.close(), kamailio.close()]));

const never = new AbortController().signal;

async function explanations(json: object, from = door, context = from.context(), range = { from: FROM, to: TO }): Promise<Explanation[]> {
  const frames = await from.handlers.query(
    { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, ...range, json },
    context,
    never
  );
  return frames.map((frame) => (decodeFrame(frame).meta.custom as { explanation: Explanation }).explanation);
}

async function explanation(...asked: Parameters<typeof explanations>): Promise<Explanation> {
  const [first] = await explanations(...asked);
  if (first === undefined) {
    throw new Error('no frame');
  }
  return first;
}

/** [frames, name, numerator, denominator] as counted by hand in the eight rows of the front door's records. */
const BY_HAND: Readonly<Record<QueryKind, { query: object; frames: number; main: [string, number, number] }>> = {
  distribution: { query: { results: ['busy'] }, frames: 1, main: ['busy', 2, 8] },
  trend: { query: { bucket: '1h', splitBy: ['trunk'] }, frames: 1, main: ['answered', 3, 8] },
  codes: { query: {}, frames: 1, main: ['answered', 3, 8] },
  ratio: { query: { ratios: ['ISA'] }, frames: 1, main: ['ISA', 1, 8] },
  // Trunk t1 has four calls and t2 three; the eighth has no trunk and is not judged.
  verdict: { query: { per: 'trunk' }, frames: 2, main: ['expected', 3, 7] },
  timing: { query: { timings: ['duration'] }, frames: 1, main: ['duration', 3, 3] },
  calls: { query: { results: ['failed'], limit: 1 }, frames: 1, main: ['failed', 1, 1] },
  comparison: { query: { against: { type: 'filters', filters: [] } }, frames: 1, main: ['answered', 3, 8] },
  triage: { query: {}, frames: 2, main: ['busy', 2, 8] },
  annotations: { query: { event: 'crossing', bucket: '1h' }, frames: 1, main: ['ASR', 3, 8] },
  changes: {
    query: { against: { type: 'filters', filters: [{ dimension: 'trunk', operator: '=', values: ['t1'] }] } },
    frames: 2,
    main: ['answered', 3, 8],
  },
};

test.each(Object.entries(BY_HAND))('every frame of %s tells its numbers', async (kind, { query, frames, main }) => {
  const found = await explanations({ kind, ...query });
  expect(found).toHaveLength(frames);
  for (const { numbers, range, records, rules } of found) {
    expect([numbers[0]?.name, numbers[0]?.numerator, numbers[0]?.denominator]).toEqual(main);
    // Annotations look back for a quiet time of an hour.
    expect(range).toEqual({ from: kind === 'annotations' ? FROM - 3_600_000 : FROM, to: TO });
    expect(records).toMatchObject({ code: 'sip_code', merging: null });
    expect(rules.length).toBeGreaterThan(0);
  }
});

test('an alert rule gets it too', async () => {
  const { numbers } = await explanation({ kind: 'ratio' }, door, door.context({ path: 'calls.csv', settle: '0s' }, { FromAlert: 'true' }));
  expect(numbers).toMatchObject([{ name: 'ASR', numerator: 3, denominator: 8 }]);
});

test('a baseline is told with its range', async () => {
  const { numbers, baseline } = await explanation(
    { kind: 'comparison', against: { type: 'previous' }, results: ['answered'] },
    door,
    door.context(),
    { from: FROM + 3_600_000, to: TO }
  );
  expect(baseline).toEqual({ from: FROM - 3_600_000, to: FROM + 3_600_000 });
  expect(numbers.map(({ side, numerator, denominator }) => [side, numerator, denominator])).toEqual([
    ['current', 1, 5],
    ['baseline', 2, 3],
  ]);
});

test('codes are told with the rule that decided, missing ones as none', async () => {
  const context = door.context({ path: 'calls.csv', rules: [{ codes: '404', result: 'busy' }] });
  const { numbers, rules } = await explanation({ kind: 'codes', results: ['busy', 'unclassified'] }, door, context);
  expect(numbers.map(({ numeratorCodes }) => numeratorCodes?.codes)).toEqual([
    [
      ['486', 2],
      ['404', 1],
    ],
    [['none', 1]],
  ]);
  expect(rules).toEqual(
    expect.arrayContaining([
      { rule: 'rule 1 (404 → busy)', result: 'busy', codes: ['404'] },
      { rule: 'default rule (486,600 → busy)', result: 'busy', codes: ['486'] },
      { rule: null, result: 'unclassified', codes: ['none'] },
    ])
  );
});

test('the records of a real Kamailio: how many, which codes, from which column, how merged', async () => {
  const context = kamailio.context({ path: path.basename(KAMAILIO), layout: 'kamailio' });
  const day = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };
  const told = await explanation({ kind: 'distribution', results: ['answered', 'busy'] }, kamailio, context, day);
  expect(told.records).toMatchObject({
    layout: 'Kamailio accounting',
    tables: ['acc', 'missed_calls'],
    columns: {},
  });
  expect(explanationLines(told)).toEqual([
    'answered: 192 of 430 calls, codes 200, from acc.sip_code, INVITE rows merged by callid',
    'busy: 46 of 430 calls, codes 486 (40), 600 (6)',
    'Decided by default rule (2xx → answered), default rule (486,600 → busy)',
    'Layout Kamailio accounting, tables acc, missed_calls',
    'Counted from 2026-11-23T00:00:00Z to 2026-11-24T00:00:00Z',
  ]);
});

test('columns are called as they are in the records', async () => {
  door.write('renamed.csv', 'start_time,final\n2026-11-23T08:00:10Z,200\nno time,200\n');
  const told = await explanation({ kind: 'ratio' }, door, door.context({ path: 'renamed.csv', columns: { sip_code: 'final' } }));
  expect(explanationHeadline(told)).toBe('ASR: 1 of 1 calls, codes 200, ITU-T E.411; E.425 §1.3, from final');
  expect(told.records.columns).toEqual({ sip_code: 'final' });
  expect(told.leftOut?.rows).toBe(1);
  expect(explanationLines(told).at(-1)).toMatch(/^Left out: 1 unreadable row: .* \(1\)$/);
});

test('words of the records are hidden where numbers are', async () => {
  door.write('words.csv', 'start_time,sip_code\n2026-11-23T08:00:10Z,+4930123456\n');
  const { numbers } = await explanation({ kind: 'codes' }, door, door.context({ path: 'words.csv', maskNumbersForViewers: 'all' }));
  expect(JSON.stringify(numbers)).not.toContain('30123456');
  expect(JSON.stringify(numbers)).toContain('+**********');
});

test('many codes are counted, not listed', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => `2026-11-23T08:00:10Z,${410 + index}`);
  door.write('many.csv', `start_time,sip_code\n${rows.join('\n')}\n2026-11-23T08:00:10Z,499\n2026-11-23T08:00:10Z,499\n`);
  const told = await explanation({ kind: 'codes', results: ['failed'] }, door, door.context({ path: 'many.csv' }));
  const numeratorCodes = told.numbers[0]?.numeratorCodes;
  expect(numeratorCodes?.codes).toHaveLength(20);
  expect(numeratorCodes?.codes[0]).toEqual(['499', 2]);
  expect(numeratorCodes?.others).toEqual({ codes: 21, calls: 21 });
  expect(explanationHeadline(told)).toBe(
    'failed: 42 of 42 calls, codes 499 (2), 410 (1), 411 (1), 412 (1), 413 (1) and 36 more, from sip_code'
  );
});

test('rules that look at columns are told where they decided; a code counts in ratios, a result alone does not', async () => {
  const when = [{ column: 'trunk', operator: '=', values: ['t1'] }];
  // Trunk t1 has two of the three 200.
  const coded = door.context({ path: 'calls.csv', rules: [{ codes: '2xx', when, code: 487 }] });
  const answered = await explanation({ kind: 'ratio', ratios: ['ASR'] }, door, coded);
  expect(answered.numbers).toMatchObject([{ name: 'ASR', numerator: 1, denominator: 8 }]);
  expect(answered.rules).toEqual(expect.arrayContaining([{ rule: 'rule 1 (2xx, trunk = t1 → 487)', result: 'cancelled', codes: ['487'] }]));
  const given = door.context({ path: 'calls.csv', rules: [{ codes: '2xx', when, result: 'failed' }] });
  expect((await explanation({ kind: 'ratio', ratios: ['ASR'] }, door, given)).numbers).toMatchObject([{ numerator: 3, denominator: 8 }]);
  const distribution = await explanation({ kind: 'distribution', results: ['answered', 'failed'] }, door, given);
  expect(distribution.numbers.map(({ numerator }) => numerator)).toEqual([1, 3]);
  expect(distribution.rules).toEqual(
    expect.arrayContaining([
      { rule: 'rule 1 (2xx, trunk = t1 → failed)', result: 'failed', codes: ['200'] },
      { rule: 'default rule (2xx → answered)', result: 'answered', codes: ['200'] },
    ])
  );
});
