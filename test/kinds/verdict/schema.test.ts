import { parseCallQuery } from '../../../src/kinds/kinds';

test('a verdict expects every call of the range to be answered, and at least one', () => {
  expect(parseCallQuery({ kind: 'verdict' })).toMatchObject({
    expected: ['answered'],
    minimumShare: 1,
    minimumCalls: 1,
    limit: 100,
    frames: 'both',
  });
  expect(parseCallQuery({ kind: 'verdict' })).not.toHaveProperty('per');
});

test.each([
  ['no expected result', { expected: [] }, 'expected: [] is not allowed; allowed: at least 1'],
  ['a result that is none', { expected: ['ok'] }, 'expected.0: "ok" is not allowed; allowed: answered,'],
  ['a share in percent', { minimumShare: 95 }, 'minimumShare: 95 is not allowed; allowed: at most 1'],
  ['half a call', { minimumCalls: 0.5 }, 'minimumCalls: 0.5 is not allowed'],
  ['too many verdicts', { limit: 1_001 }, 'limit: 1001 is not allowed; allowed: at most 1000'],
  ['results, which would hide violations', { results: ['busy'] }, 'Unknown field "results".'],
])('%s is refused', (_name, rest, message) => {
  expect(() => parseCallQuery({ kind: 'verdict', ...rest })).toThrow(message);
});
