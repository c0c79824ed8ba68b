import type { Layout, LayoutTable } from '../../../domain/layouts/layout';

const NO_VALUE = /^(?:null|\\n|-|none|0|0000-00-00.*)?$/i;
const TIME = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{9,16}(?:\.\d+)?$)/;
const NUMBER = /^\d+(?:\.\d+)?$/;

/** The layout's headers of files that have none, and what their columns hold. */
export interface GivenHeaders {
  readonly headers: readonly (readonly string[])[];
  readonly times: ReadonlySet<string>;
  readonly holds: ReadonlyMap<string, RegExp>;
  readonly ascending: readonly (readonly string[])[];
  /** Rows may have further columns after those of a header. */
  readonly areExtended: boolean;
}

/** Null if files of the table have a header. */
export function givenHeaders({ times }: Layout, { headerless }: LayoutTable): GivenHeaders | null {
  return headerless === undefined
    ? null
    : {
        headers: headerless.headers,
        times: new Set(Object.values(times).flat()),
        holds: new Map(Object.entries(headerless.holds).map(([column, pattern]) => [column, new RegExp(`^(?:${pattern})$`)])),
        ascending: headerless.ascending,
        areExtended: headerless.areExtended === true,
      };
}

/**
 * The header whose columns hold what most of the rows have that are as long as most are; null if none does: other orders may have as many
 * columns.
 */
export function headerOf(rows: readonly (readonly string[])[], given: GivenHeaders): readonly string[] | null {
  const width = usualWidth(rows);
  const alike = rows.filter((row) => row.length === width);
  const isFor = (header: readonly string[]) => 2 * alike.filter((row) => fits(header, row, given)).length > alike.length;
  const exact = given.headers.find((header) => header.length === width && isFor(header));
  if (exact !== undefined || !given.areExtended) {
    return exact ?? null;
  }
  const shorter = given.headers.filter(({ length }) => length < width).sort((a, b) => b.length - a.length);
  const beginning = shorter.find(isFor);
  const areDoubled = shorter.some((header) => isFor(header) && alike.every((row) => areTwoRecords(header, row, given)));
  return beginning === undefined || areDoubled ? null : [...beginning, ...Array.from({ length: width - beginning.length }, () => '')];
}

/** The most frequent number of fields; of several the first, since one line may be torn. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  rows.forEach(({ length }) => counts.set(length, (counts.get(length) ?? 0) + 1));
  const most = Math.max(0, ...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? 0;
}

/** Whether a row is two records of one length without a line end between them. */
function areTwoRecords(header: readonly string[], row: readonly string[], given: GivenHeaders): boolean {
  const second = row.slice((row.length - 1) / 2);
  return row.length % 2 === 1 && second.length >= header.length && fits(header, ['', ...second.slice(1)], given);
}

function fits(header: readonly string[], row: readonly string[], { times, holds, ascending }: GivenHeaders): boolean {
  const values = new Map(header.map((column, index) => [column, (row[index] ?? '').trim()]));
  const present = (column: string) => {
    const value = values.get(column);
    return value === undefined || NO_VALUE.test(value) ? null : value;
  };
  const given = header.filter((column) => times.has(column)).map(present);
  const areTimes = given.some((value) => value !== null) && given.every((value) => value === null || TIME.test(value));
  return (
    areTimes &&
    [...values].every(([column, value]) => holds.get(column)?.test(/^(?:null|\\n)$/i.test(value) ? '' : value) !== false) &&
    ascending.every((columns) => areAscending(columns.map(present).filter((value) => value !== null)))
  );
}

/** Values that cannot be compared are in any order. */
function areAscending(values: readonly string[]): boolean {
  return values.every((value, index) => {
    const before = values[index - 1] ?? value;
    return NUMBER.test(before) && NUMBER.test(value) ? Number(before) <= Number(value) : before.length !== value.length || before <= value;
  });
}
