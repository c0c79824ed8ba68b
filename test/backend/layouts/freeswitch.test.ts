import { rmSync } from 'node:fs';
import { RecordsFolder, untilLookedAgain } from '../../support/records';

/**
 * Records in the formats of FreeSWITCH's own sources: the templates of mod_cdr_csv (cdr_csv.conf.xml), the tables of
 * mod_cdr_pg_csv (scripts/create.sql) and scripts/sql/cdr.sql, and documents as switch_ivr_generate_json_cdr writes them
 * (switch_ivr.c): variables encoded as in a URL, everything else not.
 */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const EPOCH = Date.parse('2026-11-23T10:00:00Z') / 1_000;

async function open(files: Record<string, string | Buffer>, settings: Record<string, unknown> = {}) {
  return folder.open({ path: folder.put(files), layout: 'freeswitch', ...settings });
}

const csvLine = (...fields: string[]) => fields.map((field) => `"${field}"`).join(',');
const example = (index: number, answered: boolean, cause: string) =>
  csvLine(
    'Alice',
    '100',
    '0301234567',
    'default',
    `2026-11-23 10:0${index}:00`,
    answered ? `2026-11-23 10:0${index}:04` : '',
    `2026-11-23 10:0${index}:34`,
    '34',
    answered ? '30' : '0',
    cause,
    `uuid-${index}`,
    '',
    'acme',
    'PCMA',
    'PCMA'
  );

test('the stock CSV has no header: answered is what has a time of answer, whatever the cause', async () => {
  const lines = [
    example(1, true, 'NORMAL_CLEARING'),
    example(2, false, 'USER_BUSY'),
    example(3, false, 'NORMAL_CLEARING'),
    example(4, false, 'ORIGINATOR_CANCEL'),
    example(5, true, 'MEDIA_TIMEOUT'),
    example(6, false, 'NO_USER_RESPONSE'),
  ];
  const records = await open({ 'Master.csv': `${lines.join('\n')}\n` }, { timeZone: 'Europe/Berlin' });
  const calls = await records.calls(['from', 'to', 'context', 'account']);
  expect(calls.map(({ code, word }) => code ?? word)).toEqual([
    200,
    'USER_BUSY',
    'NORMAL_CLEARING',
    'ORIGINATOR_CANCEL',
    200,
    'NO_USER_RESPONSE',
  ]);
  expect(await records.results()).toEqual({ answered: 2, busy: 1, unclassified: 1, cancelled: 1, timeout: 1 });
  // Stamps are local: 10:01 in Berlin is 09:01 UTC.
  expect(calls[0]).toMatchObject({
    time: Date.parse('2026-11-23T09:01:00Z'),
    callId: 'uuid-1',
    setupMs: 4_000,
    durationMs: 30_000,
    dimensions: ['100', '0301234567', 'default', 'acme'],
  });
});

test('on the carrier side the same words mean what the carrier said', async () => {
  const records = await open(
    { 'Master.csv': `${example(1, false, 'NO_USER_RESPONSE')}\n${example(2, false, 'RECOVERY_ON_TIMER_EXPIRE')}\n` },
    { vocabulary: 'freeswitch-carrier' }
  );
  expect(await records.results()).toEqual({ unavailable: 1, timeout: 1 });
});

test('the MySQL table writes zero dates for calls that were not answered', async () => {
  const head =
    'caller_id_name,caller_id_number,destination_number,context,start_timestamp,answer_timestamp,end_timestamp,duration,billsec,hangup_cause,uuid,bleg_uuid,accountcode';
  const row = (answer: string, cause: string) =>
    `A,100,200,default,2026-11-23 10:00:00,${answer},2026-11-23 10:00:20,20,0,${cause},${cause},,`;
  const records = await open({
    'cdr.csv': [head, row('0000-00-00 00:00:00', 'USER_BUSY'), row('2026-11-23 10:00:09', 'NORMAL_CLEARING'), ''].join('\n'),
  });
  expect((await records.calls()).map(({ code, word, setupMs }) => [code ?? word, setupMs]).sort()).toEqual([
    [200, 9_000],
    ['USER_BUSY', null],
  ]);
});

type Variables = Readonly<Record<string, string>>;

function cdr(variables: Variables, { encoded = true, from = '100', to = '200' } = {}): string {
  const written = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, encoded ? encodeURIComponent(value) : value]));
  const profile = {
    username: 'alice',
    dialplan: 'XML',
    caller_id_name: 'Alice',
    ani: from,
    caller_id_number: from,
    network_addr: '192.0.2.7',
    destination_number: to,
    uuid: variables.uuid,
    context: 'public',
  };
  return JSON.stringify({
    'core-uuid': 'c0ffee',
    switchname: 'fs1',
    channel_data: { state: 'CS_REPORTING', direction: variables.direction ?? 'inbound' },
    callStats: { audio: {} },
    variables: written,
    app_log: { applications: [] },
    callflow: [{ dialplan: 'XML', profile_index: '1', caller_profile: profile, times: { answered_time: '0' } }],
  });
}

