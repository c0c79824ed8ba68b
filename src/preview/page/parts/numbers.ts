const counts = new Intl.NumberFormat('en-GB');

/** `12,345` */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** A share of 0 to 1 as `44.7 %`; a dash where there is nothing to have a share of. */
export function formatShare(share: number | null): string {
  if (share === null || Number.isNaN(share)) {
    return '–';
  }
  const percent = share * 100;
  return percent > 0 && percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(1)} %`;
}
