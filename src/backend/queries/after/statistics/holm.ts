/**
 * Holm's step-down correction (1979) for several tests at once: the chance that any of them is a false alarm stays below
 * alpha.
 * @param probabilities null where there is no test; those do not count
 * @returns adjusted probabilities in the same order
 */
export function holm(probabilities: readonly (number | null)[]): (number | null)[] {
  const tested = probabilities.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = probabilities.map(() => null);
  let atLeast = 0;
  tested.forEach(({ p, index }, rank) => {
    atLeast = Math.max(atLeast, Math.min(1, p * (tested.length - rank)));
    adjusted[index] = atLeast;
  });
  return adjusted;
}
