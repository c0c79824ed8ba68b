import type { Confidence } from '../../../../kinds/ratio/schema';

/** Quantiles of the standard normal distribution at (1 + confidence) / 2. */
const QUANTILES: Readonly<Record<Confidence, number>> = { 90: 1.6448536269514722, 95: 1.959963984540054, 99: 2.5758293035489004 };

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The Wilson score interval of a share, without continuity correction (E. B. Wilson, JASA 22, 1927, pages 209–212): between
 * which shares the true one is, with this confidence, if calls end independently of each other.
 * @param part calls of the numerator, at most `whole`
 * @param whole calls of the denominator, above zero
 */
export function wilsonBounds(part: number, whole: number, confidence: Confidence): Bounds {
  const z2 = QUANTILES[confidence] ** 2;
  const share = part / whole;
  const center = (part + z2 / 2) / (whole + z2);
  const reach = (Math.sqrt(z2) / (whole + z2)) * Math.sqrt((part * (whole - part)) / whole + z2 / 4);
  // Rounding must not put a bound on the wrong side of the share, nor outside of 0 to 1.
  const lower = part === 0 ? 0 : Math.min(share, Math.max(0, center - reach));
  const upper = part === whole ? 1 : Math.max(share, Math.min(1, center + reach));
  return { lower, upper };
}
