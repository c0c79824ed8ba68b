import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openStore } from '../../../src/backend/stores/open';
import type { CallUnit } from '../../../src/domain/callUnit';
import { parseSettings } from '../../../src/domain/settings';
import { OpenRecords, PATIENT } from '../../support/records';
import { OwnServer } from '../stores/postgres/ownServer';

/**
 * HOMER 7's message table as heplify-server makes it (rotator/pgfiles.go), its rows as database/header.go writes them: in the data
 * header `method` is the method of a request and the code of a reply.
 */
const TABLES = `
create table hep_proto_1_call (id bigserial not null, sid varchar not null, create_date timestamptz default current_timestamp not null,
  protocol_header jsonb not null, data_header jsonb not null, raw varchar not null) partition by range (create_date);
create table hep_proto_1_call_20261123_0000 partition of hep_proto_1_call for values from ('2026-11-23 00:00+00') to ('2026-11-23 12:00+00');
create index on hep_proto_1_call_20261123_0000 (create_date);
create index on hep_proto_1_call_20261123_0000 (sid);`;

type Message = readonly [sid: string, at: string, method: string, cseq: string, toTag: string, node: string];
const MESSAGES: readonly Message[] = [
  // Challenged, tried again with credentials (sent twice, seen by two agents), answered, a re-INVITE, hung up.
  ['a', '10:00:00.000', 'INVITE', '1 INVITE', '', 'n1'],
  ['a', '10:00:00.010', '100', '1 INVITE', '', 'n1'],
  ['a', '10:00:00.020', '407', '1 INVITE', 'x', 'n1'],
  ['a', '10:00:00.100', 'INVITE', '2 INVITE', '', 'n1'],
  ['a', '10:00:00.105', 'INVITE', '2 INVITE', '', 'n2'],
  ['a', '10:00:00.600', 'INVITE', '2 INVITE', '', 'n1'],
  ['a', '10:00:00.610', '100', '2 INVITE', '', 'n1'],
  ['a', '10:00:02.100', '180', '2 INVITE', 't', 'n1'],
  ['a', '10:00:05.100', '200', '2 INVITE', 't', 'n1'],
  ['a', '10:00:05.110', '200', '2 INVITE', 't', 'n2'],
  ['a', '10:02:05.100', 'INVITE', '3 INVITE', 't', 'n1'],
  ['a', '10:02:05.200', '200', '3 INVITE', 't', 'n1'],
  ['a', '10:03:05.100', 'BYE', '4 BYE', 't', 'n1'],
  ['a', '10:03:05.200', '200', '4 BYE', 't', 'n1'],
  // A proxy tried one after the other.
  ['b', '10:10:00.000', 'INVITE', '1 INVITE', '', 'n1'],
  ['b', '10:10:01.000', '486', '1 INVITE', 't1', 'n1'],
  ['b', '10:10:09.000', '480', '1 INVITE', 't2', 'n1'],
  // No final reply was seen.
  ['c', '10:20:00.000', 'INVITE', '1 INVITE', '', 'n1'],
  ['c', '10:20:01.000', '183', '1 INVITE', 't', 'n1'],
  // The caller itself tried again after a failure.
  ['d', '10:30:00.000', 'INVITE', '1 INVITE', '', 'n1'],
  ['d', '10:30:00.500', '503', '1 INVITE', 'u', 'n1'],
  ['d', '10:30:01.000', 'INVITE', '2 INVITE', '', 'n1'],
  ['d', '10:30:04.000', '200', '2 INVITE', 'v', 'n1'],
];

function insert([sid, at, method, cseq, toTag, node]: Message): string {
  const protocol = { protocolFamily: 2, protocol: 17, srcIp: '192.0.2.1', dstIp: '192.0.2.2', captureId: node, correlation_id: sid };
  const data = {
    ruri_user: '200',
    ruri_domain: 'b.example',
    from_user: '100',
    from_tag: 'f',
    to_user: '200',
    to_tag: toTag,
    callid: sid,
    cseq,
    method,
    user_agent: 'ua',
  };
  return `insert into hep_proto_1_call (sid, create_date, protocol_header, data_header, raw) values ('${sid}', '2026-11-23 ${at}+00', '${JSON.stringify(protocol)}', '${JSON.stringify(data)}', '');`;
}

let server: OwnServer;
let records: OpenRecords;

beforeAll(async () => {
  server = await OwnServer.start();
  await server.sql(
    [TABLES, ...MESSAGES.map(insert), readFileSync(path.resolve(__dirname, '../../../docs/layouts/homer.sql'), 'utf8')].join('\n')
  );
  const { password, user, database } = server.connection();
  const { settings, rules } = parseSettings({ engine: 'postgres', layout: 'homer' });
  const account = { url: `127.0.0.1:${server.port}`, user, database, secureJsonData: { password } };
  records = new OpenRecords(
    await openStore(settings, account, { memoryLimitMb: 64, threads: 1, recordsDir: '/', longestQueryMs: 20_000 }),
    rules
  );
}, 60_000);

afterAll(async () => {
  await records.store.close();
  await server.end();
});

test('messages become calls: challenges, repetitions, re-INVITEs and forks are not calls of their own', async () => {
  const calls = await records.calls(['from', 'to', 'src_ip', 'capture_id']);
  expect(
    calls.map(({ time, callId, code, pddMs, setupMs, durationMs, dimensions }) => [
      new Date(time).toISOString().slice(11, 23),
      callId,
      code,
      pddMs,
      setupMs,
      durationMs,
      dimensions,
    ])
  ).toEqual([
    ['10:00:00.100', 'a', 200, 2_000, 5_000, 180_000, ['100', '200', '192.0.2.1', 'n1']],
    ['10:10:00.000', 'b', 480, 1_000, null, null, ['100', '200', '192.0.2.1', 'n1']],
    ['10:20:00.000', 'c', null, 1_000, null, null, ['100', '200', '192.0.2.1', 'n1']],
    ['10:30:01.000', 'd', 200, 3_000, 3_000, null, ['100', '200', '192.0.2.1', 'n1']],
  ]);
});

test('attempts are the INVITEs that were more than an answer to a challenge', async () => {
  const count = async (unit: CallUnit) => {
    const { calls } = await records.store.ask({ kind: 'counts', range: null, filters: [], grid: null, split: null, unit }, PATIENT);
    return calls.reduce((sum, part) => sum + part, 0);
  };
  expect([await count('calls'), await count('attempts')]).toEqual([4, 5]);
});