const leg = (uuid: string, callUuid: string, seconds: number, more: Variables): Variables => ({
  uuid,
  call_uuid: callUuid,
  start_epoch: String(EPOCH + seconds),
  start_stamp: '2026-11-23 11:00:00',
  answer_epoch: '0',
  end_epoch: String(EPOCH + seconds + 20),
  progressmsec: '0',
  answermsec: '0',
  billmsec: '0',
  hangup_cause: 'NORMAL_CLEARING',
  ...more,
});
const answered = (seconds: number): Variables => ({
  answer_epoch: String(EPOCH + seconds + 4),
  answermsec: '4200',
  progressmsec: '1300',
  billmsec: '15800',
});

describe('documents, one per file', () => {
  test('are read with their variables decoded; legs are merged by call_uuid, the leg that came in decides', async () => {
    const records = await open({
      'a.cdr.json': cdr(leg('a', 'a', 0, { ...answered(0), direction: 'inbound', sip_user_agent: 'Grandstream GXP 1.0+2%' })),
      'a1.cdr.json': cdr(
        leg('a1', 'a', 1, {
          direction: 'outbound',
          hangup_cause: 'USER_BUSY',
          sip_invite_failure_status: '486',
          sip_gateway_name: 'carrier',
        })
      ),
      'a2.cdr.json': cdr(leg('a2', 'a', 3, { ...answered(3), direction: 'outbound', sip_gateway_name: 'carrier2' })),
      'b.cdr.json': cdr(leg('b', 'b', 60, { direction: 'inbound', hangup_cause: 'CALL_REJECTED', sip_invite_failure_status: '603' }), {
        from: '0049',
        to: '999',
      }),
      'b1.cdr.json': cdr(leg('b1', 'b', 61, { direction: 'outbound', hangup_cause: 'CALL_REJECTED', sip_invite_failure_status: '603' })),
    });
    const calls = await records.calls(['from', 'to', 'direction', 'user agent', 'switch', 'network address']);
    expect(
      calls.map(({ time, code, callId, pddMs, setupMs, durationMs, dimensions }) => [
        time / 1_000 - EPOCH,
        code,
        callId,
        pddMs,
        setupMs,
        durationMs,
        dimensions,
      ])
    ).toEqual([
      [0, 200, 'a', 1_300, 4_200, 15_800, ['100', '200', 'inbound', 'Grandstream GXP 1.0+2%', 'fs1', '192.0.2.7']],
      [60, 603, 'b', null, null, 0, ['0049', '999', 'inbound', '', 'fs1', '192.0.2.7']],
    ]);
  });

  test.each<[string, Variables, string | number]>([
    ['the code that its INVITE failed with', { sip_invite_failure_status: '404', sip_term_status: '486', hangup_cause: 'USER_BUSY' }, 404],
    ['the code that ended it', { sip_term_status: '488', hangup_cause: 'INCOMPATIBLE_DESTINATION' }, 488],
    [
      "but not a BYE's 200",
      { sip_term_status: '200', proto_specific_hangup_cause: 'sip:200', hangup_cause: 'ORIGINATOR_CANCEL' },
      'ORIGINATOR_CANCEL',
    ],
    ['the code beside the cause', { proto_specific_hangup_cause: 'sip:503', hangup_cause: 'NORMAL_TEMPORARY_FAILURE' }, 503],
    [
      'why the last leg failed that the dialplan went on after',
      { last_bridge_hangup_cause: 'USER_BUSY', sip_hangup_disposition: 'send_bye' },
      'USER_BUSY',
    ],
    ['a cancel that left a normal clearing behind', { sip_hangup_disposition: 'recv_cancel' }, 'recv_cancel'],
    ['a Q.850 value', { hangup_cause: '', hangup_cause_q850: '17' }, 'Q.850 17'],
    ['a normal clearing, which says nothing', { hangup_cause_q850: '16' }, 'NORMAL_CLEARING'],
  ])('a leg that was not answered tells %s', async (_, variables, expected) => {
    const records = await open({ 'a.cdr.json': cdr(leg('a', 'a', 0, variables)) });
    const [call] = await records.calls();
    expect(call?.code ?? call?.word).toBe(expected);
  });

  test('tell their timings by the first column that says something in that leg', async () => {
    const records = await open({
      // Early media and no ringing; a switch that left the milliseconds out; nothing but two times.
      'a.cdr.json': cdr(leg('a', 'a', 0, { ...answered(0), progressmsec: '0', progress_mediamsec: '900' })),
      'b.cdr.json': cdr(leg('b', 'b', 60, { ...answered(60), answermsec: '0', billmsec: '', billsec: '15' })),
      'c.cdr.json': cdr(leg('c', 'c', 120, { ...answered(120), answermsec: '', billmsec: '', progressmsec: '' })),
      'd.cdr.json': cdr(leg('d', 'd', 180, { hangup_cause: 'USER_BUSY', progressmsec: '', billmsec: '' })),
    });
    expect((await records.calls()).map(({ callId, pddMs, setupMs, durationMs }) => [callId, pddMs, setupMs, durationMs])).toEqual([
      ['a', 900, 4_200, 15_800],
      ['b', 1_300, 4_000, 15_000],
      ['c', null, 4_000, 16_000],
      ['d', null, null, null],
    ]);
  });

  test('need no encoding, and may stand line by line in one file', async () => {
    const [a, b] = [leg('a', 'a', 0, { sip_user_agent: '50% + x' }), leg('b', 'b', 9, { sip_user_agent: 'a%20b' })].map((variables) =>
      cdr(variables, { encoded: false })
    );
    const records = await open({ 'day.ndjson': `${a}\n${b}\n` });
    // What looks encoded is decoded.
    expect(await records.values('user agent')).toEqual({ '50% + x': 1, 'a b': 1 });
  });

  test('are read by the thousand; damaged ones are counted and hide no others; new ones are seen', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 2_500 }, (_, index) => [
        `${index}.cdr.json`,
        cdr(leg(`u${index}`, `u${index}`, index, index % 5 === 0 ? answered(index) : { hangup_cause: 'USER_BUSY' })),
      ])
    );
    const path = folder.put({
      ...many,
      'torn.cdr.json': '{"variables":{"uuid":"x',
      'noise.cdr.json': Buffer.from([0xff, 0xfe, 0x00]),
      'empty.cdr.json': '',
    });
    const records = await folder.open({ path, layout: 'freeswitch' });
    expect(await records.results()).toEqual({ answered: 500, busy: 2_000 });
    expect((await records.extent()).unread).toMatchObject({ rows: 3, reasons: [{ reason: 'no JSON object', rows: 3 }] });
    folder.write(`${path}/new.cdr.json`, cdr(leg('new', 'new', 1, answered(1))));
    rmSync(folder.at(`${path}/1.cdr.json`));
    await untilLookedAgain();
    expect(await records.results()).toEqual({ answered: 501, busy: 1_999 });
  });
});

