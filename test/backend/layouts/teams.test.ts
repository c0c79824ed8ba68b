import { RecordsFolder } from '../../support/records';

/** Rows as in Microsoft Graph's description of getDirectRoutingCalls (directRoutingLogRow). */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEAD =
  'id,inviteDateTime,startDateTime,failureDateTime,endDateTime,duration,successfulCall,finalSipCode,callEndSubReason,callerNumber,calleeNumber';
const ROWS = [
  '1,2026-11-23T10:00:00.949Z,2026-11-23T10:00:05.1051234Z,0001-01-01T00:00:00Z,2026-11-23T10:00:35.105Z,30,True,0,540000,+1555010***,+1555019***',
  '2,2026-11-23T10:01:00.949Z,2026-11-23T10:01:00.949Z,2026-11-23T10:01:09Z,,0,False,486,540486,+1555010***,+1555018***',
  // A call without a final response, and one whose code contradicts its success.
  '3,2026-11-23T10:02:00.949Z,2026-11-23T10:02:00.949Z,2026-11-23T10:02:09Z,,0,False,0,,+1555010***,+1555018***',
  '4,2026-11-23T10:03:00.949Z,2026-11-23T10:03:00.949Z,2026-11-23T10:03:09Z,,0,False,200,,+1555010***,+1555018***',
  // Rows that lack the time of the INVITE count at their start.
  '5,,2026-11-23T10:04:00.000Z,2026-11-23T10:04:09Z,,0,False,480,560480,+1555010***,+1555018***',
];

test('success alone tells an answer, else the final code decides; 0 is not a code', async () => {
  const records = await folder.open({ path: folder.put({ 'calls.csv': [HEAD, ...ROWS, ''].join('\n') }), layout: 'teams' });
  const calls = await records.calls(['from', 'to', 'sub reason']);
  expect(calls.map(({ callId, code, setupMs, durationMs }) => [callId, code, setupMs, durationMs])).toEqual([
    ['1', 200, 4_156, 30_000],
    ['2', 486, 0, 0],
    ['3', 0, 0, 0],
    ['4', null, 0, 0],
    ['5', 480, null, 0],
  ]);
  expect(calls.map(({ time }) => new Date(time).toISOString().slice(11))).toEqual([
    '10:00:00.949Z',
    '10:01:00.949Z',
    '10:02:00.949Z',
    '10:03:00.949Z',
    '10:04:00.000Z',
  ]);
  expect(calls[1]?.dimensions).toEqual(['+1555010***', '+1555018***', '540486']);
  expect(await records.results()).toEqual({ answered: 1, busy: 1, unavailable: 1, unclassified: 2 });
});

test('success is a boolean in JSON, within the answer of Microsoft Graph', async () => {
  const value = [
    { id: '1', inviteDateTime: '2026-11-23T10:00:00.949Z', successfulCall: true, finalSipCode: 0 },
    { id: '2', inviteDateTime: '2026-11-23T10:01:00.949Z', successfulCall: false, finalSipCode: 503 },
  ];
  const answer = { '@odata.context': 'x', '@odata.count': 2, value };
  const records = await folder.open({ path: folder.put({ 'calls.json': JSON.stringify(answer, null, 1) }), layout: 'teams' });
  expect(await records.codes()).toEqual({ 200: 1, 503: 1 });
});
