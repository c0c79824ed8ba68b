import { percentText } from '../../../domain/percentText';

const counts = new Intl.NumberFormat('en-GB');

/** `12,345` */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** A share of 0 to 1; a dash where there is nothing to have a share of. */
export function formatShare(share: number | null): string {
  return share === null || Number.isNaN(share) ? '–' : percentText(share);
}
