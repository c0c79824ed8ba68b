import { type RawBuilder, sql } from 'kysely';
import { postgresDialect } from '../../../../src/backend/stores/postgres/dialect';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import type { Shift } from '../../../../src/backend/stores/sql/dialect';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { compileStatement } from '../../../../src/backend/stores/sql/statements';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const TYPES = [
  { type: 'clock', column: 'clock_at' },
  { type: 'instant', column: 'instant_at' },
] as const;
/** `date_bin` is there from version 14 on; what is done without it works everywhere, and before the version is known. */
const DIALECTS = [
  { named: 'without date_bin', dialectOf: () => postgresDialect(() => 13) },
  { named: 'as the server does it', dialectOf: () => server.dialect },
];

let own: OwnServer;
let server: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start();
  server = openPostgresServer(own.connection());
  await own.sql(`set timezone = 'UTC'; set datestyle = 'ISO';
    create table times (clock_at timestamp, instant_at timestamptz);
    insert into times select t, t from unnest(array['2026-11-24 10:00:00', '2026-11-24 10:00:00.123', '2026-11-24 10:00:00.123999', '2026-11-24 10:59:59.999999', '2026-11-24 11:00',
      '1969-12-31 23:59:59.9995', '1970-01-01', '1900-06-01 12:00', '0001-01-01', '2100-12-31 23:59:59.999999', '9999-12-31 23:59:59', 'infinity', '-infinity', null]::timestamp[]) t;
    insert into times select t, t from generate_series(timestamp '2026-10-24', '2026-10-27', interval '17 minutes 3.001 seconds') t;
    create table calls_at (at timestamptz not null, at_clock timestamp not null, day date not null) partition by range (at);
    create table calls_1 partition of calls_at for values from ('2026-01-01') to ('2026-02-01');
    create table calls_2 partition of calls_at for values from ('2026-02-01') to ('2026-03-01');
    insert into calls_at select t, t, t from generate_series(timestamp '2026-01-01', '2026-02-27', interval '3 minutes') t;
    create index on calls_at (at); create index on calls_at (at_clock); create index on calls_at (day);
    analyze calls_at`);
});
afterAll(async () => {
  await server.close();
  await own.end();
});

async function columns(statement: RawBuilder<unknown>): Promise<readonly (readonly unknown[])[]> {
  return (await server.run(statement, NEVER)).columns;
}

