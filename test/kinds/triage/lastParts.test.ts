import { decodeFrame } from '../../backend/frames/decodeFrame';
import { PluginHarness } from '../../backend/handlers/pluginHarness';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** An evening in winter, so that weeks of Berlin have 168 hours. */
const TO = Date.parse('2026-12-16T18:00:00Z');
const SIX_HOURS = { from: TO - 6 * HOUR, to: TO };
const TRUNKS = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'];
const FAULTY = '10.0.0.3';

interface Fault {
  readonly for: number;
  /** How long before the end it was over. */
  readonly before?: number;
}

/** A call every quarter of a minute, by turns on the trunks, eleven of twenty of each answered, others busy; with a fault, one trunk answers 503. */
function records({ from, to }: { from: number; to: number }, fault?: Fault): string[] {
  return Array.from({ length: (to - from) / 15_000 }, (_, index) => {
    const time = from + index * 15_000;
    const trunk = TRUNKS[index % TRUNKS.length] ?? '';
    const end = to - (fault?.before ?? 0);
    const isFaulty = fault !== undefined && trunk === FAULTY && time >= end - fault.for && time < end;
    const isAnswered = (Math.floor(index / TRUNKS.length) * 11) % 20 < 11;
    return `${new Date(time).toISOString()},${isFaulty ? 503 : isAnswered ? 200 : 486},${trunk}`;
  });
}

/** The same range, so many milliseconds earlier. */
const earlier = (range: { from: number; to: number }, by: number) => ({ from: range.from - by, to: range.to - by });
const weeksBefore = (range: { from: number; to: number }) => [1, 2, 3, 4].flatMap((weeks) => records(earlier(range, weeks * WEEK)));

const open: PluginHarness[] = [];
afterAll(() => Promise.all(open.map((door) => door.close())));

/** @param asked when; by default when all of it is settled */
async function triage(rows: readonly string[], range: { from: number; to: number }, query: object = {}, asked = range.to + 10 * MINUTE) {
  const door = new PluginHarness({}, () => asked);
  open.push(door);
  door.write('calls.csv', ['start_time,sip_code,trunk', ...rows].join('\n'));
  const frames = await door.handlers.query(
    {
      refId: 'A',
      queryType: '',
      intervalMs: MINUTE,
      maxDataPoints: 500,
      ...range,
      json: { kind: 'triage', dimensions: ['trunk'], ...query },
    },
    door.context({ path: 'calls.csv', timeZone: 'Europe/Berlin' }),
    new AbortController().signal
  );
  const [table, words] = frames.map(decodeFrame);
  const fields = table?.fields ?? [];
  const lines = Array.from(fields[0]?.values ?? [], (_, row): Record<string, unknown> =>
    Object.fromEntries(fields.map(({ name, values }) => [name, values[row]]))
  );
  return {
    worse: lines.filter(({ aspect }) => aspect === 'worse'),
    text: String(words?.fields[0]?.values[0]),
    baseline: (table?.meta?.custom as { baseline?: { parts?: unknown } } | undefined)?.baseline,
    fields: fields.map(({ name }) => name),
  };
}

test('a trunk that fails since 20 minutes is told of these, though chance explains what it is of six hours', async () => {
  const { worse, text, baseline } = await triage([...weeksBefore(SIX_HOURS), ...records(SIX_HOURS, { for: 20 * MINUTE })], SIX_HOURS);
  const begin = TO - 20 * MINUTE;
  expect(worse).toHaveLength(1);
  // Every 90 seconds a call: 13 in 20 minutes, 52 in those of four weeks, 28 of them answered. That none of 13 is by chance is, by Python's fractions,
  // 2.17e-4, C(52, 28) / C(65, 28), times 35 comparisons: of 7 places in 5 windows.
  expect(worse[0]).toMatchObject({
    result: 'unavailable',
    name: 'trunk',
    value: FAULTY,
    calls: 13,
    share: 1,
    'answered share': 0,
    'usual answered share': 28 / 52,
    'adjusted p': expect.closeTo(0.007593, 6),
    'compared from': begin,
    'compared to': TO,
    since: begin,
    until: null,
  });
  expect(text).toBe(
    `Worse than in the same hours of the last 4 weeks: trunk ${FAULTY}: 0.0% of 13 answered in the 20 minutes to 2026-12-16 19:00, usually 53.8% (7 fewer, p = 0.0076); 100.0% unavailable, usually 0.0%, since 2026-12-16 18:40.`
  );
  const parts = [60, 30, 20, 10].map((minutes) => ({ from: TO - minutes * MINUTE, to: TO }));
  expect(baseline).toMatchObject({ of: 'weeks', compared: SIX_HOURS, parts: { of: 'weeks', compared: parts } });
});

test('a range in the past has the same last parts', async () => {
  const rows = [...weeksBefore(SIX_HOURS), ...records(SIX_HOURS, { for: 20 * MINUTE }), ...records(earlier(SIX_HOURS, -6 * HOUR))];
  const [then, now] = [await triage(rows, SIX_HOURS, {}, TO + 20 * DAY), await triage(rows, SIX_HOURS)];
  expect(then).toEqual(now);
  expect(then.worse).toHaveLength(1);
});

test('what began before the parts is told of all of the range, and what was over before them is not lately', async () => {
  const of = (fault: Fault) => triage([...weeksBefore(SIX_HOURS), ...records(SIX_HOURS, fault)], SIX_HOURS);
  const long = await of({ for: 4 * HOUR });
  expect(long.worse.find(({ value }) => value === FAULTY)).toMatchObject({ 'compared from': SIX_HOURS.from, since: TO - 4 * HOUR });
  const over = await of({ for: 25 * MINUTE, before: 2 * HOUR });
  expect(over.worse).toEqual([]);
  expect(over.text).toBe('Nothing is significantly worse than in the same hours of the last 4 weeks.');
  expect(over.fields).toEqual(long.fields);
});

const A_DAY = { from: TO - DAY, to: TO };
test.each([
  // Of its 227 other calls 125 are answered, counted in the records.
  ['without any other calls, in the rest of a short range', SIX_HOURS, 20, [], 'in the rest of the time range 55.1%'],
  [
    'with calls before it, in the rest of a short range',
    SIX_HOURS,
    20,
    records(earlier(SIX_HOURS, 6 * HOUR)),
    'in the rest of the time range 55.1%',
  ],
  ['for a day, in the same hours of the day before', A_DAY, 40, records(earlier(A_DAY, DAY)), 'the day before 55'],
])('where there are no usual weeks, what is usual in the parts is found, %s', async (_name, range, minutes, before, usual) => {
  const { worse, text } = await triage([...before, ...records(range, { for: minutes * MINUTE })], range);
  expect(worse.filter(({ value }) => value !== 'all calls')).toMatchObject([{ value: FAULTY, 'compared to': TO, 'answered share': 0 }]);
  expect(text).toMatch(/^Worse lately: /);
  expect(text).toContain(usual);
});
