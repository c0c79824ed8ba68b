import fc from 'fast-check';
import type { CountsQuestion, Store, ValuesQuestion } from '../../../../src/backend/stores/store';
import { compileRules } from '../../../../src/domain/rules';
import { offsetSpans } from '../../../../src/domain/timeZone';
import { PATIENT } from '../../../support/records';
import { type PostgresServer, sharedPostgres } from '../../../support/servers/postgresServer';
import { countsOf, storeOn, valuesOf } from './rollupStore';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-10-24T00:00:00Z');
/** The rollup was refreshed at its last bucket; calls go on for half a day. */
const END = START + 4 * DAY;

const CALLS = `
  select setseed(0.5);
  create table calls as
    select timestamptz '2026-10-24T00:00:00Z' + random() * interval '3.5 days' as start_time,
      (array['200', '200', '200', '486', '603', '503', '404', '0', '', null, 'NO ANSWER', ' 487 '])[1 + floor(random() * 12)] as sip_code,
      (array['north', 'south', 'North', 'Zürich', '', null])[1 + floor(random() * 6)] as trunk,
      'r' || floor(random() * 40) as route, 'u' || floor(random() * 1000) as caller
    from generate_series(1, 20000);
  create index on calls (start_time);
  create view calls_local as select start_time at time zone 'America/New_York' as start_time, sip_code, trunk, route, caller from calls;`;
const ROLLUPS = `
  create materialized view per_quarter as
    select date_bin('15 minutes', start_time, timestamptz '2000-01-01T00:00:00Z') as bucket, sip_code as code, trunk, route, count(*) as calls
    from calls group by 1, 2, 3, 4;
  create materialized view per_minute as
    select date_bin('1 minute', start_time, timestamptz '2000-01-01T00:00:00Z') at time zone 'UTC' as bucket,
      case when trim(sip_code) ~ '^[0-9]+$' then cast(trim(sip_code) as int) end as code,
      case when trim(sip_code) !~ '^[0-9]+$' then sip_code end as word, trunk, route, cast(count(*) as int) as calls
    from calls group by 1, 2, 3, 4, 5;
  create table per_hour (bucket timestamptz not null, code text, trunk text, calls numeric not null);
  insert into per_hour select date_trunc('hour', start_time, 'UTC'), sip_code, trunk, 1 from calls;`;
const LATER = `
  insert into calls select timestamptz '2026-10-27T12:00:00Z' + random() * interval '11 hours', '404', 'north', 'r1', 'u1' from generate_series(1, 500);
  insert into calls select timestamptz '2026-10-27T11:58:00Z' + random() * interval '2 minutes', '503', 'late', 'r2', 'u1' from generate_series(1, 50);`;

const SOURCES = [
  { title: 'a quarter of an hour, code as text', settings: { rollup: { table: 'per_quarter', bucket: '15m', dimensions: ['trunk', 'route'] } } },
  { title: 'a minute without a zone, code and word', settings: { rollup: { table: 'public.per_minute', bucket: '1m', dimensions: ['trunk', 'route'] } } },
  { title: 'an hour, several rows for the same', settings: { rollup: { table: 'per_hour', bucket: '1h', dimensions: ['trunk'] } } },
  { title: 'a minute, records in local clock time', settings: { tables: { calls: 'calls_local' }, timeZone: 'America/New_York', rollup: { table: 'per_minute', bucket: '1m', dimensions: ['trunk', 'route'] } } },
] as const;

let server: PostgresServer;
let database: string;
const stores: Store[] = [];
beforeAll(async () => {
  server = await sharedPostgres();
  database = await server.createDatabase();
  await server.query(CALLS, [], database);
  await server.query(ROLLUPS, [], database);
  await server.query(LATER, [], database);
});
afterAll(() => Promise.all(stores.map((store) => store.close())));

const moments = fc.oneof(
  fc.integer({ min: -4, max: 4 * 96 }).map((quarter) => START + quarter * 15 * MINUTE),
  fc.integer({ min: 0, max: END - START }).map((ms) => START + ms)
);
const ranges = fc.option(fc.tuple(moments, moments).map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) })), { nil: null, freq: 12 });
const grids = fc.option(
  fc.record({ stepMs: fc.constantFrom(MINUTE, 15 * MINUTE, 20 * MINUTE, HOUR, DAY), zone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe') })
    .map(({ stepMs, zone }) => ({ stepMs, offsets: offsetSpans(zone, START - DAY, END + DAY) })),
  { nil: null }
);
const trunks = fc.subarray(['north', 'south', 'North', 'Zürich', '', 'late', 'nowhere']);
const routes = fc.subarray(['r1', 'r2', 'r3', 'r10']);
const filters = fc.array(fc.oneof(
  fc.record({ dimension: fc.constant('trunk'), includes: fc.boolean(), values: trunks }),
  fc.record({ dimension: fc.constantFrom('route', 'caller'), includes: fc.boolean(), values: routes })
), { maxLength: 1 });
const splits = fc.option(fc.oneof(
  trunks.map((values) => ({ dimensions: ['trunk'], groups: values.map((value) => [value]) })),
  fc.tuple(trunks, routes).map(([some, others]) => ({ dimensions: ['trunk', 'route'], groups: some.flatMap((value) => others.map((other) => [value, other])) }))
), { nil: null });
const counts: fc.Arbitrary<CountsQuestion> = fc.record({ kind: fc.constant('counts'), range: ranges, filters, grid: grids, split: splits });
const only = fc.option(fc.constantFrom(
  { rules: compileRules(), results: ['answered', 'busy'] as const },
  { rules: compileRules([{ words: ['no answer'], result: 'timeout' }]), results: ['timeout', 'unclassified'] as const }
), { nil: null });
const values: fc.Arbitrary<ValuesQuestion> = fc.record({
  kind: fc.constant('catalogue'), of: fc.constant('values'), range: ranges, filters, only,
  dimensions: fc.constantFrom(['trunk'], ['route'], ['trunk', 'route'], ['caller']), search: fc.constantFrom('', '', 'th', 'R1', 'ü'), limit: fc.constantFrom(1, 3, 10, 1_000),
});

describe.each(SOURCES)('with a rollup of $title', ({ settings }) => {
  let plain: Store;
  let rolledUp: Store;
  beforeAll(() => {
    const { rollup, ...others } = settings;
    plain = storeOn(server, database, others, END);
    rolledUp = storeOn(server, database, { ...others, rollup }, END);
    stores.push(plain, rolledUp);
  });
  const { table } = settings.rollup;
  const isUsed = (statement: string) => statement.includes(table.replace('public.', ''));

  it('counts are those of the records', async () => {
    let used = 0;
    await fc.assert(
      fc.asyncProperty(counts, async (question) => {
        const [expected, found] = await Promise.all([plain.ask(question, PATIENT), rolledUp.ask(question, PATIENT)]);
        expect(countsOf(found)).toEqual(countsOf(expected));
        used += isUsed(found.statement) ? 1 : 0;
      }),
      { numRuns: 60 }
    );
    expect(used).toBeGreaterThan(8);
  });

  it('values are those of the records, in their order', async () => {
    let used = 0;
    await fc.assert(
      fc.asyncProperty(values, async (question) => {
        const [expected, found] = await Promise.all([plain.ask(question, PATIENT), rolledUp.ask(question, PATIENT)]);
        expect(valuesOf(found)).toEqual(valuesOf(expected));
        used += isUsed(found.statement) ? 1 : 0;
      }),
      { numRuns: 40 }
    );
    expect(used).toBeGreaterThan(5);
  });
});
