import { showText } from '../../../../../src/domain/numberMask';
import { matchValues } from '../../../../../src/backend/queries/before/filters/matchValues';

const VALUES = ['', 't1', 't10', 'T1', 'trunk-1', 'a\nb'];
const still = () => 0;
const plain = showText('none');

test.each([
  ['t1', ['t1']],
  ['t1|T1', ['t1', 'T1']],
  ['(?i)t1', ['t1', 'T1']],
  ['t1.*', ['t1', 't10']],
  ['|t1', ['', 't1']],
  ['a.b', ['a\nb']],
  ['nothing', []],
])('%s matches whole values only', (expression, expected) => {
  const filter = matchValues('trunk', '=~', expression, VALUES, still, plain);
  expect(filter).toEqual({ dimension: 'trunk', includes: true, values: expected });
});

test('the shorter of the two lists is used', () => {
  expect(matchValues('trunk', '=~', '.+', VALUES, still, plain)).toEqual({ dimension: 'trunk', includes: false, values: [''] });
  expect(matchValues('trunk', '!~', 't1', VALUES, still, plain)).toEqual({ dimension: 'trunk', includes: false, values: ['t1'] });
  expect(matchValues('trunk', '!~', '.+', VALUES, still, plain)).toEqual({ dimension: 'trunk', includes: true, values: [''] });
});

test('an expression that fits all values is not a filter', () => {
  expect(matchValues('trunk', '=~', '.*', VALUES, still, plain)).toBeNull();
  expect(matchValues('trunk', '!~', 'nothing', VALUES, still, plain)).toBeNull();
});

test.each(['(', '[z-a]', 'a{2,1}', '(?=a)', '(a)\\1', 'a{2000}'])('%s is refused with the reason', (expression) => {
  expect(() => matchValues('trunk', '=~', expression, VALUES, still, plain)).toThrow(/is not a valid RE2 expression \(.+\)\. Correct it/);
});

test('an expression that drives backtracking engines mad is answered in linear time', () => {
  // One that backtracks would not come back before the test's own time is over.
  const matched = matchValues(
    'trunk',
    '=~',
    '(a+)+b',
    Array.from({ length: 1_000 }, (_, index) => 'a'.repeat(1_000) + index),
    still,
    plain
  );
  expect(matched?.values).toEqual([]);
});

test('time over is an error that says what to do', () => {
  let time = 0;
  const values = Array.from({ length: 1_000 }, (_, index) => `v${index}`);
  expect(() => matchValues('trunk', '=~', 'v.*', values, () => (time += 1_500), plain)).toThrow(
    'takes too long on 1000 values. Simplify it'
  );
});
