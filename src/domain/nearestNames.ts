const MAX_NAMES = 3;
/** Shorter names are alike by chance: src and dst, to and from. */
const LENGTH_OF_A_NAME = 5;

/** The names that a misspelt one probably means, the nearest first. */
export function nearestNames(misspelt: string, names: readonly string[]): string[] {
  const wanted = folded(misspelt);
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  return names
    .map((name) => ({ name, distance: editDistance(wanted, folded(name)) }))
    .filter(({ name, distance }) => distance <= allowed || (wanted.length > 2 && folded(name).includes(wanted)))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, MAX_NAMES)
    .map(({ name }) => name);
}

/** Whether a name is probably the other one, misspelt or without its separators: no more than one letter is another, too many or missing. */
export function isOneEditApart(one: string, other: string): boolean {
  const [a, b] = [folded(one), folded(other)];
  return Math.min(a.length, b.length) >= LENGTH_OF_A_NAME && Math.abs(a.length - b.length) <= 1 && editDistance(a, b) <= 1;
}

/** Whether a name differs from the other one by capitals, separators or one letter. */
export function isMeant(one: string, other: string): boolean {
  return folded(one) === folded(other) || isOneEditApart(one, other);
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** How many letters must be added, removed or replaced (Levenshtein). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= other.length; at++) {
      next.push(Math.min((next[at - 1] ?? 0) + 1, (row[at] ?? 0) + 1, (row[at - 1] ?? 0) + (letter === other[at - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
