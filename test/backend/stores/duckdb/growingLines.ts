import type { Random } from '../../../engines/truth/random';

/** The first of their times. */
export const START = Date.parse('2026-10-24T20:00:00Z');
const HOUR = 3_600_000;

/** A kind of record files, whose lines are made up. */
export interface LineKind {
  readonly ending: string;
  readonly settings: Readonly<Record<string, unknown>>;
  header(random: Random): string;
  /** @param odd how many of a hundred lines, and of their times, are not what the others are */
  line(random: Random, odd: number): string;
}

function clock(random: Random): string {
  return new Date(START + random.whole(0, 60 - 1) * HOUR + random.whole(0, 3_600 - 1) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
}

function timeText(random: Random, odd: number): string {
  const [date = '', time = ''] = clock(random).split(' ');
  const [year, month, day] = date.split('-');
  return random.whole(0, 99) >= odd
    ? `${date} ${time}`
    : random.pick([
        '',
        '0000-00-00 00:00:00',
        'never',
        'x',
        `${date}T${time}Z`,
        `${day}.${month}.${year} ${time}`,
        `${day}/${month}/${year} ${time}`,
        `05/04/${year} ${time}`,
        `${month}/${day}/${year} ${time}`,
        '1792843200',
        'Sat, 24 Oct 2026 20:00:00 GMT',
      ]);
}

const code = (random: Random) => random.pick(['200', '200', '486', '404', '503', '408', '', '20', 'OK', '999']);

function oddLine(random: Random, odd: number, line: string): string {
  if (random.whole(0, 99) >= odd) {
    return line;
  }
  return random.pick([
    line.slice(0, random.whole(0, line.length - 1)),
    `${line},more`,
    '',
    '   ',
    line.replace('t', '"t"'),
    line.replace('t', '"t\nu"'),
    line.replace('t', '"t'),
    line.replace('t', '\u00e9'),
    line.replace('t', '\0\0\0\0\0\0\0\0\0'),
    `${line}\r`,
    line.replace('t', ' t '),
  ]);
}

export const LINE_KINDS: Readonly<Record<string, LineKind>> = {
  csv: {
    ending: 'csv',
    settings: { layout: 'calls', timeZone: 'Europe/Berlin' },
    header: (random) => random.pick(['trunk,start_time,sip_code', 'trunk,start_time,sip_code', 'start_time,sip_code,trunk,']),
    line: (random, odd) =>
      oddLine(
        random,
        odd,
        odd > 0 && random.whole(0, 299) === 0
          ? 'trunk,start_time,sip_code'
          : `t${random.whole(0, 5 - 1)},${timeText(random, odd)},${code(random)}`
      ),
  },
  json: {
    ending: 'ndjson',
    settings: { layout: 'calls', timeZone: 'Europe/Berlin' },
    header: () => '',
    line: (random, odd) => {
      const record: Record<string, unknown> = {
        start_time: timeText(random, odd),
        sip_code: code(random),
        trunk: `t${random.whole(0, 5 - 1)}`,
      };
      if (random.whole(0, 99) < odd) {
        record[random.pick(['a', 'b', 'Trunk', 'zone', 'inside'])] = random.pick<unknown>([1, 'x', null, { y: 1 }, [1]]);
      }
      return oddLine(random, odd, JSON.stringify(record));
    },
  },
  acc: {
    ending: 'csv',
    settings: { layout: 'kamailio', timeZone: 'UTC' },
    header: () => 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time',
    line: (random, odd) => {
      const id = random.whole(0, 1_000 - 1);
      const key = random.pick(['', `c${random.whole(0, 40 - 1)}`, `c${random.whole(0, 40 - 1)}`, `c${random.whole(0, 40 - 1)}`]);
      const method = random.pick(['INVITE', 'INVITE', 'INVITE', 'BYE']);
      return oddLine(
        random,
        odd,
        `${id},${method},f${id % 7},t,${key},${random.pick(['200', '404', '486', '407', '503'])},r,${timeText(random, odd)}`
      );
    },
  },
};
