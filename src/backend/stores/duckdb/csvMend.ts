import type { UnquotedValues } from '../../../domain/layouts/layout';

/** Nobody writes values with more delimiters in them. */
const MAX_DELIMITERS = 8;

/** The columns of a file, and which of them may have delimiters in their values. */
export interface MendedColumns {
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly unquoted: UnquotedValues;
}

/**
 * The fields of a record whose maker does not quote values that have delimiters or quotes in them, told by what the other columns hold. Null
 * unless there is exactly one way to read them.
 */
export function mendedFields(line: string, { delimiter, columns, unquoted }: MendedColumns): string[] | null {
  const parts = line.split(delimiter);
  const spare = parts.length - columns.length;
  if (spare < 0 || spare > MAX_DELIMITERS) {
    return null;
  }
  const names = columns.map((name) => name.trim().toLowerCase());
  const places = unquoted.columns.map((name) => names.indexOf(name.toLowerCase())).filter((place) => place >= 0);
  const held = Object.entries(unquoted.holds).map(([name, pattern]) => ({
    place: names.indexOf(name.toLowerCase()),
    pattern: new RegExp(`^(?:${pattern})$`),
  }));
  const fits = (fields: readonly string[]) =>
    held.every(({ place, pattern }) => place >= 0 && pattern.test(fields[place]?.trim() ?? '')) &&
    fields.every((field, place) => places.includes(place) || !field.includes('"'));
  const ways = waysToShare(spare, places.length)
    .map((shares) => joinedParts(parts, delimiter, new Map(places.map((place, index) => [place, shares[index] ?? 0]))))
    .filter(fits);
  return ways.length === 1 ? (ways[0] ?? null) : null;
}

/** All ways to share a number among as many. */
function waysToShare(number: number, among: number): number[][] {
  if (among === 0) {
    return number === 0 ? [[]] : [];
  }
  return Array.from({ length: number + 1 }, (_, first) => waysToShare(number - first, among - 1).map((rest) => [first, ...rest])).flat();
}

/** Fields, those at some places made of so many more parts. */
function joinedParts(parts: readonly string[], delimiter: string, more: ReadonlyMap<number, number>): string[] {
  const fields: string[] = [];
  for (let at = 0; at < parts.length;) {
    const next = at + 1 + (more.get(fields.length) ?? 0);
    fields.push(withoutQuotes(parts.slice(at, next).join(delimiter)));
    at = next;
  }
  return fields;
}

function withoutQuotes(field: string): string {
  return /^"(?:[^"]|"")*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field;
}
