import { parseCallQuery, QUERY_DEFAULTS, QUERY_KINDS } from '../../src/kinds/kinds';
import { changed, type EditedQuery, isTable } from '../../src/editor/fields/editedQuery';
import { newCustomRatio, readSide, sideText } from '../../src/editor/fields/ratioSides';
import { isComplete, withOperator } from '../../src/editor/fields/filterRows';

const trend: EditedQuery = { refId: 'A', version: 1, kind: 'trend' };

test('a change back to the default leaves no trace', () => {
  const shares = changed(trend, { measure: 'share', shape: 'table', bucket: 'day', results: ['busy'] });
  expect(shares).toEqual({ ...trend, measure: 'share', shape: 'table', bucket: 'day', results: ['busy'] });
  expect(changed(shares, { measure: 'calls', shape: 'series', bucket: 'auto', results: [] })).toEqual(trend);
});

test.each(QUERY_KINDS)('what is the default of %s is not stored', (kind) => {
  const plain = Object.entries(QUERY_DEFAULTS[kind]).filter(([, value]) => typeof value !== 'object');
  expect(plain.length).toBeGreaterThan(2);
  expect(changed({ ...trend, ...Object.fromEntries(plain), kind }, {})).toEqual({ ...trend, kind });
});

test("another kind keeps what it understands and Grafana's own fields", () => {
  const split: EditedQuery = { ...trend, hide: true, results: ['busy'], splitBy: ['trunk'], top: 5, bucket: 'day', timeZone: 'UTC' };
  expect(changed(split, { kind: 'distribution' })).toEqual({
    refId: 'A',
    version: 1,
    kind: 'distribution',
    hide: true,
    results: ['busy'],
    splitBy: ['trunk'],
    top: 5,
  });
  expect(changed(split, { kind: 'codes' })).toEqual({ refId: 'A', version: 1, kind: 'codes', hide: true, results: ['busy'] });
});

test('details are kept only while they matter', () => {
  const rate = changed(trend, { measure: 'rate', ratePer: 'hour' });
  expect(rate.ratePer).toBe('hour');
  expect(changed(rate, { measure: 'calls' })).toEqual(trend);
  const share = changed(trend, { splitBy: ['trunk'], top: 3, measure: 'share', shareOf: 'all' });
  expect(share).toMatchObject({ top: 3, shareOf: 'all' });
  expect(changed(share, { splitBy: [] })).toEqual({ ...trend, measure: 'share' });
  expect(changed({ ...trend, bucket: 'day', timeZone: 'UTC' }, { bucket: '1h' })).toEqual({ ...trend, bucket: '1h' });
});

test.each(['distribution', 'trend', 'codes', 'timing', 'calls'] as const)(
  'what the editor stores for %s is what the backend reads',
  (kind) => {
    const everything: EditedQuery = {
      ...trend,
      kind: 'trend',
      results: ['busy'],
      filters: [{ dimension: 'trunk', operator: 'in', values: ['t1'] }],
      splitBy: ['trunk'],
      top: 3,
      measure: 'share',
      shareOf: 'all',
      shape: 'table',
      bucket: 'week',
      timeZone: 'Europe/Berlin',
    };
    expect(parseCallQuery(changed(everything, { kind }))).toMatchObject({ kind, results: ['busy'] });
  }
);

test('what the editor stores for ratios is what the backend reads', () => {
  const ratios: EditedQuery = {
    ...trend,
    kind: 'ratio',
    ratios: ['ASR', newCustomRatio([])],
    over: 'time',
    bucket: 'day',
    timeZone: 'UTC',
    minimumCalls: 20,
    confidence: 95,
    counts: true,
    return: 'upper',
  };
  expect(changed({ ...ratios, results: ['busy'], measure: 'share' }, {})).toEqual(ratios);
  expect(parseCallQuery(ratios)).toMatchObject({ ratios: ['ASR', { name: 'busy share' }], bucket: 'day' });
  const plain = { refId: 'A', version: 1, kind: 'ratio' };
  expect(changed(ratios, { ratios: [], over: 'range', minimumCalls: 0, confidence: undefined, counts: false, return: undefined })).toEqual(
    plain
  );
});

test('what the editor stores for a verdict is what the backend reads', () => {
  const verdict: EditedQuery = {
    refId: 'A',
    version: 1,
    kind: 'verdict',
    per: 'run_id',
    expected: ['busy'],
    minimumShare: 0.9,
    minimumCalls: 10,
    limit: 5,
    frames: 'series',
  };
  expect(changed({ ...verdict, results: ['busy'], bucket: 'day', timeZone: 'UTC' }, {})).toEqual(verdict);
  expect(parseCallQuery(verdict)).toMatchObject({ per: 'run_id', frames: 'series' });
  const usual = { per: undefined, expected: [], minimumShare: 1, minimumCalls: 1, limit: 100, frames: 'both' } as const;
  expect(changed(verdict, { ...usual, expected: [] })).toEqual({ refId: 'A', version: 1, kind: 'verdict' });
});

