import { bytesOf, type Damage, unharmed } from './damage';
import type { JsonRecords } from './records';

const entriesOf = (row: string) => Object.entries(JSON.parse(row) as Record<string, unknown>);

/** What may happen to objects, one a line. */
export const OF_JSON: Readonly<Record<string, Damage<JsonRecords>>> = {
  'shuffled fields': (records, random) =>
    unharmed(records, records.rows.map((row) => `${JSON.stringify(Object.fromEntries(random.shuffled(entriesOf(row))))}\n`).join('')),
  'a list': (records) => unharmed(records, `[${records.rows.join(',')}]`),
  'a list, line by line': (records) => unharmed(records, `[\n${records.rows.join(',\n')}\n]\n`),
  'objects over many lines': (records) => unharmed(records, records.rows.map((row) => JSON.stringify(JSON.parse(row), null, 2)).join('\n')),
  'a list that is cut off': (records, random) => {
    const text = `[\n${records.rows.join(',\n')}\n]\n`;
    const cut = random.whole(2, text.length - 4);
    const whole = records.rows.filter((_, index) => `[\n${records.rows.slice(0, index + 1).join(',\n')}`.length <= cut);
    return {
      bytes: bytesOf(text.slice(0, cut)),
      accepted: [
        { parts: [whole], told: true },
        { parts: [whole], told: whole.length < records.rows.length },
      ],
      orRefused: true,
    };
  },
  'objects without line ends between them': (records) => unharmed(records, records.rows.join('')),
};
