import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KAMAILIO } from '../support/records';
import { clockText, type Scenario, type ScenarioTable, type ScenarioType } from './scenario';

/** A sequence that is the same in every run (Lehmer's generator, MINSTD). */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Words, numbers that are not codes, blanks and nothing at all beside usual codes. */
const CODES = [
  '200',
  '200',
  '200',
  '200',
  '486',
  '486',
  '487',
  '480',
  '404',
  '503',
  '408',
  '603',
  '202',
  '0',
  '183',
  '302',
  '777',
  '',
  ' 486 ',
  '486.0',
  '486 Busy Here',
  '486 of 500',
  'SIP/2.0 486',
  'USER_BUSY [17]',
  'NO_ANSWER',
  'no_answer',
  'Straße',
  '12345678901',
  '-1',
  '4x6',
  "it's",
  'NULL',
  'null',
  '-',
  'N/A',
  String.raw`\N`,
  ' None ',
];
/** Twins that a careless comparison takes for the same, and text that a careless statement takes for its own. */
const TRUNKS = [
  'Nord',
  'nord',
  'nord ',
  ' nord',
  'Süd',
  'Sud',
  'ost\\west',
  "o'st",
  '100%',
  '📞',
  '',
  'a_b',
  'a"b',
  '$1',
  '?',
  'NULL',
  'null ',
  String.raw`\N`,
  'NA',
  '-',
  '  ',
];

const BEFORE_CHANGE = Date.UTC(2026, 9, 24, 12);
const SPAN = 30 * 3_600_000;

/** Calls around the end of summer time in Berlin, whose clocks show an hour twice. */
function calls(name: string, time: ScenarioType, code: 'text' | 'whole', timeZone: string): Scenario {
  const random = lehmer(20_261_025);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const codes = code === 'text' ? CODES : CODES.filter((text) => /^-?\d{1,11}$/.test(text));
  const rows = Array.from({ length: 1_500 }, (_, index) => {
    const at = BEFORE_CHANGE + Math.floor(random() * SPAN);
    const of = pick(codes);
    const talk = random() < 0.5 ? Math.floor(random() * 300_000) : null;
    return [
      time === 'clock' ? clockText(at) : time === 'text' ? pick(TIME_TEXTS)(at) : time === 'whole' ? Math.floor(at / 1000) : at,
      code === 'whole' ? Number(of) : of,
      `id-${index % 700}${index % 3 === 0 ? 'A' : 'a'}`,
      random() < 0.8 ? Math.floor(random() * 9_000) : null,
      talk === null ? null : Math.floor(random() * 12_000),
      talk,
      pick(TRUNKS),
      `run-${Math.floor(index / 100)}`,
      `sip:+4930${Math.floor(random() * 100)}@${pick(['example.org', 'Example.ORG', 'net.example'])}`,
    ];
  });
  const columns: ScenarioTable['columns'] = [
    { name: 'start_time', type: time },
    { name: 'sip_code', type: code },
    { name: 'call_id', type: 'text' },
    { name: 'pdd_ms', type: 'whole' },
    { name: 'setup_ms', type: 'whole' },
    { name: 'duration_ms', type: 'whole' },
    { name: 'trunk', type: 'text' },
    { name: 'run_id', type: 'text' },
    { name: 'from', type: 'text' },
  ];
  const dimensions = [
    { name: 'domain', column: 'from', derive: 'domain' },
    { name: 'prefix', column: 'from', derive: 'prefix', prefixes: ['49301', '49302', '+49309'] },
  ];
  const rules = [{ words: ['NO_ANSWER'], result: 'timeout' }];
  return {
    name,
    tables: [{ name: 'calls', columns, rows }],
    jsonData: { layout: 'calls', timeZone, dimensions, rules },
    range: { from: BEFORE_CHANGE + 3_600_000, to: BEFORE_CHANGE + SPAN },
  };
}

/** Ways to write a time as text; the last two cannot be read. */
const TIME_TEXTS: readonly ((ms: number) => string)[] = [
  (ms) => clockText(ms),
  (ms) => clockText(ms).slice(0, 19),
  (ms) => new Date(ms).toISOString(),
  (ms) => `${clockText(ms + 5.5 * 3_600_000)}+05:30`,
  (ms) => `${clockText(ms - 3 * 3_600_000).slice(0, 19)} -03`,
  (ms) => String(ms),
  (ms) => (ms / 1000).toFixed(3),
  (ms) => `${ms}123`,
  (ms) => `${clockText(ms).slice(0, 10).replaceAll('-', '/')} ${clockText(ms).slice(11, 19)}`,
  (ms) => clockText(ms).replace(/(\d+)-(\d+)-(\d+)/, '$3.$2.$1'),
  (ms) =>
    clockText(ms)
      .replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1')
      .slice(0, 19),
  (ms) => clockText(ms).replace('.', ','),
  (ms) => clockText(ms).replaceAll(/[-: ]/g, ''),
  (ms) => new Date(ms).toUTCString(),
  (ms) => `${clockText(ms + 3_600_000)} CET`,
  (ms) => `${ms}123456`,
  () => '2026-02-30 10:00:00',
  () => 'yesterday',
];

