import { isCallResult, RESULT_FACTS, resultPosition, RESULTS } from '../../src/domain/results';
import { contrast, deltaE, lab, linear, seen, SIGHTS } from './colorVision';

test('the eight results are in the order of the documentation', () => {
  expect(RESULTS).toEqual(['answered', 'busy', 'rejected', 'timeout', 'cancelled', 'unavailable', 'failed', 'unclassified']);
  expect(RESULTS.map(resultPosition)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('nothing else is a result', () => {
  expect(RESULTS.every(isCallResult)).toBe(true);
  expect(['Answered', '', 'other', 'constructor', null, undefined, 7, ['busy']].some(isCallResult)).toBe(false);
});

describe('the measures of color', () => {
  test('contrast is 21 between black and white', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  });

  // Pairs 1, 7, 17, 24 and 25 of the test data that Sharma, Wu and Dalal published with the formula.
  test.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[50, 2.5, 0], [50, 3.2592, 0.335], 1],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  ] as const)('the difference of %j and %j is %d', (one, other, difference) => {
    expect(deltaE(one, other)).toBeCloseTo(difference, 4);
    expect(deltaE(other, one)).toBeCloseTo(difference, 4);
  });
});

describe('colors', () => {
  test.each(RESULTS)('%s stands out from every background of Grafana', (result) => {
    for (const background of ['#111217', '#181b1f', '#ffffff', '#f4f5f5']) {
      expect(contrast(RESULT_FACTS[result].color, background)).toBeGreaterThanOrEqual(3);
    }
  });

  test.each(Object.keys(SIGHTS) as (keyof typeof SIGHTS)[])('every two are distinguished with %s', (sight) => {
    const colors = RESULTS.map((result) => ({ result, lab: lab(seen(linear(RESULT_FACTS[result].color), SIGHTS[sight])) }));
    const close = colors.flatMap((one, index) =>
      colors.slice(index + 1).flatMap((other) => (deltaE(one.lab, other.lab) < 11 ? [`${one.result} and ${other.result}`] : []))
    );
    expect(close).toEqual([]);
  });

  test('answered is green, failed is red', () => {
    const [[r1, g1, b1], [r2, g2, b2]] = [linear(RESULT_FACTS.answered.color), linear(RESULT_FACTS.failed.color)];
    expect(g1).toBeGreaterThan(2 * Math.max(r1, b1));
    expect(r2).toBeGreaterThan(5 * Math.max(g2, b2));
  });
});
