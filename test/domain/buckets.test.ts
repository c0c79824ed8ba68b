import { formatStep, parseBucket } from '../../src/domain/buckets';

test.each([
  ['1s', 1_000],
  ['90s', 90_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['7d', 604_800_000],
  ['366d', 31_622_400_000],
  ['31622400s', 31_622_400_000],
])('%s is %d milliseconds', (text, stepMs) => {
  expect(parseBucket(text)).toEqual({ type: 'fixed', stepMs });
});

test('auto and the calendar', () => {
  expect(parseBucket('auto')).toEqual({ type: 'auto' });
  expect((['day', 'week', 'month'] as const).map(parseBucket)).toEqual(
    ['day', 'week', 'month'].map((unit) => ({ type: 'calendar', unit }))
  );
});

test.each([
  '',
  '0s',
  '00s',
  '05m',
  '1',
  's',
  '1.5h',
  '-1h',
  '1w',
  '1M',
  '1y',
  '1H',
  ' 1h',
  '1h ',
  '1h30m',
  '367d',
  '8785h',
  '99999999999s',
  'Day',
  'year',
  'constructor',
])('"%s" is not a bucket', (text) => {
  expect(parseBucket(text)).toBeNull();
});

test('steps are written in the largest unit that fits', () => {
  expect([1_000, 90_000, 60_000, 3_600_000, 5_400_000, 86_400_000, 604_800_000].map(formatStep)).toEqual([
    '1s',
    '90s',
    '1m',
    '1h',
    '90m',
    '1d',
    '7d',
  ]);
});
