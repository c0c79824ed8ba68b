import { type Damage, type DamagedFile, replaced, unharmed } from './damage';
import { headOf, joined, linesOf } from './lines';
import { csvLine, type CsvRecords } from './records';

const rewritten = (
  records: CsvRecords,
  rows: readonly (readonly string[])[],
  delimiter: string,
  quote: (field: string) => boolean,
  head = records.head
) => [...head, ...rows.map((row) => csvLine(row, { delimiter, quote })), ''].join('\n');

function namesOf(records: CsvRecords): string[] | null {
  const [names = '', ...others] = records.head;
  return records.hasNames && others.length === 0 && !names.includes('"') ? names.split(records.delimiter) : null;
}

/** The headers of a file whose columns are moved; null where it has none, or lines beside it. */
function withColumns(records: CsvRecords, places: readonly number[]): DamagedFile | null {
  const names = namesOf(records);
  const moved = (fields: readonly string[]) => places.map((place) => fields[place] ?? '');
  return names === null || new Set(names.map((name) => name.trim().toLowerCase())).size < names.length
    ? null
    : unharmed(
        records,
        rewritten(records, records.rows.map(moved), records.delimiter, () => false, [moved(names).join(records.delimiter)])
      );
}

/** What may happen to rows of CSV. */
export const OF_CSV: Readonly<Record<string, Damage<CsvRecords>>> = {
  'shuffled columns': (records, random) => withColumns(records, random.shuffled((records.rows[0] ?? []).map((_, index) => index))),
  'shuffled columns without names': (records, random) => {
    if (records.hasNames) {
      return null;
    }
    const places = random.shuffled((records.rows[0] ?? []).map((_, index) => index));
    const rows = records.rows.map((row) => places.map((place) => row[place] ?? ''));
    return {
      ...unharmed(
        records,
        rewritten(records, rows, records.delimiter, () => false)
      ),
      orRefused: true,
    };
  },
  'another delimiter': (records, random) => {
    const names = namesOf(records);
    const delimiter = random.pick([',', ';', '\t', '|']);
    return names === null || names.length < 2
      ? null
      : unharmed(
          records,
          rewritten(records, records.rows, delimiter, () => false, [csvLine(names, { delimiter, quote: () => false })])
        );
  },
  'a line that names the delimiter': (records, random) => {
    const names = namesOf(records);
    const delimiter = random.pick([',', ';', '\t', '|']);
    return names === null || names.length < 2
      ? null
      : unharmed(
          records,
          rewritten(records, records.rows, delimiter, () => false, [`sep=${delimiter}`, csvLine(names, { delimiter, quote: () => false })])
        );
  },
  'everything quoted': (records) => {
    const names = namesOf(records);
    const head = names === null ? records.head : [csvLine(names, { delimiter: records.delimiter, quote: () => true })];
    return unharmed(
      records,
      rewritten(records, records.rows, records.delimiter, () => true, head)
    );
  },
  'some fields quoted': (records, random) =>
    unharmed(
      records,
      rewritten(records, records.rows, records.delimiter, () => random.chance(0.5))
    ),
  'blanks around every field': (records) =>
    records.rows.flat().some((field) => /["\r\n]/.test(field) || field.includes(records.delimiter))
      ? null
      : {
          ...unharmed(
            records,
            [...records.head, ...records.rows.map((row) => row.map((field) => ` ${field} `).join(records.delimiter)), ''].join('\n')
          ),
          // Keys are compared byte by byte.
          alone: true,
        },
  'a delimiter after every line': (records) =>
    records.hasNames
      ? unharmed(
          records,
          [...headOf(records), ...linesOf(records)]
            .map((line) => (line.startsWith('sep=') ? `${line}\n` : `${line}${records.delimiter}\n`))
            .join('')
        )
      : null,
  'a delimiter after some rows': (records, random) => {
    const lines = linesOf(records);
    const at = random.whole(0, lines.length - 1);
    const damaged = replaced(
      records,
      joined(
        records,
        lines.map((line, index) => (index === at ? `${line}${records.delimiter}` : line))
      ),
      { from: at, to: at + 1 },
      []
    );
    return { ...damaged, accepted: [...damaged.accepted, { parts: [records.rows], told: false }] };
  },
  'a column without a name': (records, random) => {
    const names = namesOf(records);
    if (names === null) {
      return null;
    }
    const at = random.whole(0, names.length - 1);
    const head = [names.map((name, index) => (index === at ? '' : name)).join(records.delimiter)];
    return {
      ...unharmed(
        records,
        rewritten(records, records.rows, records.delimiter, () => false, head)
      ),
      orRefused: true,
      orTold: true,
    };
  },
  'the names once more': (records, random) => {
    if (!records.hasNames) {
      return null;
    }
    const lines = linesOf(records);
    const at = random.whole(0, lines.length);
    const text = joined(records, [...lines.slice(0, at), records.head.at(-1) ?? '', ...lines.slice(at)]);
    return { ...unharmed(records, text), accepted: [{ parts: [records.rows], told: true }] };
  },
  'names of two columns exchanged': (records, random) => {
    const names = namesOf(records);
    const isTime = (index: number) => /^\d{4}-/.test(records.rows[0]?.[index] ?? '');
    const times = names?.flatMap((_, index) => (isTime(index) ? [index] : [])) ?? [];
    const others = names?.flatMap((_, index) => (isTime(index) ? [] : [index])) ?? [];
    if (names === null || times.length === 0 || others.length === 0) {
      return null;
    }
    const [one, other] = [random.pick(times), random.pick(others)];
    const head = [names.map((name, index) => (index === one ? names[other] : index === other ? names[one] : name)).join(records.delimiter)];
    return {
      ...unharmed(
        records,
        rewritten(records, records.rows, records.delimiter, () => false, head)
      ),
      orRefused: true,
      orTold: true,
      orUnclassified: true,
    };
  },
};
