import { changed, type EditedQuery } from '../../src/editor/fields/editedQuery';
import { withKind } from '../../src/editor/fields/kindChange';
import { parseCallQuery, QUERY_KINDS, type QueryKind } from '../../src/kinds/kinds';

const trend: EditedQuery = { refId: 'A', version: 1, kind: 'trend' };
const to = (query: EditedQuery, kind: QueryKind) => withKind(query, kind).query;
const filters = [{ dimension: 'trunk', operator: 'in', values: ['t1'] }];

test('a query over time stays one, where the new kind can', () => {
  expect(to(trend, 'ratio')).toEqual({ refId: 'A', version: 1, kind: 'ratio', over: 'time' });
  expect(to(trend, 'timing')).toMatchObject({ kind: 'timing', over: 'time' });
  expect(to(trend, 'codes')).toEqual({ refId: 'A', version: 1, kind: 'codes' });
  expect(to({ ...trend, kind: 'distribution' }, 'ratio')).toEqual({ refId: 'A', version: 1, kind: 'ratio' });
  expect(to({ ...trend, kind: 'timing', over: 'histogram' }, 'ratio')).toMatchObject({ kind: 'ratio', over: 'time' });
  expect(to({ ...trend, kind: 'ratio', over: 'time' }, 'timing')).toMatchObject({ kind: 'timing', over: 'time' });
});

test('what an answer is split by is what verdicts are of, and the other way round', () => {
  expect(to({ ...trend, splitBy: ['trunk', 'run_id'] }, 'verdict')).toEqual({ refId: 'A', version: 1, kind: 'verdict', per: 'trunk' });
  expect(to({ ...trend, kind: 'verdict', per: 'run_id' }, 'distribution')).toMatchObject({ kind: 'distribution', splitBy: ['run_id'] });
});

test('limits belong to their kind', () => {
  expect(to({ ...trend, kind: 'calls', limit: 5_000, filters }, 'verdict')).toEqual({ refId: 'A', version: 1, kind: 'verdict', filters });
  expect(to({ ...trend, kind: 'changes', top: 500 }, 'trend')).toEqual(trend);
  expect(to({ ...trend, kind: 'verdict', minimumCalls: 0 }, 'triage')).toEqual({ refId: 'A', version: 1, kind: 'triage' });
});

test('whoever looks at other kinds and returns finds everything again, but what was changed meanwhile', () => {
  const split: EditedQuery = {
    ...trend,
    results: ['busy'],
    filters,
    splitBy: ['trunk'],
    top: 5,
    bucket: 'day',
    timeZone: 'UTC',
    measure: 'rate',
  };
  const codes = withKind(split, 'codes');
  expect(codes.query).toEqual({ refId: 'A', version: 1, kind: 'codes', results: ['busy'], filters });
  const changes = withKind({ ...codes.query, filters: [] }, 'changes', codes.left);
  expect(changes.query).toEqual({ refId: 'A', version: 1, kind: 'changes', results: ['busy'] });
  expect({ ...withKind(changes.query, 'trend', changes.left).query, filters }).toEqual(split);
  expect(withKind(changes.query, 'trend', changes.left).query).not.toHaveProperty('filters');
  const distribution = withKind(split, 'distribution');
  const unsplit = changed(distribution.query, { splitBy: [] });
  expect(withKind(unsplit, 'trend', distribution.left).query).not.toHaveProperty('splitBy');
});

/** Each kind with what another one might refuse. */
const FULL: Readonly<Record<QueryKind, Partial<EditedQuery>>> = {
  distribution: { results: ['busy'], splitBy: ['trunk'], top: 100, measure: 'share', shareOf: 'all', shape: 'table' },
  trend: { splitBy: ['trunk', 'to'], measure: 'rate', ratePer: 'hour', bucket: 'week', timeZone: 'Europe/Berlin', live: true },
  codes: { results: ['busy'], unit: 'attempts' },
  ratio: { ratios: ['ASR'], over: 'time', bucket: '1h', minimumCalls: 0, confidence: 95, return: 'upper' },
  timing: { over: 'histogram', timings: ['setup'], bucket: '1h' },
  verdict: { per: 'run_id', expected: ['busy'], minimumShare: 0.5, minimumCalls: 0, limit: 1_000 },
  comparison: { against: { type: 'shift', by: '1w' }, by: 'code', minimumCalls: 0, shape: 'series' },
  changes: { against: { type: 'filters', filters }, dimensions: ['trunk'], top: 1_000 },
  triage: { of: 'each', dimensions: ['trunk'], minimumCalls: 1_000_000 },
  calls: { limit: 10_000, order: 'slowest', slowestBy: 'setup', dimensions: ['a', 'b'] },
  annotations: { event: 'spans', per: 'trunk', quiet: '2h', limit: 1_000, results: ['busy'] },
};

test.each(QUERY_KINDS)('a query for %s can become each other kind: it keeps its filters and is accepted', (kind) => {
  const query: EditedQuery = { refId: 'A', version: 1, hide: true, kind, filters, ...FULL[kind] };
  parseCallQuery(query);
  QUERY_KINDS.forEach((other) => {
    const changed = to(query, other);
    expect(parseCallQuery(changed)).toMatchObject({ kind: other, filters });
    expect(changed).toMatchObject({ refId: 'A', hide: true, filters });
  });
});

test('a variable is kept, whatever it will hold', () => {
  expect(to({ ...trend, splitBy: ['$by'], top: '$top' }, 'distribution')).toMatchObject({ splitBy: ['$by'], top: '$top' });
});
