import { sql } from 'kysely';
import { openClickHouseServer } from '../../../../src/backend/stores/clickhouse/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { sharedStrangeClickHouse } from './ownServer';

const NEVER = new AbortController().signal;

let own: Awaited<ReturnType<typeof sharedStrangeClickHouse>>['server'];
let database: string;
let server: SqlServer;
beforeAll(async () => {
  ({ server: own, database } = await sharedStrangeClickHouse());
  server = openClickHouseServer(own.connection({ database }));
});
afterAll(() => server.close());

/** Epoch microseconds; each type can hold those that are whole in it and not before its first year. */
const MOMENTS = [
  -1,
  -1000,
  -1500,
  -86_400_000_000,
  -2_000_000_000_000_001,
  0,
  1,
  999,
  1000,
  1_767_222_000_000_000,
  1_767_221_999_999_999,
  4_102_444_799_999_999,
  Date.UTC(2106, 0, 1) * 1000 - 1,
  Date.UTC(2107, 0, 1) * 1000,
].map(BigInt);
/** Seconds without a sign hold times before it. */
const MOST = 4_294_967_296_000_000n;
const RANGES = [null, { from: 0, to: Date.UTC(2106, 0, 1) }, { from: -1, to: Date.UTC(2106, 0, 1) }, { from: 0, to: Date.UTC(2108, 0, 1) }];
const TYPES = [
  { type: 'DateTime', unit: 1_000_000n, signed: false, kind: 'instant' },
  { type: `DateTime('Asia/Kathmandu')`, unit: 1_000_000n, signed: false, kind: 'instant' },
  { type: 'Nullable(DateTime)', unit: 1_000_000n, signed: false, kind: 'instant' },
  { type: `DateTime64(3, 'America/New_York')`, unit: 1000n, signed: true, kind: 'instant' },
  { type: 'DateTime64(6)', unit: 1n, signed: true, kind: 'instant' },
  { type: 'Nullable(DateTime64(0))', unit: 1_000_000n, signed: true, kind: 'instant' },
  { type: `DateTime64(9, 'UTC')`, unit: 1n, signed: true, kind: 'instant' },
  { type: 'Date', unit: 86_400_000_000n, signed: false, kind: 'clock' },
  { type: 'Date32', unit: 86_400_000_000n, signed: true, kind: 'clock' },
] as const;

const floor = (value: bigint, step: bigint) => value / step - (value % step < 0n ? 1n : 0n);

for (const { type, unit, signed, kind } of TYPES) {
  it(`of ${type} are told, compared and grouped exactly`, async () => {
    const kept = [...new Set(MOMENTS.map((us) => floor(us, unit) * unit))]
      .filter((us) => signed || (us >= 0n && us < MOST))
      .sort((a, b) => Number(a - b));
    const table = `t${TYPES.findIndex((candidate) => candidate.type === type)}`;
    await own.sql(`create table ${table} (t ${type}) engine = Memory`, database);
    const value = (us: bigint) =>
      kind === 'clock' ? `toDate32(toInt32(${us / unit}))` : `toTimeZone(fromUnixTimestamp64Micro(toInt64(${us})), 'UTC')`;
    await own.sql(`insert into ${table} ${kept.map((us) => `select cast(${value(us)} as ${type})`).join(' union all ')}`, database);
    const ms = kept.map((us) => Number(floor(us, 1000n)));
    const { dialect } = server;
    const from = sql`from ${server.table(table)}`;
    const told = await server.run(sql`select ${dialect.milliseconds(sql`t`, kind)} ${from} order by t`, NEVER);
    expect((told.columns[0] ?? []).map(Number)).toEqual(ms);

    for (const bound of [-86_400_001, -1, 0, 1, 86_399_999, 86_400_000, 1_767_221_999_999, 1_767_222_000_000]) {
      const counted = await server.run(
        sql`select countIf(t < ${dialect.stamp(bound, kind)}), countIf(t >= ${dialect.stamp(bound, kind)}) ${from}`,
        NEVER
      );
      const below = kept.filter((us) => us < BigInt(bound) * 1000n).length;
      expect([bound, ...counted.columns.map((column) => Number(column[0]))]).toEqual([bound, below, kept.length - below]);
    }

    const winter = { until: 1_767_222_000_000, addMs: 3_600_000 };
    for (const shifts of [
      [],
      [{ until: null, addMs: 0 }],
      [{ until: null, addMs: -18_000_000 }],
      [{ until: 0, addMs: -1 }, winter, { until: null, addMs: 7_200_000 }],
    ]) {
      for (const [stepMs, range] of [1000, 60_000, 3_600_000, 604_800_000, 7].flatMap((stepMs) =>
        RANGES.map((range) => [stepMs, range] as const)
      )) {
        const { groupBy, selected } = dialect.bucket(sql`t`, kind, shifts, stepMs, range);
        const within = range === null ? sql`true` : sql`t >= ${dialect.stamp(range.from, kind)} and t < ${dialect.stamp(range.to, kind)}`;
        const grouped = await server.run(sql`select ${selected}, count(*) ${from} where ${within} group by ${groupBy} order by 1`, NEVER);
        const expected = new Map<number, number>();
        for (const time of ms.filter((at) => range === null || (at >= range.from && at < range.to))) {
          const addMs = shifts.find(({ until }) => until === null || time < until)?.addMs ?? 0;
          const bucket = Math.floor((time + addMs) / stepMs);
          expected.set(bucket, (expected.get(bucket) ?? 0) + 1);
        }
        expect(grouped.columns.map((column) => column.map(Number))).toEqual([
          [...expected.keys()].sort((a, b) => a - b),
          [...expected].sort(([a], [b]) => a - b).map(([, calls]) => calls),
        ]);
      }
    }
  });
}

it('are found by the order key and the partitions', async () => {
  await own.sql(
    `create table calls (t DateTime64(3), u DateTime, d Date) engine = MergeTree partition by (toYYYYMM(u), toMonday(d)) order by t settings index_granularity = 100`,
    database
  );
  await own.sql(
    `insert into calls select fromUnixTimestamp64Milli(toInt64(1767225600000 + number * 60000)) as t, t, t from numbers(100000)`,
    database
  );
  for (const column of ['t', 'u', 'd']) {
    const kind = column === 'd' ? 'clock' : 'instant';
    const [from, to] = [1767225600000 + 86_400_000 * 4 + 1, 1767225600000 + 86_400_000 * 6];
    const range = sql`${sql.id(column)} >= ${server.dialect.stamp(from, kind)} and ${sql.id(column)} < ${server.dialect.stamp(to, kind)}`;
    const { columns } = await server.run(sql`explain indexes = 1 select count(*) from calls where ${range}`, NEVER);
    const plan = (columns[0] ?? []).join('\n');
    const read = column === 't' ? /Granules: (\d+)\//g : /Parts: (\d+)\//g;
    const counts = [...plan.matchAll(read)].map(([, count]) => Number(count));
    expect(counts.length).toBeGreaterThan(0);
    // Two days of the sixty-nine: 29 granules of 100 minutes, which may begin and end in the middle of one.
    expect([column, Math.min(...counts) <= (column === 't' ? 31 : 2)]).toEqual([column, true]);
  }
});
