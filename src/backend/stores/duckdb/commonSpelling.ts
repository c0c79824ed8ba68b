/**
 * Each name once, whatever the case of its letters, as most of the lists spell it, so that no single file renames what panels are split by; of
 * equally many the spelling in small letters, else the first.
 */
export function commonSpellings(lists: Iterable<Iterable<string>>): string[] {
  const spellings = new Map<string, Map<string, number>>();
  for (const list of lists) {
    for (const name of list) {
      const folded = name.toLowerCase();
      const times = spellings.get(folded) ?? new Map<string, number>();
      spellings.set(folded, times.set(name, (times.get(name) ?? 0) + 1));
    }
  }
  return [...spellings].map(([folded, times]) => {
    const most = Math.max(...times.values());
    const common = [...times.keys()].filter((name) => times.get(name) === most);
    return common.find((name) => name === folded) ?? common[0] ?? folded;
  });
}
