/** Accounting rows that come late into a real database: a wall that is refreshed shows what a query shows that counts everything anew. */
import { createHandlers } from '../../src/backend/handlers/createHandlers';
import type { PluginContext, PluginHandlers } from '../../src/backend/protocol/plugin';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';
import { type PostgresServer, sharedPostgres } from '../support/servers/postgresServer';
import { Random } from './truth/random';

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];
const START = Date.parse('2026-11-25T09:58:20Z');
const SETTLE = 2 * MINUTE;
const REFRESHES = 25;

let server: PostgresServer;
let database: string;
let handlers: PluginHandlers;
let now = START;
beforeAll(async () => {
  server = await sharedPostgres();
  database = await server.createDatabase();
  await server.query(
    `create table acc (id serial primary key, method text, from_tag text, to_tag text, callid text, sip_code text, sip_reason text, time timestamp not null, src_user text);
     insert into acc (method, from_tag, to_tag, callid, sip_code, sip_reason, time, src_user)
       select 'INVITE', 'f', 't', 'old' || n, case n % 3 when 0 then '486' else '200' end, '', timestamp '2026-11-25 02:00:00' + n * interval '41 seconds', 'u' || n % 3
       from generate_series(0, 690) n`,
    [],
    database
  );
  handlers = createHandlers({}, () => now);
}, 120_000);
afterAll(() => handlers.close());

function context(settings: object = { layout: 'kamailio', settle: '2m' }): PluginContext {
  const jsonData = { engine: 'postgres', tlsMode: 'disable', ...settings };
  const account = { url: `${server.host}:${server.port}`, user: server.user, database, secureJsonData: { password: server.password } };
  return {
    orgId: 1,
    user: null,
    headers: new Map(),
    instance: { uid: JSON.stringify(settings), name: 'wall', ...account, lastUpdatedMs: 1, jsonData },
  };
}

async function framesOf(query: object, of = context()): Promise<{ fields: unknown; statement: string | undefined }> {
  const data = { refId: 'A', queryType: '', intervalMs: MINUTE, maxDataPoints: 500, from: now - 6 * HOUR, to: now, json: query };
  const frames = await handlers.query(data, of, new AbortController().signal);
  const decoded = frames.map((frame) => decodeFrame(frame));
  return { fields: decoded.map((frame) => frame.data?.values), statement: decoded[0]?.schema?.meta?.executedQueryString };
}

const PANELS = [
  { kind: 'distribution' },
  { kind: 'trend', bucket: '15m' },
  { kind: 'ratio', ratios: ['ASR'], splitBy: ['src_user'], over: 'range' },
  { kind: 'comparison' },
  { kind: 'verdict', per: 'src_user' },
];

async function expectEqual(): Promise<void> {
  for (const panel of PANELS) {
    const kept = await framesOf(panel);
    expect({ now, panel, fields: kept.fields }).toEqual({ now, panel, fields: (await framesOf({ ...panel, fresh: true })).fields });
  }
}

function insert(callId: string, code: number, time: number, user: string): Promise<unknown> {
  return server.query(
    `insert into acc (method, from_tag, to_tag, callid, sip_code, sip_reason, time, src_user) values ('INVITE', 'f', 't', $1, $2, '', $3, $4)`,
    [callId, String(code), new Date(time).toISOString().slice(0, -1), user],
    database
  );
}

test(`${REFRESHES} refreshes while rows come late, some of them better rows of earlier calls`, async () => {
  const random = new Random(7);
  const calls: { id: string; time: number }[] = [];
  for (let refresh = 0; refresh < REFRESHES; refresh++) {
    now += random.pick([5 * SECOND, 5 * SECOND, 20 * SECOND, MINUTE, 7 * MINUTE]);
    for (let rows = random.whole(0, 4); rows > 0; rows--) {
      const time = now - random.whole(0, SETTLE - 1);
      const earlier = calls.filter((call) => call.time <= time && time - call.time < 15 * MINUTE);
      const call = random.chance(0.5) && earlier.length > 0 ? random.pick(earlier) : { id: `new${refresh}-${rows}`, time };
      calls.push(call);
      await insert(call.id, random.pick([200, 408, 486]), time, random.pick(['u0', 'u1', 'u2']));
    }
    await expectEqual();
  }
  expect((await framesOf({ kind: 'distribution' })).statement).toContain('past calls are kept');
}, 120_000);

test('rows that come late are counted within a minute, and so is the call two hours later whose better row one of them is', async () => {
  // What has not changed for a while is not counted again for half an hour.
  for (const passed of [2 * MINUTE, 6 * MINUTE]) {
    now += passed;
    await expectEqual();
  }
  await insert('late', 503, now - 3 * HOUR, 'u0');
  // It was busy at 08:50.
  await insert('old600', 200, Date.parse('2026-11-25T06:50:00Z'), 'u0');
  now += MINUTE + SECOND;
  await expectEqual();
});

test('past buckets of a rollup, and percentiles of the records beside it, are kept', async () => {
  await server.query(
    `create table calls as select timestamptz '2026-11-25 02:00:00Z' + n * interval '31 seconds' as start_time, case n % 4 when 0 then 486 else 200 end as sip_code,
       (n * 37) % 5000 as pdd_ms, 't' || n % 3 as trunk from generate_series(0, 3000) n;
     create table per_quarter as select date_bin('15 minutes', start_time, timestamptz '2026-11-25Z') as bucket, sip_code as code, trunk, count(*) as calls
       from calls group by 1, 2, 3`,
    [],
    database
  );
  const rollup = { table: 'per_quarter', bucket: '15m', dimensions: ['trunk'] };
  const wall = context({ layout: 'calls', rollup });
  now = Date.parse('2026-11-26T03:12:41Z');
  for (let refresh = 0; refresh < 4; refresh++) {
    now += 5 * SECOND;
    for (const panel of [
      { kind: 'ratio', ratios: ['ASR'], splitBy: ['trunk'], over: 'range' },
      { kind: 'timing', timings: ['pdd'], statistics: ['p50', 'p95', 'max'], over: 'time', bucket: '1h' },
      { kind: 'timing', timings: ['pdd'], statistics: ['p95', 'mean'], over: 'range' },
    ]) {
      const kept = await framesOf(panel, wall);
      expect({ panel, fields: kept.fields }).toEqual({ panel, fields: (await framesOf({ ...panel, fresh: true }, wall)).fields });
      if (refresh === 3) {
        expect(kept.statement).toContain('past calls are kept');
      }
    }
  }
}, 60_000);

test('a row that nobody expected any more is counted after a day at the latest', async () => {
  await insert('forgotten', 503, now - 5 * HOUR, 'u0');
  now += 4 * HOUR;
  await insert('forgotten too', 503, now - 5 * HOUR, 'u0');
  now += DAY;
  await insert('today', 200, now - HOUR, 'u1');
  await expectEqual();
});
