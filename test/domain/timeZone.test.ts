import { instantOfLocal, isTimeZone, offsetAt, offsetSpans, spanOffset } from '../../src/domain/timeZone';

const utc = (text: string) => Date.parse(text);
const year = (of: number) => [utc(`${of}-01-01T00:00:00Z`), utc(`${of + 1}-01-01T00:00:00Z`)] as const;

// Seconds ahead of UTC at the year's begin, then every change, as Python's zoneinfo reads them from the tz database.
const YEARS: readonly [string, number, number, readonly (readonly [string, number])[]][] = [
  [
    'Europe/Berlin',
    2026,
    3600,
    [
      ['2026-03-29T01:00:00Z', 7200],
      ['2026-10-25T01:00:00Z', 3600],
    ],
  ],
  [
    'America/New_York',
    2026,
    -18000,
    [
      ['2026-03-08T07:00:00Z', -14400],
      ['2026-11-01T06:00:00Z', -18000],
    ],
  ],
  [
    'Australia/Lord_Howe',
    2026,
    39600,
    [
      ['2026-04-04T15:00:00Z', 37800],
      ['2026-10-03T15:30:00Z', 39600],
    ],
  ],
  [
    'Africa/Casablanca',
    2024,
    3600,
    [
      ['2024-03-10T02:00:00Z', 0],
      ['2024-04-14T02:00:00Z', 3600],
    ],
  ],
  ['Asia/Kolkata', 2026, 19800, []],
  [
    'Pacific/Apia',
    2011,
    -36000,
    [
      ['2011-04-02T14:00:00Z', -39600],
      ['2011-09-24T14:00:00Z', -36000],
      ['2011-12-30T10:00:00Z', 50400],
    ],
  ],
  ['America/Caracas', 2016, -16200, [['2016-05-01T07:00:00Z', -14400]]],
  ['Africa/Monrovia', 1972, -2670, [['1972-01-07T00:44:30Z', 0]]],
];

test.each(YEARS)('%s in %d', (zone, of, first, changes) => {
  const [from, to] = year(of);
  const offsets = [first, ...changes.map(([, seconds]) => seconds)].map((seconds) => seconds * 1_000);
  expect(offsetSpans(zone, from, to)).toEqual(
    offsets.map((offsetMs, index) => ({ until: index < changes.length ? utc(changes[index]?.[0] ?? '') : null, offsetMs }))
  );
  for (const [at, seconds] of changes) {
    expect(offsetAt(zone, utc(at))).toBe(seconds * 1_000);
    expect(offsetAt(zone, utc(at) - 1)).not.toBe(seconds * 1_000);
  }
});

test('spans hold only what is between their ends', () => {
  const change = utc('2026-03-29T01:00:00Z');
  expect(offsetSpans('Europe/Berlin', change, change + 1)).toEqual([{ until: null, offsetMs: 7_200_000 }]);
  expect(offsetSpans('Europe/Berlin', change - 1, change)).toEqual([
    { until: change, offsetMs: 3_600_000 },
    { until: null, offsetMs: 7_200_000 },
  ]);
  expect(offsetSpans('UTC', 0, change)).toEqual([{ until: null, offsetMs: 0 }]);
  const spans = offsetSpans('Europe/Berlin', ...year(2026));
  expect([change - 1, change, utc('2030-07-01T00:00:00Z')].map((at) => spanOffset(spans, at))).toEqual([3_600_000, 7_200_000, 3_600_000]);
});

test.each([
  ['Europe/Berlin', '2026-07-01T12:00:00Z', '2026-07-01T10:00:00Z'],
  ['Europe/Berlin', '2026-10-25T02:30:00Z', '2026-10-25T00:30:00Z'],
  ['Europe/Berlin', '2026-10-25T03:00:00Z', '2026-10-25T02:00:00Z'],
  ['Europe/Berlin', '2026-03-29T02:30:00Z', '2026-03-29T01:30:00Z'],
  ['Europe/Berlin', '2026-03-29T03:00:00Z', '2026-03-29T01:00:00Z'],
  ['America/New_York', '2026-11-01T01:30:00Z', '2026-11-01T05:30:00Z'],
  ['Asia/Kolkata', '2026-01-01T00:00:00Z', '2025-12-31T18:30:00Z'],
  ['UTC', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
])('a clock of %s at %s shows the moment %s', (zone, local, instant) => {
  expect(new Date(instantOfLocal(zone, utc(local))).toISOString()).toBe(instant.replace('Z', '.000Z'));
});

test('names of zones', () => {
  expect(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'Asia/Kolkata'].map(isTimeZone)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(
    ['', 'browser', '+02:00', '-05', 'Mars/One', 'Europe/Berlin ', "UTC'; drop table x", '../etc/passwd', 'x'.repeat(100)].some(isTimeZone)
  ).toBe(false);
});
