import { RecordsFolder } from '../../support/records';

/** Records as Yeastar's developer guides ("Query CDR List", "New CDR", "NewCdr") and the administrator guide of the P-Series describe them. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const START = 1_795_428_000;

test('answers of the API: the status tells an answer, also by the mailbox; time is that of the timestamp', async () => {
  const record = (id: number, disposition: string, talk = 0) => ({
    id,
    time: '11/23/2026 10:00:00',
    call_from: 'Test<1001>',
    call_to: '1002',
    timestamp: START + 60 * id,
    uid: `20261123100000${id}`,
    src_trunk: '',
    dst_trunk: 'carrier',
    duration: 20,
    ring_duration: 5,
    talk_duration: talk,
    disposition,
    call_type: 'Outbound',
    did_number: '',
    reason: 'Test hung up',
  });
  const data = [
    record(1, 'ANSWERED', 15),
    record(2, 'NO ANSWER'),
    record(3, 'BUSY'),
    record(4, 'FAILED'),
    record(5, 'VOICEMAIL', 9),
    record(6, 'ABANDONED'),
    record(7, 'PAUSED'),
  ];
  const answer = { errcode: 0, errmsg: 'SUCCESS', total_number: 7, data };
  const records = await folder.open({ path: folder.put({ 'cdr.json': JSON.stringify(answer) }), layout: 'yeastar' });
  expect(await records.results()).toEqual({ answered: 2, unavailable: 1, busy: 1, failed: 1, cancelled: 1, unclassified: 1 });
  const [call] = await records.calls(['from', 'to', 'to trunk', 'direction']);
  expect(call).toMatchObject({
    time: (START + 60) * 1_000,
    setupMs: 5_000,
    durationMs: 15_000,
    dimensions: ['Test<1001>', '1002', 'carrier', 'Outbound'],
  });
});

test.each([
  [
    'events of the P-Series, parts of a call merged',
    'cdr.ndjson',
    [
      { call_id: '1651057476.362', time_start: '2026-11-23 10:00:00', status: 'NO ANSWER', talk_duration: 0 },
      { call_id: '1651057476.362', time_start: '2026-11-23 10:00:20', status: 'ANSWERED', talk_duration: 12 },
      { call_id: '1651057477.363', time_start: '2026-11-23 10:01:00', status: 'BUSY', talk_duration: 0 },
    ],
  ],
  [
    'events of the S-Series and the Cloud PBX',
    'cdr.ndjson',
    [
      { callid: '1571897930.5', timestart: '2026-11-23 10:00:00', status: 'ANSWERED', talkduraction: '14' },
      { callid: '1571897931.6', timestart: '2026-11-23 10:01:00', status: 'BUSY', talkduraction: '0' },
    ],
  ],
])('%s', async (_, name, rows) => {
  const path = folder.put({ [name]: rows.map((row) => JSON.stringify(row)).join('\n') });
  const records = await folder.open({ path, layout: 'yeastar' });
  expect(await records.results()).toEqual({ answered: 1, busy: 1 });
});

test('downloads of the P-Series', async () => {
  const csv = [
    'ID,Time,Call From,Call To,Call Duration,Ring Duration,Talk Duration,Status,Reason,Source Trunk,Destination Trunk,Communication Type',
    '20261123100000AAA,2026-11-23 10:00:00,Test<1001>,1002,20,5,15,ANSWERED,Test hung up,,,Internal',
    '20261123100100BBB,2026-11-23 10:01:00,Test<1001>,1002,20,20,0,NO ANSWER,Test hung up,,,Internal',
    '',
  ].join('\r\n');
  const records = await folder.open({
    path: folder.put({ 'cdr.csv': csv }),
    layout: 'yeastar',
    columns: { call_from: 'Call From', call_to: 'Call To', call_type: 'Communication Type' },
  });
  expect(await records.results()).toEqual({ answered: 1, unavailable: 1 });
  const [call] = await records.calls(['from', 'to', 'direction']);
  expect(call).toMatchObject({ setupMs: 5_000, durationMs: 15_000, dimensions: ['Test<1001>', '1002', 'Internal'] });
});
