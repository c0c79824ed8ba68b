import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDataSources } from '../../../../src/backend/handlers/dataSource';
import { diagnose } from '../../../../src/backend/doctor/diagnose';
import { createHealthHandler } from '../../../../src/backend/handlers/health';
import { createMetrics } from '../../../../src/backend/handlers/metrics';
import type { PluginContext } from '../../../../src/backend/protocol/plugin';
import type { Diagnosis, FindingName } from '../../../../src/domain/doctor/finding';
import { KAMAILIO, PATIENT } from '../../../support/records';
import { OwnServer } from './ownServer';

let server: OwnServer;
const environment = { recordsDir: KAMAILIO, memoryLimitMb: 256, threads: 1, longestQueryMs: 20_000, cacheMb: 0, liveChannels: 0 };
const sources = createDataSources(environment, createMetrics(), Date.now);
jest.setTimeout(60_000);

const NOW = Date.parse('2026-11-23T08:00:00Z');

beforeAll(async () => {
  server = await OwnServer.start();
  await server.sql('create schema stock; create schema late; create schema wide');
  const dump = await readFile(path.join(KAMAILIO, 'kamailio-postgres.sql'), 'utf8');
  for (const table of ['acc', 'missed_calls']) {
    const data = path.join(server.folder, `${table}.txt`);
    await writeFile(data, copied(dump, table));
    server.give(`${table}.txt`);
    await server.sql(`${columns(table)}; copy ${table} from '${data}'; analyze ${table}`);
  }
}, 60_000);

afterAll(async () => {
  await sources.close();
  await server.end();
});

/** The rows of a table in the dump, as they stand there. */
function copied(dump: string, table: string): string {
  const start = dump.indexOf('\n', dump.indexOf(`COPY public.${table} `)) + 1;
  return dump.slice(start, dump.indexOf('\\.\n', start));
}

function columns(table: string): string {
  const texts = ['src_user', 'src_domain', 'src_ip', 'dst_ouser', 'dst_user', 'dst_domain'].map(
    (name) => `${name} varchar(128) not null default ''`
  );
  return `create table ${table} (id serial primary key, method varchar(16) not null, from_tag varchar(128) not null default '', to_tag varchar(128) not null default '', callid varchar(255) not null, sip_code varchar(3) not null, sip_reason varchar(128) not null default '', "time" timestamp not null, ${texts.join(', ')})`;
}

function context(more: object = {}): PluginContext {
  const { user, password, database } = server.connection();
  const jsonData = { engine: 'postgres', layout: 'kamailio', ...more };
  const instance = {
    uid: JSON.stringify(jsonData),
    name: 'db',
    url: `127.0.0.1:${server.port}`,
    user,
    database,
    jsonData,
    secureJsonData: { password },
    lastUpdatedMs: 1,
  };
  return { orgId: 1, user: null, instance, headers: new Map() };
}

const of = (more: object = {}, now = NOW): Promise<Diagnosis> =>
  sources.use(context(more), (source) => diagnose(source, 'none', now, PATIENT));
const found = ({ findings }: Diagnosis, name: FindingName) => findings.find(({ finding }) => finding === name);
const names = ({ findings }: Diagnosis) => findings.map(({ finding }) => finding);

test('the records of a Kamailio proxy, without an index on their time as the stock tables have none', async () => {
  const diagnosis = await of();
  expect(names(diagnosis)).toEqual(['noIndex', 'noIndex', 'mergedAway']);
  expect(found(diagnosis, 'noIndex')?.repair).toBe('Run as the table\'s owner: create index concurrently on "acc" ("time");');
  // As in the CSV files: 455 and 271 INVITE rows, 430 calls.
  expect(found(diagnosis, 'mergedAway')?.howMany).toEqual({ count: 296, of: 726 });
  expect(diagnosis.examined).toMatchObject({ calls: 430, rows: 726, whole: true });
});

test('the statement that is recommended ends the finding', async () => {
  await server.sql('set search_path to stock; ' + columns('acc'));
  await server.sql(
    `insert into stock.acc (method, callid, sip_code, "time") select 'INVITE', 'c' || n, '200', timestamp '2026-11-23 07:59:00' - n * interval '1 second' from generate_series(1, 50) n`
  );
  const stock = await of({ schema: 'stock' });
  // Rows were inserted from the newest to the oldest: 49 of 50 came late, but one of a thousand of 50 says nothing.
  expect(names(stock)).toEqual(['noIndex', 'noFailures']);
  expect(found(stock, 'noFailures')).toMatchObject({ howMany: { count: 0, of: 50 }, repair: expect.stringContaining('missed_calls') });
  await server.sql((found(stock, 'noIndex')?.repair ?? '').replace(/^.*: /, ''));
  expect(names(await of({ schema: 'stock', connections: 2 }))).toEqual(['noFailures']);
});