/** What Kamailio's own tables hold, column by column as `kamailio-postgres.sql` creates them. */
function kamailio(timeZone: string): Scenario {
  const table = (name: string): ScenarioTable => {
    const [header = '', ...lines] = readFileSync(path.join(KAMAILIO, `${name}.csv`), 'utf8')
      .trim()
      .split('\n');
    const columns = header
      .split(',')
      .map((column) => ({ name: column, type: column === 'id' ? 'whole' : column === 'time' ? 'clock' : 'text' }) as const);
    return {
      name,
      columns,
      rows: lines.map((line) => line.split(',').map((value, index) => (columns[index]?.type === 'whole' ? Number(value) : value))),
    };
  };
  const day = Date.UTC(2026, 10, 23);
  return {
    name: `kamailio, ${timeZone}`,
    tables: [table('acc'), table('missed_calls')],
    jsonData: { layout: 'kamailio', timeZone },
    range: { from: day, to: day + 86_400_000 },
  };
}

/** Legs of calls in Asterisk's table, tried again, answered late, without an end. */
function asterisk(): Scenario {
  const random = lehmer(77);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const rows = Array.from({ length: 900 }, (_, index) => {
    const call = Math.floor(index / 2.5);
    const start = Date.UTC(2026, 2, 28, 22) + call * 60_000 + Math.floor(random() * 120_000);
    const disposition = pick(['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION', 'CANCEL']);
    const answered = disposition === 'ANSWERED';
    const ring = Math.floor(random() * 20);
    const talk = answered ? Math.floor(random() * 200) : 0;
    const second = (ms: number) => clockText(Math.floor(ms / 1000) * 1000);
    return [
      second(start),
      answered ? second(start + ring * 1000) : null,
      second(start + (ring + talk) * 1000),
      ring + talk,
      talk,
      disposition,
      pick(['', '17', '16', 'SIP 486 Busy Here', 'SIP 404 Not Found', '34']),
      `${call}.1`,
      `${call}.${index}`,
      index,
      pick(['100', '101']),
      pick(['+4930', '0049', '110']),
    ];
  });
  const columns: ScenarioTable['columns'] = [
    { name: 'start', type: 'clock' },
    { name: 'answer', type: 'clock' },
    { name: 'end', type: 'clock' },
    { name: 'duration', type: 'whole' },
    { name: 'billsec', type: 'whole' },
    { name: 'disposition', type: 'text' },
    { name: 'hangupcause', type: 'text' },
    { name: 'linkedid', type: 'text' },
    { name: 'uniqueid', type: 'text' },
    { name: 'sequence', type: 'whole' },
    { name: 'src', type: 'text' },
    { name: 'dst', type: 'text' },
  ];
  return {
    name: 'asterisk in New York',
    tables: [{ name: 'cdr', columns, rows }],
    jsonData: { layout: 'asterisk', timeZone: 'America/New_York' },
    range: { from: Date.UTC(2026, 2, 29, 2), to: Date.UTC(2026, 2, 29, 9) },
  };
}

/** Ways in which tables of one's own say that a call was answered, and that it was not. */
const ANSWERED_TEXTS = [
  ...[
    'true',
    'T',
    'Yes',
    'y',
    '1',
    '12.5',
    '55s',
    '0.5 sec',
    '12:30',
    '00:12:30',
    '0:00:01.5',
    'PT12M30S',
    'P1DT2H',
    '2026-11-23 10:00:00',
  ],
  ...[
    'false',
    'f',
    'No',
    'n',
    '0',
    '0.0',
    '0s',
    '00:00',
    '00:00:00',
    'PT0S',
    '1970-01-01 00:00:00',
    '0000-00-00',
    'NULL',
    '',
    '-',
    'maybe',
  ],
];
const ANSWER_TIMES = ['2026-11-23 10:00:05', '1970-01-01 00:00:00', '0000-00-00 00:00:00', 'NULL', '', '0001-01-01'];

/** A table of one's own, in which answer, code, word and cause contradict each other. */
function own(): Scenario {
  const random = lehmer(4_711);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const day = Date.UTC(2026, 10, 23);
  const rows = Array.from({ length: 1_500 }, () => [
    clockText(day + Math.floor(random() * 86_400_000)),
    pick(ANSWERED_TEXTS),
    pick(ANSWER_TIMES),
    pick(['200', '486', '487', '0', '', 'NULL', '16', '999', 'BUSY', '017']),
    pick(['NO_ANSWER', 'None', '', 'n/a', 'USER_BUSY']),
    pick(['16', '17', '31', '41', 'NA', '']),
    pick(['nord', 'NULL', 'NA', '']),
    pick(['run-1', 'run-2', 'run-3']),
    ...[9_000, 12_000, 300_000].map((ms) => (random() < 0.8 ? String(Math.floor(random() * ms)) : pick(['', 'NULL', '-']))),
  ]);
  return {
    name: 'a table of its own, in New York',
    tables: [
      {
        name: 'calls',
        columns: [
          ...[
            'start_time',
            'answered',
            'answer_time',
            'code',
            'word',
            'q850_cause',
            'trunk',
            'run_id',
            'pdd_ms',
            'setup_ms',
            'duration_ms',
          ],
        ].map((name) => ({ name, type: 'text' })),
        rows,
      },
    ],
    jsonData: { layout: 'custom', timeZone: 'America/New_York', missing: ['n/a'] },
    range: { from: day, to: day + 2 * 86_400_000 },
  };
}

/** What every engine holds and is asked about. */
export const SCENARIOS: readonly Scenario[] = [
  kamailio('UTC'),
  kamailio('Europe/Berlin'),
  calls('calls by the clock of Berlin', 'clock', 'text', 'Europe/Berlin'),
  calls('calls in instants', 'instant', 'whole', 'Europe/Berlin'),
  calls('calls in epoch seconds', 'whole', 'whole', 'UTC'),
  calls('calls whose times are text', 'text', 'text', 'Europe/Berlin'),
  asterisk(),
  own(),
];
