const SQRT_PI = Math.sqrt(Math.PI);

/** From here on the continued fraction converges fast; below it 1 − erf loses no digits that matter. */
const TAIL = 2;

/**
 * The complementary error function of x ≥ 0, to a relative 1e-12: below 2 one minus Abramowitz & Stegun 7.1.6 (a series
 * without cancellation), above it their continued fraction 7.1.14.
 */
export function erfc(x: number): number {
  return x < TAIL ? 1 - erfSeries(x) : erfcFraction(x);
}

/** The probability that a standard normal variable is at least as far from 0 as z. */
export function twoSidedNormal(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / SQRT_PI) * Math.exp(-x * x) * sum;
}

/** √π e^(x²) erfc(x) = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), evaluated from its inner end. */
function erfcFraction(x: number): number {
  let inner = x;
  for (let n = Math.ceil(20 + 400 / (x * x)); n >= 1; n--) {
    inner = x + n / 2 / inner;
  }
  return Math.exp(-x * x) / (SQRT_PI * inner);
}
