import { type CsvHeader, splitFields } from './csvFile';
import type { HeadLine } from './fileLines';

/** Fewer of the first records may be torn at the same place by chance. */
const RECORDS_OF_A_KIND = 3;

/**
 * The numbers of fields that records have in a file whose columns are told by their position, where these are several kinds of records
 * rather than torn ones; null where they are not.
 * @param isEnded whether the file's last line is known to be whole, and not being written
 */
export function lengthsOfKinds(head: readonly HeadLine[], { columns, delimiter }: CsvHeader, isEnded: boolean): number[] | null {
  const records = new Map([[columns.length, 0]]);
  const whole = isEnded ? head : head.slice(0, -1);
  for (const { text } of whole) {
    const length = splitFields(text, delimiter)?.length;
    if (length === undefined || text.split('"').length % 2 === 0) {
      // Records may go on over several lines.
      return null;
    }
    records.set(length, (records.get(length) ?? 0) + 1);
  }
  const isKind = (count: number) => count >= RECORDS_OF_A_KIND || 2 * count >= whole.length;
  const lengths = [...records].filter(([length, count]) => length === columns.length || isKind(count));
  return lengths.length < 2 ? null : lengths.map(([length]) => length);
}
