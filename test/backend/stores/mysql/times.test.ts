import { type RawBuilder, sql } from 'kysely';
import { openMysqlServer } from '../../../../src/backend/stores/mysql/open';
import type { Shift } from '../../../../src/backend/stores/sql/dialect';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;
const DAY_MS = 86_400_000;

/** Times with microseconds; what JavaScript makes of them stands beside. */
const TIMES = [
  '0001-01-01 00:00:00',
  '0999-12-31 23:59:59.999999',
  '1900-02-28 12:00:00',
  '1969-12-31 23:59:59.999500',
  '1970-01-01 00:00:00',
  '1970-01-01 00:00:00.001999',
  '2000-02-29 12:34:56.789012',
  '2026-03-29 00:59:59.999999',
  '2026-03-29 01:00:00',
  '2026-10-25 00:59:59.999',
  '2026-11-24 10:00:00.0005',
  '2038-01-19 03:14:07.999999',
  '2099-12-31 23:59:59.999999',
  '9999-12-31 23:59:59.999',
];
const msOf = (time: string) => Date.parse(`${time.replace(' ', 'T').replace(/(\.\d{3})\d*$/, '$1')}Z`);
/** What a timestamp can hold in every version. */
const INSTANTS = TIMES.filter((time) => msOf(time) >= 1000 && msOf(time) < Date.parse('2038-01-19T03:14:07Z'));
const ZERO = ['0000-00-00 00:00:00', '2026-00-10 00:00:00', '2026-01-00 00:00:00'];

let own: OwnServer;
let server: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start();
  await own.sql(
    `create table moments (id int primary key auto_increment, clock datetime(6), instant timestamp(6) null, day date);
     insert into moments (clock, day) values ${[...TIMES, ...ZERO].map((time) => `('${time}', '${time.slice(0, 10)}')`).join(', ')};
     insert into moments (instant) values ${[...INSTANTS, ZERO[0]].map((time) => `('${time}')`).join(', ')};
     insert into moments values ();
     create table calls (id int primary key auto_increment, clock datetime not null, instant timestamp(3) not null default '2000-01-01', day date not null, index (clock), index (instant), index (day));
     insert into calls (clock, instant, day) with recursive n as (select 0 as v union all select v + 1 from n where v < 999) select timestamp'2026-01-01 00:00:00' + interval v hour, timestamp'2026-01-01 00:00:00' + interval v hour, timestamp'2026-01-01 00:00:00' + interval v hour from n;
     create table parted (clock datetime not null) partition by range (to_days(clock)) (partition early values less than (to_days('2026-01-02')), partition middle values less than (to_days('2026-01-03')), partition late values less than maxvalue);
     insert into parted select clock from calls;
     analyze table calls, parted`,
    'calls'
  );
  server = openMysqlServer(own.connection());
  await server.has('calls', NEVER);
});
afterAll(async () => {
  await server.close();
  await own.life.remove();
});

async function column(expression: RawBuilder<unknown>, where: RawBuilder<unknown>, from = 'moments'): Promise<unknown[]> {
  const { columns } = await server.run(sql`select ${expression} from ${server.table(from)} where ${where} order by id`, NEVER);
  return [...(columns[0] ?? [])];
}

const clock = sql`clock`;
const instant = sql`instant`;

it('reads milliseconds, rounded down, of every time type; zero dates are none', async () => {
  const { milliseconds } = server.dialect;
  expect(await column(milliseconds(clock, 'clock'), sql`clock is not null`)).toEqual([...TIMES.map(msOf), ...ZERO.map(() => null)]);
  expect(await column(milliseconds(instant, 'instant'), sql`instant is not null`)).toEqual([...INSTANTS.map(msOf), null]);
  expect(await column(milliseconds(sql`day`, 'clock'), sql`day is not null`)).toEqual([
    ...TIMES.map((time) => msOf(time.slice(0, 10) + ' 00:00:00')),
    ...ZERO.map(() => null),
  ]);
  expect(await column(milliseconds(clock, 'clock'), sql`clock is null and instant is null`)).toEqual([null]);
});

