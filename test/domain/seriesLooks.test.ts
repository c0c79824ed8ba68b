import { RESULT_FACTS, RESULTS } from '../../src/domain/results';
import { DEFAULT_TOP } from '../../src/domain/queryParts';
import { dashOf, SERIES_LOOKS, shadeOf } from '../../src/domain/seriesLooks';
import { contrast, deltaE, lab, linear } from './colorVision';

const POSITIONS = Array.from({ length: SERIES_LOOKS }, (_, position) => position);

test('the first keeps the color of its result', () => {
  expect(RESULTS.map((result) => shadeOf(RESULT_FACTS[result].color, 0))).toEqual(RESULTS.map((result) => RESULT_FACTS[result].color));
  expect(dashOf(0)).toEqual([]);
});

test('a split of the usual size has a look for each of its values', () => {
  const looks = POSITIONS.map((position) => `${shadeOf('#1ba060', position)} ${dashOf(position).join()}`);
  expect(new Set(looks).size).toBe(SERIES_LOOKS);
  expect(SERIES_LOOKS).toBeGreaterThan(DEFAULT_TOP);
});

test.each(RESULTS)('shades of %s are told from each other, and from every background of Grafana', (result) => {
  const shades = [...new Set(POSITIONS.map((position) => shadeOf(RESULT_FACTS[result].color, position)))];
  for (const [index, shade] of shades.entries()) {
    for (const background of ['#111217', '#181b1f', '#ffffff', '#f4f5f5']) {
      expect(contrast(shade, background)).toBeGreaterThanOrEqual(2);
    }
    for (const [place, other] of shades.entries()) {
      const least = Math.max(index, place) < 3 ? 9 : 4.5;
      expect(place === index ? Infinity : deltaE(lab(linear(shade)), lab(linear(other)))).toBeGreaterThanOrEqual(least);
    }
  }
});
