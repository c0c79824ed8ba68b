interface Digits {
  readonly decimals?: number;
  /** Leaves out zeros at the end: `50%`, not `50.0%`. */
  readonly trimmed?: boolean;
}

/** A share of 0 to 1 as Grafana's panels write it: `44.7%`. What is not nothing never reads as 0. */
export function percentText(share: number, { decimals = 1, trimmed = false }: Digits = {}): string {
  const percent = 100 * share;
  const smallest = 10 ** -decimals;
  if (percent > 0 && percent < smallest) {
    return `<${smallest}%`;
  }
  const text = percent.toFixed(decimals);
  return `${trimmed ? String(Number(text)) : text}%`;
}