it('counts buckets downwards, with whatever shifts and steps', async () => {
  const shifted: Shift[] = [
    { until: Date.parse('2026-03-29T01:00:00Z'), addMs: 3_600_000 },
    { until: Date.parse('2026-10-25T01:00:00Z'), addMs: 7_200_000 },
    { until: null, addMs: 3_600_000 },
  ];
  const cases: [readonly Shift[], number][] = [
    [[], 3_600_000],
    [[{ until: null, addMs: 0 }], 1000],
    [[{ until: null, addMs: -19_800_000 }], 86_400_000],
    [[{ until: null, addMs: 50_400_000 }], 604_800_000],
    [shifted, 86_400_000],
    [shifted, 900_000],
    [[{ until: null, addMs: 250 }], 1500],
    [[], 1],
    [[{ until: null, addMs: 3_600_000 }], 7],
  ];
  for (const [shifts, stepMs] of cases) {
    const expected = (ms: number) => Math.floor((ms + (shifts.find(({ until }) => until === null || ms < until)?.addMs ?? 0)) / stepMs);
    const grouped = async (times: RawBuilder<unknown>, type: 'clock' | 'instant') => {
      const { groupBy, selected } = server.dialect.bucket(times, type, shifts, stepMs, null);
      const { columns } = await server.run(
        sql`select ${selected}, count(*) from moments where ${times} >= ${server.dialect.stamp(-1e15, type)} group by ${groupBy} order by 1`,
        NEVER
      );
      return columns[0]?.filter((bucket) => bucket !== null);
    };
    const buckets = (times: readonly string[]) => [...new Set(times.map((time) => expected(msOf(time))))].sort((a, b) => a - b);
    expect([shifts, stepMs, await grouped(clock, 'clock')]).toEqual([shifts, stepMs, buckets(TIMES)]);
    expect([shifts, stepMs, await grouped(instant, 'instant')]).toEqual([shifts, stepMs, buckets(INSTANTS)]);
  }
});

it('compares columns with stamps to the millisecond, wherever they are', async () => {
  const moments = [
    -1e15,
    msOf('0001-01-01 00:00:00'),
    msOf('1969-12-31 23:59:59.9995'),
    0,
    1,
    2,
    1000,
    msOf('2026-03-29 01:00:00'),
    msOf('2026-03-29 01:00:00') - 1,
    msOf('2038-01-19 03:14:07.999'),
    Date.parse('2099-12-31T23:59:59.999Z'),
    1e15,
  ];
  for (const ms of moments) {
    const least = Math.max(ms, msOf('0001-01-01 00:00:00'));
    const found = async (times: RawBuilder<unknown>, type: 'clock' | 'instant') =>
      (await column(server.dialect.milliseconds(times, type), sql`${times} >= ${server.dialect.stamp(ms, type)} and ${times} > 0`)).filter(
        (value) => value !== null
      );
    const after = (times: readonly string[]) =>
      times.map(msOf).filter((time) => time >= Math.min(least, Date.parse('9999-12-31T23:59:59.999Z')));
    expect([ms, await found(clock, 'clock')]).toEqual([ms, after(TIMES)]);
    expect([ms, await found(instant, 'instant')]).toEqual([ms, after(INSTANTS)]);
  }
  expect(await column(sql`id`, sql`instant >= ${server.dialect.stamp(-1e15, 'instant')} and instant = 0`)).toEqual([]);
});

async function plan(statement: RawBuilder<unknown>): Promise<Record<string, unknown>> {
  const { statement: text } = await server.run(statement, NEVER);
  const kind = own.isMysql ? 'explain format=traditional' : 'explain partitions';
  return (await own.sql(`${kind} ${text}`, 'calls'))[0] ?? {};
}

it('lets an index or a partitioning on the column serve a range', async () => {
  const [from, to] = [Date.parse('2026-01-02T05:00:00.123Z'), Date.parse('2026-01-02T08:00:00.500Z')];
  const range = (name: string, type: 'clock' | 'instant', end = to) =>
    sql`${sql.id(name)} >= ${server.dialect.stamp(from, type)} and ${sql.id(name)} < ${server.dialect.stamp(end, type)}`;
  for (const [name, type, end, rows] of [
    ['clock', 'clock', to, 3],
    ['instant', 'instant', to, 3],
    ['day', 'clock', to + DAY_MS, 24],
  ] as const) {
    const statement = sql`select count(*) from calls where ${range(name, type, end)}`;
    expect([name, await plan(statement)]).toEqual([name, expect.objectContaining({ type: 'range', key: name })]);
    expect([name, (await server.run(statement, NEVER)).columns[0]]).toEqual([name, [rows]]);
  }
  const statement = sql`select count(*) from parted where ${range('clock', 'clock')}`;
  expect(await plan(statement)).toMatchObject({ partitions: 'middle' });
  expect((await server.run(statement, NEVER)).columns).toEqual([[3]]);
});