test('a side of a share is written as results or as codes; nothing is all calls', () => {
  expect(readSide(' busy, timeout ')).toEqual({ results: ['busy', 'timeout'] });
  expect(readSide('486, 5xx')).toEqual({ codes: '486,5xx' });
  expect(readSide('busy, 486')).toEqual({ codes: 'busy,486' });
  expect(readSide(' ')).toBeNull();
  expect([sideText({ results: ['busy', 'timeout'] }), sideText({ codes: '486' }), sideText(undefined)]).toEqual([
    'busy, timeout',
    '486',
    '',
  ]);
  expect(newCustomRatio(['busy share', 'busy share 2']).name).toBe('busy share 3');
});

test('a comparison is a table unless it says otherwise, and against the range before', () => {
  const asked = changed(trend, { kind: 'comparison', shape: 'series', by: 'code', against: { type: 'shift', by: '1w' }, timeZone: 'UTC' });
  expect(asked).toEqual({
    ...trend,
    kind: 'comparison',
    shape: 'series',
    by: 'code',
    against: { type: 'shift', by: '1w' },
    timeZone: 'UTC',
  });
  expect(parseCallQuery(asked)).toMatchObject({ shape: 'series', alpha: 0.01, minimumCalls: 0 });
  expect(changed(asked, { against: { type: 'previous' }, shape: 'table', by: 'result' })).toEqual({ ...trend, kind: 'comparison' });
  expect(changed(asked, { kind: 'codes' })).toEqual({ ...trend, kind: 'codes' });
  expect(changed({ ...trend, shape: 'table' }, { kind: 'comparison' })).toEqual({ ...trend, kind: 'comparison' });
});

test('a triage keeps only what differs from its defaults', () => {
  const asked = changed(trend, { kind: 'triage', of: 'each', minimumLift: 2, minimumCalls: 20, dimensions: ['trunk'] });
  expect(asked).toEqual({ ...trend, kind: 'triage', of: 'each', minimumLift: 2, minimumCalls: 20, dimensions: ['trunk'] });
  expect(parseCallQuery(asked)).toMatchObject({ of: 'each' });
  expect(changed(asked, { of: 'dominant', minimumLift: 1.5, minimumCalls: 5, dimensions: [] })).toEqual({ ...trend, kind: 'triage' });
});

test('changes keep their number of rows although nothing is split', () => {
  const asked = changed(trend, { kind: 'changes', top: 10, dimensions: ['trunk'], against: { type: 'shift', by: '1d' } });
  expect(asked).toEqual({ ...trend, kind: 'changes', top: 10, dimensions: ['trunk'], against: { type: 'shift', by: '1d' } });
  expect(parseCallQuery(asked)).toMatchObject({ top: 10 });
  expect(changed(asked, { top: 20, dimensions: [], against: { type: 'previous' } })).toEqual({ ...trend, kind: 'changes' });
});

test('a timing keeps its bucket only over time, and a histogram no split', () => {
  const timing = changed(
    { ...trend, bucket: '1h', splitBy: ['trunk'], top: 3 },
    { kind: 'timing', over: 'time', measures: ['short calls'], shortUnderMs: 3_000 }
  );
  expect(timing).toEqual({
    ...trend,
    kind: 'timing',
    over: 'time',
    bucket: '1h',
    splitBy: ['trunk'],
    top: 3,
    measures: ['short calls'],
    shortUnderMs: 3_000,
  });
  expect(changed(timing, { over: 'range' })).not.toHaveProperty('bucket');
  expect(changed(timing, { measures: [] })).not.toHaveProperty('shortUnderMs');
  expect(changed(timing, { over: 'histogram', measures: [] })).toEqual({ ...trend, kind: 'timing', over: 'histogram', bucket: '1h' });
});

test('a filter row is stored once it restricts something', () => {
  expect(isComplete({ dimension: 'trunk', operator: 'in', values: [] })).toBe(false);
  expect(isComplete({ dimension: '', operator: '=', values: ['t1'] })).toBe(false);
  expect(isComplete({ dimension: 'trunk', operator: '=', values: [''] })).toBe(true);
});

test('another operator keeps the values that it can take', () => {
  const many = { dimension: 'trunk', operator: 'in', values: ['t1', 't2'] };
  expect(withOperator(many, 'not in').values).toEqual(['t1', 't2']);
  expect(withOperator(many, '!=').values).toEqual(['t1']);
  expect(withOperator(many, '=~').values).toEqual([]);
  expect(withOperator({ ...many, operator: '=~', values: ['t.*'] }, '!~').values).toEqual(['t.*']);
});

test('which queries a rule cannot judge', () => {
  const tables = QUERY_KINDS.filter((kind) => isTable({ kind }));
  expect(tables).toEqual(['codes', 'comparison', 'changes', 'triage', 'calls', 'annotations']);
  expect([
    isTable({ kind: 'comparison', shape: 'series' }),
    isTable({ kind: 'timing', shape: 'table' }),
    isTable({ kind: 'timing', over: 'histogram' }),
    isTable({ kind: 'verdict' }),
  ]).toEqual([false, true, true, false]);
});