describe('legs=ab without call_uuid', () => {
  const at = (index: number) => `2026-11-23 10:00:${String(index).padStart(2, '0')}`;
  const row = (index: number, uuid: string, other = '', answered = false) =>
    csvLine(
      'A',
      '100',
      '200',
      'default',
      at(index),
      answered ? at(index) : '',
      at(index + 1),
      '1',
      answered ? '1' : '0',
      answered ? 'NORMAL_CLEARING' : 'USER_BUSY',
      uuid,
      other,
      '',
      'PCMU',
      'PCMU'
    );
  const bridged = (index: number) => [row(index, `a${index}`, `b${index}`, true), row(index, `b${index}`, `a${index}`, true)];
  const text = (rows: readonly string[]) => rows.map((line) => `${line}\n`).join('');

  test('legs that were never bridged are merged two by two as soon as and as long as the records have both legs of each call', async () => {
    const steps: (readonly [rows: readonly string[], results: Readonly<Record<string, number>>, areMerged: boolean])[] = [
      [[row(1, 'x'), row(1, 'y')], { busy: 2 }, false],
      // Calls that were bridged tell how the records are written, also of those before.
      [bridged(2), { answered: 1, busy: 1 }, true],
      // A third leg of the second before is of another call; so is a copy of it in no case.
      [[row(1, 'c'), row(1, 'c')], { answered: 1, busy: 2 }, true],
      [[row(3, 'z')], { answered: 1, busy: 3 }, true],
      [[row(3, 'w')], { answered: 1, busy: 3 }, true],
    ];
    const rows: string[] = [];
    const path = folder.put({});
    const records = await folder.open({ path, layout: 'freeswitch' });
    for (const [step, [more, results, areMerged]] of steps.entries()) {
      rows.push(...more);
      folder.write(`${path}/${step}.csv`, text(more));
      await untilLookedAgain();
      expect(await records.results()).toEqual(results);
      const { unread } = await records.counts();
      expect(unread.doubts).toContainEqual(expect.objectContaining({ doubt: 'unbridgedLegs', areMerged }));
      const anew = await open({ 'Master.csv': text(rows) });
      expect(await anew.results()).toEqual(results);
    }
    rmSync(folder.at(`${path}/1.csv`));
    await untilLookedAgain();
    expect(await records.results()).toEqual({ busy: 5 });
  });

  test.each([
    ['an answer', { answered: 4 }, [...bridged(1), ...bridged(2), row(4, 'x', '', true), row(4, 'y', '', true)]],
    ['another second', { answered: 1, busy: 2 }, [...bridged(1), row(4, 'x'), row(5, 'y')]],
    [
      'another cause',
      { answered: 1, busy: 1, rejected: 1 },
      [...bridged(1), row(4, 'x'), row(4, 'y').replace('USER_BUSY', 'CALL_REJECTED')],
    ],
  ])('%s is of another call', async (_, results, rows) => {
    const records = await open({ 'Master.csv': text(rows) });
    expect(await records.results()).toEqual(results);
  });

  test('a key of your own is not paired', async () => {
    const rows = [...bridged(1), row(4, 'x'), row(4, 'y')];
    const records = await open({ 'Master.csv': text(rows) }, { merge: { key: ['uuid'] } });
    expect(await records.results()).toEqual({ answered: 2, busy: 2 });
  });
});
