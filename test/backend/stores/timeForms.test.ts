import { RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

async function open(files: Record<string, readonly string[]>, settings: Record<string, unknown> = {}) {
  const contents = Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, `${lines.join('\n')}\n`]));
  return folder.open({ path: folder.put(contents), layout: 'custom', ...settings });
}

const extentOf = async (records: Awaited<ReturnType<typeof open>>) => {
  const { first, last, calls, unread } = await records.extent();
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return { first: iso(first), last: iso(last), calls, unread: unread.rows, examples: unread.reasons.map(({ example }) => example) };
};

test('the order of day and month is told from the values of a file, for all its columns', async () => {
  const records = await open(
    {
      'us.csv': [
        'start_time,answer_time,code',
        '11/05/2026 08:00:00 AM,11/05/2026 08:00:10 AM,200',
        '11/26/2026 01:00:00 PM,,486',
        '13/05/2026 01:00:00 PM ,,486',
      ].slice(0, 3),
    },
    { timeZone: 'America/New_York' }
  );
  expect(await extentOf(records)).toMatchObject({
    first: '2026-11-05T13:00:00.000Z',
    last: '2026-11-26T18:00:00.000Z',
    calls: 2,
    unread: 0,
  });
  expect(await records.results()).toEqual({ answered: 1, busy: 1 });
  expect((await records.calls()).map(({ setupMs }) => setupMs).filter((ms) => ms !== null)).toEqual([10_000]);
});

test('an answer time of any form is an answer, a zero date is none', async () => {
  const records = await open({
    'c.csv': [
      'start_time;answer_time;q850_cause',
      '26.11.2026 12:00:00;26.11.2026 12:00:07;16',
      '26.11.2026 12:01:00;00.00.0000 00:00:00;17',
      '26.11.2026 12:02:00;01.01.1970 00:00:00;17',
    ],
  });
  expect(await records.results()).toEqual({ answered: 1, busy: 2 });
});

test('a file whose values do not tell the order is refused with both readings, until timeFormat tells it', async () => {
  const lines = ['start_time,code', '05/06/2026 10:00:00,200', '05/06/2026 11:00:00,486'];
  await expect((await open({ 'a.csv': lines })).codes()).rejects.toThrow(
    /a\.csv: The column "start_time" has dates such as "05\/06\/2026 10:00:00", which can be 5 June 2026 or 6 May 2026.*timeFormat to "DD\/MM\/YYYY HH:mm:ss" or "MM\/DD\/YYYY HH:mm:ss"/
  );
  const given = await open({ 'a.csv': lines }, { timeFormat: 'MM/DD/YYYY HH:mm:ss' });
  expect(await extentOf(given)).toMatchObject({ first: '2026-05-06T10:00:00.000Z', calls: 2 });
  // Beside a file that can be read it is counted as unreadable, with the reason.
  const beside = await open({ 'a.csv': lines, 'b.csv': ['start_time,code', '2026-06-05 10:00:00,404'] });
  expect(await extentOf(beside)).toMatchObject({ calls: 1, unread: 1, examples: [expect.stringContaining('5 June 2026 or 6 May 2026')] });
});

test('a value that decides may be the last of many', async () => {
  const many = Array.from(
    { length: 3_000 },
    (_, index) => `05/06/2026 ${String(index % 24).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00.${index},486`
  );
  const records = await open({ 'a.csv': ['start_time,code', ...many, '26/06/2026 10:00:00,200'] });
  expect(await extentOf(records)).toMatchObject({
    first: '2026-06-05T00:00:00.000Z',
    last: '2026-06-26T10:00:00.000Z',
    calls: 3_001,
    unread: 0,
  });
});

test('values of other forms are unreadable with a timeFormat', async () => {
  const lines = ['start_time,code', '2026-05-06 10:00,200', '2026-05-06 10:00:00,486'];
  expect(await extentOf(await open({ 'a.csv': lines }, { timeFormat: 'YYYY-DD-MM HH:mm' }))).toMatchObject({
    first: '2026-06-05T10:00:00.000Z',
    calls: 1,
    unread: 1,
  });
});

test.each([
  ['MM/DD', 'timeFormat: "MM/DD" is not allowed; the year is missing; allowed: YYYY, YY, MM'],
  ['YYYY-MM-DD hh:mm', 'hours of a half day, hh or h, need A'],
  ['YYYY-MM-DD HH:mm A', 'hours of a half day, hh or h, are missing beside A'],
  ['YYYY-MM-DD KK', '"K" is not a part of a time; allowed:'],
  ['YYYY-MM-DD DD', 'the day is there twice'],
])('the format %j is refused', async (timeFormat, problem) => {
  await expect(open({ 'a.csv': ['start_time,code'] }, { timeFormat })).rejects.toThrow(problem);
});
