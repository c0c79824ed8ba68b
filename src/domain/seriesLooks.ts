/*
 * How series of one color are distinguished: by shades of it, and where there are more of them, by the dashes of their lines, too. The first
 * keeps the color as it is. Shades of results differ by a CIEDE2000 of at least 4.5, the first three of at least 9, and each has at least 2:1
 * against Grafana's backgrounds; all of it is checked by tests.
 */

/** Parts of white (more than 0) or black that are mixed into a color. */
const SHADES = [0, 0.3, -0.25, 0.15, -0.125];

/** Pixels of line and gap, in turns; none: an unbroken line. */
const DASHES: readonly (readonly number[])[] = [[], [10, 6], [2, 4], [14, 5, 3, 5]];
const SERIES_PER_DASH = 3;

/** Series of one color that look different; a split shows ten values and "other" unless it is asked for more. */
export const SERIES_LOOKS = SERIES_PER_DASH * DASHES.length;

/** @param position among the series of this color */
export function shadeOf(color: string, position: number): string {
  const shade = SHADES[position % SHADES.length] ?? 0;
  const towards = shade < 0 ? 0 : 255;
  const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return `#${parts.map((part) => hex(part + (towards - part) * Math.abs(shade))).join('')}`;
}

/** @param position among the series of one color */
export function dashOf(position: number): readonly number[] {
  return DASHES[Math.floor(position / SERIES_PER_DASH) % DASHES.length] ?? [];
}

function hex(part: number): string {
  return Math.round(part).toString(16).padStart(2, '0');
}