test('late rows, copies, gaps and a clock that is an hour ahead', async () => {
  await server.sql('set search_path to late; ' + columns('acc') + '; create index on acc ("time")');
  // A call every 10 s for three hours up to 07:59:50, without those of 07:00 to 07:09:59; every 50th row is inserted 300 s late.
  await server.sql(`insert into late.acc (method, callid, sip_code, "time")
    select 'INVITE', 'c' || n, case when n % 2 = 0 then '200' else '486' end, t from (select n, timestamp '2026-11-23 05:00:00' + n * interval '10 seconds' as t from generate_series(0, 1079) n) r
    where not (t >= '2026-11-23 07:00:00' and t < '2026-11-23 07:10:00') order by t + case when n % 50 = 49 and n < 600 then interval '305 seconds' else interval '0' end`);
  await server.sql(
    `insert into late.acc (method, callid, sip_code, "time") select method, callid, sip_code, "time" from late.acc where callid = 'c1079'; analyze late.acc`
  );
  const diagnosis = await of({ schema: 'late' });
  expect(names(diagnosis)).toEqual(['duplicates', 'gaps', 'late', 'mergedAway']);
  expect(found(diagnosis, 'duplicates')).toMatchObject({ howMany: { count: 1, of: 1_021 }, example: 'c1079' });
  expect(found(diagnosis, 'gaps')?.example).toBe('2026-11-23T07:00:00Z to 2026-11-23T07:10:00Z');
  // n = 49, 99 … 599: twelve rows, each behind the row 300 s after it.
  expect(found(diagnosis, 'late')).toMatchObject({
    howMany: { count: 12, of: 1_021 },
    what: expect.stringContaining('within 5 min'),
    repair: expect.stringContaining('settle to 5m'),
  });
  const behind = await of({ schema: 'late' }, Date.parse('2026-11-23T06:59:55Z'));
  expect(found(behind, 'wrongZone')).toMatchObject({ severity: 'warning', what: expect.stringContaining('1 h in the future') });
  const silent = await of({ schema: 'late' }, Date.parse('2026-11-23T10:30:00Z'));
  expect(found(silent, 'silent')).toMatchObject({ severity: 'warning', what: expect.stringContaining('2 h 30 min old') });
  expect(found(silent, 'wrongZone')).toBeUndefined();
});

test('times are read in the zone of the settings', async () => {
  const diagnosis = await of({ schema: 'late', timeZone: 'Europe/Berlin' }, Date.parse('2026-11-23T07:00:00Z'));
  expect(diagnosis.examined?.to).toBe(Date.parse('2026-11-23T06:59:50Z') + 1);
  expect(found(diagnosis, 'wrongZone')).toBeUndefined();
});

test('no more than 50,000 records of a table are looked at', async () => {
  await server.sql('set search_path to wide; ' + columns('acc') + '; create index on acc ("time")');
  await server.sql(
    `insert into wide.acc (method, callid, sip_code, "time") select 'INVITE', 'c' || n, '486', timestamp '2026-11-23 07:59:00' - n * interval '100 milliseconds' from generate_series(0, 59999) n; analyze wide.acc`
  );
  const diagnosis = await of({ schema: 'wide' });
  expect(diagnosis.examined).toMatchObject({ from: Date.parse('2026-11-23T07:59:00Z') - 49_999 * 100, calls: 50_000, whole: false });
}, 60_000);

test('health tells of the newest part', async () => {
  const health = createHealthHandler(sources, 20_000, Date.now);
  const { ok, message, details } = await health(context(), PATIENT);
  expect(ok).toBe(true);
  expect(message).toMatch(
    /^430 calls in the newest part, from 2026-11-22T07:57:08Z to 2026-11-23T07:57:08Z\. The time column time of acc has no index/
  );
  expect(details).toMatchObject({
    calls: 430,
    layout: 'kamailio',
    findings: expect.arrayContaining([expect.objectContaining({ finding: 'noIndex' })]),
  });
});

test('a scope holds', async () => {
  const [{ src_user, rows }] = (await server.sql(
    `select src_user, count(*)::int as rows from (select src_user from acc where method = 'INVITE' union all select src_user from missed_calls where method = 'INVITE') r group by 1 order by 2 desc, 1 limit 1`
  )) as [{ src_user: string; rows: number }];
  const diagnosis = await of({ scope: [{ dimension: 'src_user', operator: '=', values: [src_user] }] });
  expect(diagnosis.examined?.rows).toBe(rows);
});
