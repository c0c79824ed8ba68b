import { RecordsFolder } from '../../support/records';

/** Legs as Webex for Developers describes them ("Get Detailed Call History") and answers of its API have them. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

type Leg = Readonly<Record<string, string | number>>;

const leg = (call: number, seconds: number, answered: number | null, reason: string, more: Leg = {}): Leg => {
  const at = (second: number) => `2026-11-23T10:0${call % 10}:${String(seconds + second).padStart(2, '0')}.157Z`;
  return {
    'Answer time': answered === null ? '' : at(answered),
    Answered: answered === null ? 'false' : 'true',
    Direction: 'ORIGINATING',
    'Call ID': `SSE10000${call}-${seconds}@192.0.2.1`,
    'Start time': at(0),
    'Call type': 'SIP_NATIONAL',
    'Correlation ID': `correlation-${call}`,
    'Inbound trunk': '',
    'Report ID': `report-${call}-${seconds}-${reason}`,
    'User type': 'User',
    'Called number': '+15550199',
    'Calling number': '+15550100',
    Location: 'Berlin',
    'Releasing party': 'Local',
    'Call outcome': 'Success',
    'Call outcome reason': reason,
    'Release time': at(30),
    ...more,
  };
};

const LEGS = [
  // A telephone calls another one: both sides have a leg.
  leg(1, 0, 5, 'Normal'),
  leg(1, 0, 5, 'Normal', { Direction: 'TERMINATING' }),
  // A hunt group whose second telephone answers.
  leg(2, 0, null, 'Normal', { Direction: 'TERMINATING', 'User type': 'HuntGroup' }),
  leg(2, 1, null, 'NoAnswer', { Direction: 'TERMINATING' }),
  leg(2, 20, 25, 'Normal', { Direction: 'TERMINATING' }),
  // The caller gives up; the telephone's leg was not answered.
  leg(3, 0, null, 'Normal'),
  leg(3, 1, null, 'NoAnswer', { Direction: 'TERMINATING' }),
  leg(4, 0, null, 'UserBusy'),
  leg(5, 0, null, 'CallRejected', { 'Call outcome': 'Refusal' }),
  leg(6, 0, null, 'UnassignedNumber', { 'Call outcome': 'Refusal' }),
  leg(7, 0, null, 'Unreachable', { 'Call outcome': 'Refusal' }),
  leg(8, 0, null, 'SIP408', { 'Call outcome': 'Refusal' }),
  leg(9, 0, null, 'SomethingNew', { 'Call outcome': 'Failure' }),
];
const RESULTS = { answered: 2, cancelled: 1, busy: 1, rejected: 1, failed: 1, unavailable: 1, timeout: 1, unclassified: 1 };

test('legs of one correlation are a call, answered if one of them was; else the first says how it ended', async () => {
  const answer = JSON.stringify({ items: LEGS });
  const records = await folder.open({ path: folder.put({ 'cdr_feed.json': answer }), layout: 'webex' });
  expect(await records.results()).toEqual(RESULTS);
  const [direct, hunt, cancelled] = await records.calls(['from', 'to', 'direction', 'location', 'user type']);
  expect(direct).toMatchObject({ time: Date.parse('2026-11-23T10:01:00.157Z'), setupMs: 5_000, durationMs: 25_000 });
  expect(hunt).toMatchObject({
    callId: 'correlation-2',
    code: 200,
    dimensions: ['+15550100', '+15550199', 'TERMINATING', 'Berlin', 'User'],
  });
  expect(cancelled).toMatchObject({ word: 'Normal', setupMs: null });
});

test('the CSV report of Control Hub, which writes NA for what is missing', async () => {
  const names = Object.keys(LEGS[0] ?? {});
  const rows = LEGS.map((one) => Object.values(one).map((value) => (value === '' ? 'NA' : `"${value}"`)));
  const records = await folder.open({ path: folder.put({ 'report.csv': [names, ...rows].join('\n') }), layout: 'webex' });
  expect(await records.results()).toEqual(RESULTS);
  expect((await records.extent()).unread.rows).toBe(0);
});
