import { recordText } from '../../../../domain/recordText';
import type { ColumnDoubt } from '../../columnDoubts';
import { type ColumnFacts, type ColumnUse, sumOfFacts } from './columnFacts';

/** Fewer records may be alike by chance. */
const MIN_ROWS = 3;
const MAX_EXAMPLE = 100;

/** What is doubtful of columns, from what was found in parts of the records. */
export function doubtColumns(parts: readonly ColumnFacts[]): ColumnDoubt[] {
  const columns = addedUp(parts);
  const empty = columns.filter(({ rows, filled }) => rows >= MIN_ROWS && filled === 0);
  const areAllEmpty = (use: ColumnUse) => {
    const used = columns.filter(({ uses }) => uses.includes(use));
    return used.length > 0 && used.every((column) => empty.includes(column)) ? used : [];
  };
  const [keys, callTimes] = [areAllEmpty('key'), areAllEmpty('callTime')];
  const groups = [
    { of: 'key' as const, found: keys },
    { of: 'callTime' as const, found: callTimes },
    { of: 'other' as const, found: empty.filter((column) => !keys.includes(column) && !callTimes.includes(column)) },
  ];
  return [
    ...groups.flatMap(({ of, found }): ColumnDoubt[] =>
      found[0] === undefined ? [] : [{ doubt: 'emptyColumns', of, columns: found.map(({ column }) => column), rows: found[0].rows }]
    ),
    ...columns.flatMap(({ column, rows, filled, timed, timesOfKey, answered, notUnderstood, example }): ColumnDoubt[] => {
      const of = { column, example: recordText((example ?? '').slice(0, MAX_EXAMPLE)) };
      return [
        ...(notUnderstood > 0 ? [{ doubt: 'unknownAnswers' as const, ...of, rows: notUnderstood }] : []),
        ...(rows >= MIN_ROWS && answered === rows ? [{ doubt: 'alwaysAnswered' as const, ...of, rows }] : []),
        ...(filled >= MIN_ROWS && timed === 0 ? [{ doubt: 'noTimeOfDay' as const, ...of, rows: filled }] : []),
        ...(filled > 0 && timesOfKey === filled ? [{ doubt: 'timesAsKey' as const, ...of, rows: filled }] : []),
      ];
    }),
  ];
}

/** Names of columns in several files or tables are one whatever their case. */
function addedUp(parts: readonly ColumnFacts[]): ColumnFacts[] {
  const sums = new Map<string, ColumnFacts>();
  for (const part of parts) {
    const key = part.column.toLowerCase();
    const before = sums.get(key);
    sums.set(key, before === undefined ? part : sumOfFacts(before, part));
  }
  return [...sums.values()];
}
