import { parseCallQuery } from '../../src/kinds/kinds';
import { parseShift } from '../../src/domain/against';

test('a shift is a number of hours, days or weeks', () => {
  expect([parseShift('24h'), parseShift('1d'), parseShift('2w')]).toEqual([
    { count: 24, unit: 'h' },
    { count: 1, unit: 'd' },
    { count: 2, unit: 'w' },
  ]);
  expect(['', '0d', '-1d', '1', 'w', '1m', '1.5d', '99999h', ' 1d'].map(parseShift)).toEqual(Array(9).fill(null));
});

test.each([
  [
    { type: 'shift', by: '1 week' },
    'against.by: "1 week" is not allowed; allowed: a number of hours, days or weeks such as 24h, 1d or 1w.',
  ],
  [{ type: 'shift', by: '$ago' }, 'against.by: the variable $ago was not replaced.'],
  [{ type: 'last' }, 'against.type: "last" is not allowed; allowed: previous, shift, filters, runs.'],
  [{ type: 'runs', baseline: [], current: ['1'] }, 'against.baseline: [] is not allowed; allowed: at least 1 entry.'],
  [{ type: 'runs', baseline: ['$run'], current: ['1'] }, 'against.baseline.0: the variable $run was not replaced.'],
  [{ type: 'filters' }, 'against.filters: missing;'],
])('%j is refused with the repair', (against, message) => {
  expect(() => parseCallQuery({ kind: 'comparison', against })).toThrow(message);
});

test('runs are those of run_id unless said otherwise', () => {
  expect(parseCallQuery({ kind: 'comparison', against: { type: 'runs', baseline: ['1'], current: ['2'] } })).toMatchObject({
    against: { dimension: 'run_id' },
  });
});
