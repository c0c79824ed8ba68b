import { RecordsFolder } from '../../support/records';

/** Rows of VoIPmonitor's table cdr (sql_db.cpp, createTable; filled in calltable.cpp, saveToDb): nothing stands for what was not seen. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEAD =
  'ID,calldate,callend,duration,connect_duration,progress_time,caller,caller_domain,called,called_domain,whohanged,bye,lastSIPresponse_id,lastSIPresponseNum,reason_q850_cause,a_lost,id_sensor';
const ROWS = [
  '1,2026-11-23 10:00:00.250,2026-11-23 10:01:10.250,70.000,60.500,2.125,100,a.example,200,b.example,caller,3,1,200,,0,7',
  // Answered, although the last reply that was seen is not the answer's.
  '2,2026-11-23 10:02:00.000,2026-11-23 10:02:20.000,20.000,0.004,,100,a.example,201,b.example,callee,106,2,183,,4,7',
  '3,2026-11-23 10:03:00.000,2026-11-23 10:03:20.000,20.000,,3.000,101,a.example,202,b.example,caller,0,3,487,,0,8',
  '4,2026-11-23 10:04:00.000,2026-11-23 10:04:32.000,32.000,,,101,a.example,203,b.example,,0,,0,,0,8',
  '5,2026-11-23 10:05:00.000,2026-11-23 10:05:01.000,1.000,,,101,a.example,204,b.example,,0,4,486,17,0,8',
  // Exports write a length of nothing where there was no answer.
  '6,2026-11-23 10:06:00.000,2026-11-23 10:06:05.000,5.000,0.000,,101,a.example,205,b.example,,0,5,603,,0,8',
];

test('a call with a connect duration was answered, else its last reply decides; 0 is not a reply', async () => {
  const records = await folder.open({ path: folder.put({ 'cdr.csv': [HEAD, ...ROWS, ''].join('\n') }), layout: 'voipmonitor' });
  const calls = await records.calls(['from', 'to domain', 'sensor', 'hung up by', 'q850 reason']);
  expect(calls.map(({ code, pddMs, setupMs, durationMs, callId }) => [callId, code, pddMs, setupMs, durationMs])).toEqual([
    ['1', 200, 2_125, 9_500, 60_500],
    ['2', 200, null, 19_996, 4],
    ['3', 487, 3_000, null, null],
    ['4', 0, null, null, null],
    ['5', 486, null, null, null],
    ['6', 603, null, 5_000, 0],
  ]);
  expect(calls[0]).toMatchObject({ time: Date.parse('2026-11-23T10:00:00.250Z'), dimensions: ['100', 'b.example', '7', 'caller', ''] });
  expect(await records.results()).toEqual({ answered: 2, cancelled: 1, unclassified: 1, busy: 1, rejected: 1 });
  // Measurements are not dimensions.
  expect((await records.extent()).dimensions.toSorted()).toEqual([
    'bye',
    'from',
    'from domain',
    'hung up by',
    'q850 reason',
    'sensor',
    'to',
    'to domain',
  ]);
});
