/** The greater of two texts, byte by byte; null is none. */
export function greatestText(one: string | null, other: string | null): string | null {
  if (one === null || other === null) {
    return one ?? other;
  }
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0 ? other : one;
}
