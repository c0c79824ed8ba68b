import fc from 'fast-check';
import { wilsonBounds } from '../../../../../src/backend/queries/after/statistics/wilson';
import { CONFIDENCES } from '../../../../../src/kinds/ratio/schema';

/**
 * statsmodels 0.15.0: proportion_confint(part, whole, alpha=1 - confidence / 100, method='wilson')
 */
test.each([
  [192, 430, 90, 0.40753477256147275, 0.4861573682121293],
  [192, 430, 95, 0.4002036000242022, 0.49376688374412825],
  [192, 430, 99, 0.38603764779094213, 0.5086111758416021],
  [0, 10, 90, 0, 0.2129419700834071],
  [0, 10, 95, 0, 0.2775327998628892],
  [0, 10, 99, 0, 0.3988540933049081],
  [10, 10, 95, 0.7224672001371107, 1],
  [1, 3, 90, 0.07826572633372836, 0.746466131718776],
  [1, 3, 95, 0.06149194472039621, 0.7923403991979522],
  [1, 3, 99, 0.04042662929608465, 0.855783984952333],
  [3, 4, 95, 0.30064184258240184, 0.9544127391902995],
  [0, 1, 99, 0, 0.8690224567198142],
  [999_999, 1_000_000, 95, 0.9999943350881957, 0.9999998234754233],
] as const)('%d of %d at %d %% is between %d and %d', (part, whole, confidence, lower, upper) => {
  const bounds = wilsonBounds(part, whole, confidence);
  expect(Math.abs(bounds.lower - lower)).toBeLessThan(1e-9);
  expect(Math.abs(bounds.upper - upper)).toBeLessThan(1e-9);
});

test('bounds hold the share, stay within 0 to 1 and widen with the confidence', () => {
  const anyShare = fc
    .integer({ min: 1, max: 1_000_000_000 })
    .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)));
  fc.assert(
    fc.property(anyShare, ([part, whole]) => {
      let [narrowLower, narrowUpper] = [part / whole, part / whole];
      for (const confidence of CONFIDENCES) {
        const { lower, upper } = wilsonBounds(part, whole, confidence);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(narrowLower);
        expect(upper).toBeGreaterThanOrEqual(narrowUpper);
        [narrowLower, narrowUpper] = [lower, upper];
      }
    })
  );
});