describe.each(TYPES)('a column of the type $type', ({ type, column }) => {
  it('is read in whole milliseconds, rounded down; no time is none', async () => {
    const [texts = [], read] = await columns(
      sql`select to_char(clock_at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), ${server.dialect.milliseconds(sql.id(column), type)} from times limit 14`
    );
    const expected = texts.map((text) => {
      const parts = /^(.*\.\d{3})\d{3}$/.exec(String(text));
      return parts === null ? null : Date.parse(`${parts[1] ?? ''}Z`);
    });
    expect(expected.filter((ms) => ms === null)).toHaveLength(3);
    expect(read).toEqual(expected);
  });

  it.each(DIALECTS)('is grouped into buckets that start where the shifts say, $named', async ({ dialectOf }) => {
    const dialect = dialectOf();
    const change = Date.parse('2026-10-25T01:00:00Z');
    const cases: { shifts: Shift[]; stepMs: number }[] = [
      { shifts: [{ until: null, addMs: 0 }], stepMs: HOUR },
      { shifts: [], stepMs: 60_000 },
      { shifts: [{ until: null, addMs: 5.5 * HOUR }], stepMs: DAY },
      { shifts: [{ until: null, addMs: -3 * HOUR }], stepMs: 7 * DAY },
      { shifts: [{ until: null, addMs: 1 }], stepMs: 250 },
      {
        shifts: [
          { until: change, addMs: 2 * HOUR },
          { until: null, addMs: HOUR },
        ],
        stepMs: DAY,
      },
      {
        shifts: [
          { until: change, addMs: 2 * HOUR },
          { until: change + DAY, addMs: HOUR },
          { until: null, addMs: -HOUR },
        ],
        stepMs: HOUR,
      },
    ];
    const [times = []] = await columns(sql`select ${dialect.milliseconds(sql.id(column), type)} from times`);
    for (const { shifts, stepMs } of cases) {
      const expected = new Map<number | null, number>();
      for (const time of times) {
        const addMs = shifts.find(({ until }) => until === null || Number(time) < until)?.addMs ?? 0;
        const bucket = time === null ? null : Math.floor((Number(time) + addMs) / stepMs);
        expected.set(bucket, (expected.get(bucket) ?? 0) + 1);
      }
      const { groupBy, selected } = dialect.bucket(sql.id(column), type, shifts, stepMs, null);
      const [buckets = [], counts = []] = await columns(
        sql`select ${selected}, count(*) from times where ${sql.id(column)} is not null group by ${groupBy}`
      );
      const found = new Map<number | null, number>();
      buckets.forEach((bucket, row) =>
        found.set(bucket === null ? null : Number(bucket), (found.get(bucket === null ? null : Number(bucket)) ?? 0) + Number(counts[row]))
      );
      // Rows without a time are not in the grouped ones; times without a number have no bucket.
      expected.set(null, 2);
      expect({ shifts, stepMs, found: found }).toEqual({ shifts, stepMs, found: expected });
      const numbers = buckets.filter((bucket) => bucket !== null);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });

  it('is compared with stamps in its own type', async () => {
    for (const ms of [
      Date.parse('2026-11-24T10:00:00.123Z'),
      0,
      -1,
      Date.parse('0001-01-01T00:00:00Z'),
      Date.parse('2100-12-31T23:59:59.999Z'),
    ]) {
      const [read = []] = await columns(sql`select ${server.dialect.milliseconds(server.dialect.stamp(ms, type), type)}`);
      expect(read).toEqual([ms]);
    }
    const beyond = await columns(
      sql`select count(*) from times where ${sql.id(column)} >= ${server.dialect.stamp(-8.64e15, type)} and ${sql.id(column)} < ${server.dialect.stamp(8.64e15, type)}`
    );
    const all = await columns(sql`select count(*) from times where isfinite(${sql.id(column)})`);
    expect(beyond).toEqual(all);
  });
});

it.each([
  { column: 'at', type: 'instant' },
  { column: 'at_clock', type: 'clock' },
  { column: 'day', type: 'clock' },
] as const)('an index serves a range of the column $column', async ({ column, type }) => {
  const { dialect } = server;
  const [from, to] = [Date.parse('2026-01-10T00:00:00Z'), Date.parse('2026-01-10T01:00:00Z')];
  const [plan = []] = await columns(
    sql`explain select count(*) from calls_at where ${sql.id(column)} >= ${dialect.stamp(from, type)} and ${sql.id(column)} < ${dialect.stamp(to, type)}`
  );
  const text = plan.join('\n');
  expect(text).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
  expect(text).not.toContain('Seq Scan');
  // The range of the partitioning column chooses partitions while the statement is planned.
  expect(text.includes('calls_2')).toBe(column !== 'at');
});

it('date_bin is used as soon as the server is known to have it', async () => {
  const fresh = openPostgresServer(own.connection());
  const grouping = () => compileStatement(fresh.dialect, sql`${fresh.dialect.bucket(sql.id('at'), 'instant', [], HOUR, null).groupBy}`).sql;
  try {
    expect(grouping()).not.toContain('date_bin');
    const { columns: version } = await fresh.run(sql`select current_setting('server_version_num')::int`, NEVER);
    expect(grouping().includes('date_bin')).toBe(Number(version[0]?.[0]) >= 140_000);
  } finally {
    await fresh.close();
  }
});

it('a date counts as the midnight it begins with', async () => {
  const { dialect } = server;
  const { groupBy, selected } = dialect.bucket(sql.id('day'), 'clock', [{ until: null, addMs: 0 }], DAY, null);
  const found = await columns(
    sql`select ${dialect.milliseconds(sql.id('day'), 'clock')}, ${selected}, count(*) from calls_at where day < '2026-01-03' group by day, ${groupBy} order by 1`
  );
  expect(found).toEqual([
    [Date.parse('2026-01-01'), Date.parse('2026-01-02')],
    [20454, 20455],
    [480, 480],
  ]);
});
