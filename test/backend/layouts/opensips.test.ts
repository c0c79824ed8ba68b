import { RecordsFolder } from '../../support/records';

/**
 * Rows of OpenSIPS' tables (scripts/postgres/acc-create.sql, version 7) as the module acc fills them (acc.c, acc_logic.c): with the
 * flag cdr an answered call is one row, inserted after its BYE, whose time is the answer; other rows are at the final reply.
 */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const ACC = 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time,duration,ms_duration,setuptime,created';
const MISSED = 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time,setuptime,created';

const withCdr = {
  'acc.csv': [
    ACC,
    '1,INVITE,f1,t1,call-1,200,OK,2026-11-23 10:00:08,61,60250,8,2026-11-23 10:00:00',
    '2,INVITE,f2,t2,call-2,486,Busy here,2026-11-23 10:05:03,0,0,3,2026-11-23 10:05:00',
    '3,INVITE,f3,,call-3,407,Proxy Authentication Required,2026-11-23 10:06:00,0,0,0,2026-11-23 10:06:00',
    '4,INVITE,f3,t3,call-3,200,OK,2026-11-23 10:06:05,10,9000,5,2026-11-23 10:06:00',
    '',
  ].join('\n'),
  'missed_calls.csv': [
    MISSED,
    // A branch that was busy before call-1 was answered elsewhere.
    '1,INVITE,f1,tx,call-1,486,Busy here,2026-11-23 10:00:02,2,2026-11-23 10:00:00',
    '2,INVITE,f4,t4,call-4,408,Request Timeout,2026-11-23 10:07:32,32,2026-11-23 10:07:00',
    '',
  ].join('\n'),
};

async function open(files: Record<string, string>, settings: Record<string, unknown> = {}) {
  return folder.open({ path: folder.put(files), layout: 'opensips', ...settings });
}

test('with the flag cdr a call is its row, counted at the answer or at the INVITE', async () => {
  const expected = (at: 'answer' | 'start') => [
    [at === 'answer' ? '10:00:08' : '10:00:00', 200, 8_000, 60_250],
    [at === 'answer' ? '10:05:03' : '10:05:00', 486, 3_000, null],
    [at === 'answer' ? '10:06:05' : '10:06:00', 200, 5_000, 9_000],
    [at === 'answer' ? '10:07:32' : '10:07:00', 408, 32_000, null],
  ];
  for (const callTime of ['answer', 'start'] as const) {
    const records = await open(withCdr, { callTime });
    const calls = await records.calls();
    expect(
      calls.map(({ time, code, setupMs, durationMs }) => [new Date(time).toISOString().slice(11, 19), code, setupMs, durationMs])
    ).toEqual(expected(callTime));
  }
});

test('without the flag the rows are like those of Kamailio: BYE rows count for nothing, lengths are not known', async () => {
  const records = await open(
    {
      'acc.csv': [
        ACC,
        '1,INVITE,f1,t1,call-1,200,OK,2026-11-23 10:00:08,0,0,8,2026-11-23 10:00:00',
        '2,BYE,f1,t1,call-1,200,OK,2026-11-23 10:01:08,0,0,0,',
        '3,INVITE,f2,t2,call-2,603,Decline,2026-11-23 10:05:03,0,0,3,',
        '',
      ].join('\n'),
    },
    { callTime: 'start' }
  );
  const calls = await records.calls();
  expect(calls.map(({ time, code, durationMs }) => [new Date(time).toISOString().slice(11, 19), code, durationMs])).toEqual([
    ['10:00:00', 200, null],
    ['10:05:03', 603, null],
  ]);
});
