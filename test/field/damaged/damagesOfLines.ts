import { gzipSync } from 'node:zlib';
import type { Random } from '../../engines/truth/random';
import { again, bytesOf, type Damage, type DamagedFile, recordOf, replaced, unharmed } from './damage';
import { headOf, joined, linesOf, sound, type Taken } from './lines';

const hasLineEnds = (records: Taken) => linesOf(records).some((line) => /[\r\n]/.test(line));
const isText8 = (text: string) => Buffer.from(bytesOf(text).toString('utf8'), 'utf8').equals(bytesOf(text));

function changedLine(records: Taken, random: Random, change: (line: string) => string[]): DamagedFile {
  const lines = linesOf(records);
  const at = random.whole(0, lines.length - 1);
  const changed = change(lines[at] ?? '');
  const text = joined(records, [...lines.slice(0, at), ...changed, ...lines.slice(at + 1)]);
  return replaced(records, text, { from: at, to: at + 1 }, changed);
}

function utf16(records: Taken, bigEndian: boolean, mark: boolean): DamagedFile | null {
  const text = sound(records);
  if (!isText8(text)) {
    return null;
  }
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${bytesOf(text).toString('utf8')}`, 'utf16le');
  return unharmed(records, bigEndian ? bytes.swap16() : bytes);
}

const insertedAt = (text: string, at: number, what: string) => text.slice(0, at) + what + text.slice(at);

/** What may happen to any file of lines. */
export const OF_LINES: Readonly<Record<string, Damage<Taken>>> = {
  'cut off': (records, random) => {
    const [lines, text] = [linesOf(records), sound(records)];
    const start = joined(records, []).length;
    const cut = random.whole(start, text.length - 1);
    let [whole, end] = [0, start];
    while (end + (lines[whole]?.length ?? 0) + 1 <= cut) {
      end += (lines[whole++]?.length ?? 0) + 1;
    }
    const rest = text.slice(end, cut);
    const kept = records.rows.slice(0, whole);
    const all = [...kept, records.rows[whole] ?? ''];
    const record = recordOf(records, rest);
    const accepted =
      rest === ''
        ? [{ parts: [kept], told: false }]
        : [
            // The line may have lost nothing that matters; what is counted as something else is said.
            { parts: [all], told: false },
            { parts: [kept], told: true },
            ...(record === null ? [] : [{ parts: [[...kept, record]], told: true }]),
          ];
    return { bytes: bytesOf(text.slice(0, cut)), accepted, orRefused: whole === 0 && rest !== lines[0] };
  },
  'a line without its end': (records, random) => changedLine(records, random, (line) => [line.slice(0, random.whole(0, line.length - 1))]),
  'a line without its beginning': (records, random) => changedLine(records, random, (line) => [line.slice(random.whole(1, line.length))]),
  'a line without its middle': (records, random) =>
    changedLine(records, random, (line) => {
      const from = random.whole(0, line.length - 1);
      return [line.slice(0, from) + line.slice(random.whole(from + 1, line.length))];
    }),
  'a line torn in two': (records, random) =>
    changedLine(records, random, (line) => {
      const at = random.whole(1, line.length - 1);
      return [line.slice(0, at), line.slice(at)];
    }),
  'two lines without a line end between them': (records, random) => {
    const lines = linesOf(records);
    if (lines.length < 2) {
      return null;
    }
    const at = random.whole(0, lines.length - 2);
    const together = `${lines[at] ?? ''}${lines[at + 1] ?? ''}`;
    return replaced(records, joined(records, [...lines.slice(0, at), together, ...lines.slice(at + 2)]), { from: at, to: at + 2 }, [
      together,
    ]);
  },
  'a line of something else': (records, random) => {
    const lines = linesOf(records);
    const at = random.whole(0, lines.length);
    const junk = random.pick([
      '# written by hand',
      'Nov 26 13:00:00 host kernel: out of memory',
      '----',
      'a, "b',
      '{"a": ',
      '"',
      '\x00\x01\x02',
      'NULL',
      '(3 rows)',
    ]);
    const damaged = replaced(records, joined(records, [...lines.slice(0, at), junk, ...lines.slice(at)]), { from: at, to: at }, [junk]);
    return { ...damaged, orRefused: damaged.orRefused || at === 0 };
  },
  'a lost line': (records, random) => {
    const at = random.whole(0, records.rows.length - 1);
    const rows = records.rows.filter((_, index) => index !== at);
    const lines = linesOf(records).filter((_, index) => index !== at);
    return { bytes: bytesOf(joined(records, lines)), accepted: [{ parts: [rows], told: false }], orRefused: rows.length === 0 };
  },
  'a doubled row': (records, random, isMerged) => {
    const lines = linesOf(records);
    const at = random.whole(0, lines.length - 1);
    const to = random.whole(0, lines.length);
    return again(
      records,
      joined(records, [...lines.slice(0, to), lines[at] ?? '', ...lines.slice(to)]),
      records.rows.slice(at, at + 1),
      isMerged
    );
  },
  'a doubled file': (records, _, isMerged) => ({ ...again(records, sound(records), records.rows, isMerged), beside: true }),
  'rows in another order': (records, random) => unharmed(records, joined(records, random.shuffled(linesOf(records)))),
  'carriage returns and line feeds': (records) => unharmed(records, joined(records, linesOf(records), '\r\n')),
  'carriage returns': (records) => (hasLineEnds(records) ? null : unharmed(records, joined(records, linesOf(records), '\r'))),
  'mixed line ends': (records, random) =>
    hasLineEnds(records)
      ? null
      : unharmed(records, [...headOf(records), ...linesOf(records)].map((line) => line + random.pick(['\n', '\r\n', '\r'])).join('')),
  'no line end at the end': (records) => unharmed(records, sound(records).slice(0, -1)),
  'a byte order mark': (records) => (isText8(sound(records)) ? unharmed(records, `\xef\xbb\xbf${sound(records)}`) : null),
  'UTF-16': (records, random) => utf16(records, random.chance(0.5), random.chance(0.7)),
  'empty lines': (records, random) =>
    unharmed(
      records,
      [...headOf(records), ...linesOf(records)].map((line) => random.pick(['', '', '\n', '\n\n', '\r\n']) + line).join('\n') +
        random.pick(['\n', '\n\n\n'])
    ),
  'lines of blanks': (records, random) =>
    unharmed(
      records,
      [...headOf(records), ...linesOf(records)].map((line) => line + random.pick(['', '', '\n  ', '\n \n'])).join('\n') + '\n'
    ),
  'trailing blanks': (records, random) =>
    unharmed(records, [...headOf(records), ...linesOf(records)].map((line) => line + random.pick(['', ' ', '   '])).join('\n') + '\n'),
  packed: (records) => ({ ...unharmed(records, gzipSync(bytesOf(sound(records)))), ending: '.gz' }),
  'packed and cut off': (records, random) => {
    const bytes = gzipSync(bytesOf(sound(records)));
    return { bytes: bytes.subarray(0, random.whole(1, bytes.length - 1)), ending: '.gz', accepted: [], orRefused: true };
  },
  'packed, with a byte changed': (records, random) => {
    const bytes = gzipSync(bytesOf(sound(records)));
    const at = random.whole(10, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
    return { bytes, ending: '.gz', accepted: [{ parts: [records.rows], told: false }], orRefused: true };
  },
  'a changed byte': (records, random) => {
    const lines = linesOf(records);
    const at = random.whole(0, lines.length - 1);
    const line = lines[at] ?? '';
    const place = random.whole(0, line.length - 1);
    const byte = random.chance(0.5)
      ? line.charCodeAt(place) ^ (1 << random.whole(0, 7))
      : random.pick([0x22, 0x2c, 0x0a, 0x0d, 0x5c, 0x20, 0x7f, 0xff]);
    const changed = line.slice(0, place) + String.fromCharCode(byte) + line.slice(place + 1);
    // A line end within quotes is part of a value.
    const parts = recordOf(records, changed) === null ? changed.split(/\r\n|\r|\n/) : [changed];
    return replaced(
      records,
      joined(records, [...lines.slice(0, at), changed, ...lines.slice(at + 1)]),
      { from: at, to: at + 1 },
      parts.length > 1 ? [...parts, changed] : parts
    );
  },
  'a NUL in a row': (records, random) => {
    const text = sound(records);
    return unharmed(records, insertedAt(text, random.whole(joined(records, []).length, text.length), '\0'));
  },
  'a block of NULs between rows': (records, random) => {
    const lines = linesOf(records);
    const at = random.whole(0, lines.length);
    const text = joined(records, [...lines.slice(0, at), '\0'.repeat(random.whole(8, 600)), ...lines.slice(at)]);
    return { ...unharmed(records, text), accepted: [{ parts: [records.rows], told: true }] };
  },
  'a row of NULs': (records, random) => changedLine(records, random, (line) => ['\0'.repeat(Math.max(line.length, 8))]),
};
