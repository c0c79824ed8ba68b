import { shortfall, type BucketShare } from '../../../../../src/backend/queries/after/statistics/shortfall';

const USUAL = 0.6;
/** Buckets with so many answered calls of 100 each. */
const of = (...parts: number[]): BucketShare[] => parts.map((part) => ({ calls: 100, part, usual: USUAL }));
const times = (count: number, part: number) => new Array<number>(count).fill(part);

test('a fall begins and ends where the share does', () => {
  expect(shortfall(of(...times(12, 60), ...times(4, 20), ...times(8, 60)))).toEqual({ from: 12, to: 16 });
});

test('a fall up to the last bucket may still go on', () => {
  expect(shortfall(of(...times(12, 61), ...times(4, 20)))).toEqual({ from: 12, to: null });
});

test('a fall from the first bucket on may have begun before', () => {
  expect(shortfall(of(...times(4, 20), ...times(12, 60)))).toEqual({ from: 0, to: 4 });
});

test('buckets without calls are not part of a fall', () => {
  const none = { calls: 0, part: 0, usual: USUAL };
  expect(shortfall([...of(...times(8, 60)), none, none, ...of(...times(4, 20)), none, ...of(...times(4, 60))])).toEqual({
    from: 10,
    to: 14,
  });
});

test('a beginning that could be in any of many buckets is not told', () => {
  // 6 points fewer of 100 calls are 1.2 standard deviations, so single buckets differ by chance as much.
  const wavering = Array.from({ length: 40 }, (_, index) => 60 - index * 0.4 + (index % 2 === 0 ? 4 : -4));
  expect(shortfall(of(...wavering))).toBeNull();
});

test('nothing is told of a share that is not lower, and of few buckets', () => {
  expect(shortfall(of(...times(24, 60)))).toBeNull();
  expect(shortfall(of(...times(24, 70)))).toBeNull();
  expect(shortfall(of(60, 60, 20, 20))).toBeNull();
});

test('what is usual at that hour is not a fall', () => {
  const night = times(6, 30).map((part) => ({ calls: 100, part, usual: 0.3 }));
  expect(shortfall([...night, ...of(...times(8, 60), ...times(4, 30))])).toEqual({ from: 14, to: null });
});

test('the beginning of a fall by a quarter is found within two buckets in nineteen of twenty, or not told', () => {
  let state = 5;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const drawn = (share: number) => Array.from({ length: 60 }, () => Number(random() < share)).reduce((sum, one) => sum + one, 0);
  const runs = 400;
  let [told, right] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const begin = 10 + Math.floor(random() * 40);
    const found = shortfall(Array.from({ length: 72 }, (_, index) => ({ calls: 60, part: drawn(index < begin ? 0.6 : 0.45), usual: 0.6 })));
    told += Number(found !== null);
    right += Number(found !== null && Math.abs(found.from - begin) <= 2);
  }
  expect(right / told).toBeGreaterThanOrEqual(0.9);
  expect(told / runs).toBeGreaterThanOrEqual(0.8);
});
