import type { ServerEngine } from '../../../../src/domain/engines/engines';
import { clockText } from '../../../engines/scenario';

const HOUR = 3_600_000;
const START = Date.parse('2026-10-24T00:00:00Z');
/** When the rollups were refreshed; calls go on for half a day. */
const REFRESHED = START + 84 * HOUR;

/** Calls are between these, epoch milliseconds. */
export const RECORDS = { from: START, to: START + 96 * HOUR };

const CODES = ['200', '200', '200', '486', '603', '503', '404', '0', '', null, 'NO ANSWER', ' 487 '];
const TRUNKS = ['north', 'south', 'North', 'Zürich', '', null];

/** Numbers that are as good as drawn, and always the same (Park and Miller's generator). */
function* drawn(): Generator<number, never> {
  for (let state = 42; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

const random = drawn();
const below = (limit: number) => Math.floor(random.next().value * limit);
const quoted = (text: string | null | undefined) => (text === null || text === undefined ? 'null' : `'${text}'`);
const row = (ms: number, code: string | null | undefined, trunk: string | null | undefined) =>
  `('${clockText(ms)}', ${[code, trunk, `r${below(40)}`, `u${below(1000)}`].map(quoted).join(', ')})`;

const FIRST = Array.from({ length: 6_000 }, () =>
  row(START + below(REFRESHED - START), CODES[below(CODES.length)], TRUNKS[below(TRUNKS.length)])
).join(', ');
/** Since then: on time, and for the last minutes before, as late as records may come. */
const SINCE = Array.from({ length: 300 }, (_, index) =>
  index % 3 === 0 ? row(REFRESHED - 1 - below(2 * 60_000), '503', 'late') : row(REFRESHED + below(11 * HOUR), '404', 'north')
).join(', ');

interface RollupSource {
  readonly title: string;
  readonly settings: {
    readonly rollup: { readonly table: string; readonly bucket: string; readonly dimensions: readonly string[] };
    readonly tables?: object;
    readonly timeZone?: string;
  };
}

interface Rollups {
  readonly tables: readonly string[];
  /** What happens after the rollups were refreshed. */
  readonly later: readonly string[];
  readonly sources: readonly RollupSource[];
}

const QUARTER: RollupSource = {
  title: 'a quarter of an hour, code as text',
  settings: { rollup: { table: 'per_quarter', bucket: '15m', dimensions: ['trunk', 'route'] } },
};
const MINUTE: RollupSource = {
  title: 'a minute, code and word',
  settings: { rollup: { table: 'per_minute', bucket: '1m', dimensions: ['trunk', 'route'] } },
};
const HOURS: RollupSource = {
  title: 'an hour, several rows for the same',
  settings: { rollup: { table: 'per_hour', bucket: '1h', dimensions: ['trunk'] } },
};
const LOCAL: RollupSource = {
  title: 'a minute, records in local clock time',
  settings: { ...MINUTE.settings, tables: { calls: 'calls_local' }, timeZone: 'America/New_York' },
};

/** The same calls in every engine, and rollups as one would keep them there. */
export const ROLLUPS: Readonly<Record<ServerEngine, Rollups>> = {
  postgres: {
    tables: [
      `create table calls_utc (start_time timestamp, sip_code text, trunk text, route text, caller text)`,
      `create view calls as select start_time at time zone 'UTC' as start_time, sip_code, trunk, route, caller from calls_utc`,
      `create view calls_local as select start_time at time zone 'UTC' at time zone 'America/New_York' as start_time, sip_code, trunk, route, caller from calls_utc`,
      `insert into calls_utc values ${FIRST}`,
      `create materialized view per_quarter as
         select date_bin('15 minutes', start_time, timestamptz '2000-01-01T00:00:00Z') as bucket, sip_code as code, trunk, route, count(*) as calls from calls group by 1, 2, 3, 4`,
      `create materialized view per_minute as
         select date_bin('1 minute', start_time, timestamp '2000-01-01') as bucket,
           case when trim(sip_code) ~ '^[0-9]+$' then cast(trim(sip_code) as int) end as code, case when trim(sip_code) !~ '^[0-9]+$' then sip_code end as word,
           trunk, route, cast(count(*) as int) as calls from calls_utc group by 1, 2, 3, 4, 5`,
      `create table per_hour as select date_trunc('hour', start_time, 'UTC') as bucket, sip_code as code, trunk, 1::numeric as calls from calls`,
    ],
    later: [`insert into calls_utc values ${SINCE}`],
    sources: [QUARTER, MINUTE, HOURS, LOCAL],
  },
  mysql: {
    tables: [
      `create table calls (start_time datetime(3), sip_code varchar(20), trunk varchar(20), route varchar(20), caller varchar(20)) character set utf8mb4`,
      `create view calls_local as select convert_tz(start_time, '+00:00', '-04:00') as start_time, sip_code, trunk, route, caller from calls`,
      `insert into calls values ${FIRST}`,
      `create table per_quarter as select from_days(0) + interval 0 second as bucket, sip_code as code, trunk, route, 0 as calls from calls where 1 = 0`,
      `alter table per_quarter modify bucket datetime not null, modify calls bigint not null`,
      `insert into per_quarter
         select date(start_time) + interval (hour(start_time) * 4 + floor(minute(start_time) / 15)) * 15 minute, sip_code, binary trunk, route, count(*) from calls group by 1, 2, 3, 4`,
      `create table per_minute (bucket datetime not null, code int, word varchar(20), trunk varchar(20), route varchar(20), calls int unsigned not null) character set utf8mb4`,
      `insert into per_minute
         select cast(date_format(start_time, '%Y-%m-%d %H:%i:00') as datetime), case when trim(sip_code) regexp '^[0-9]+$' then cast(trim(sip_code) as unsigned) end,
           case when trim(sip_code) not regexp '^[0-9]+$' then sip_code end, binary trunk, route, count(*) from calls group by 1, 2, 3, 4, 5`,
      `create table per_hour (bucket datetime not null, code varchar(20), trunk varchar(20), calls decimal(20, 0) not null) character set utf8mb4`,
      `insert into per_hour select cast(date_format(start_time, '%Y-%m-%d %H:00:00') as datetime), sip_code, trunk, 1 from calls`,
    ],
    later: [`insert into calls values ${SINCE}`],
    sources: [QUARTER, MINUTE, HOURS, LOCAL],
  },
  clickhouse: {
    tables: [
      `create table calls (start_time DateTime64(3, 'UTC'), sip_code Nullable(String), trunk LowCardinality(Nullable(String)), route String, caller String) engine = MergeTree order by start_time`,
      `create table per_quarter (bucket DateTime('UTC'), code LowCardinality(Nullable(String)), trunk LowCardinality(Nullable(String)), route LowCardinality(String), calls UInt64)
         engine = SummingMergeTree(calls) order by (bucket, code, trunk, route) settings allow_nullable_key = 1`,
      `create materialized view per_quarter_mv to per_quarter as
         select toStartOfInterval(start_time, interval 15 minute, 'UTC') as bucket, sip_code as code, trunk, route, count() as calls from calls group by bucket, code, trunk, route`,
      `create table per_minute (bucket DateTime('America/New_York'), code Nullable(UInt64), word LowCardinality(Nullable(String)), trunk Nullable(String), route String, calls SimpleAggregateFunction(sum, Int64))
         engine = AggregatingMergeTree order by (bucket, code, word, trunk, route) settings allow_nullable_key = 1`,
      `create materialized view per_minute_mv to per_minute as
         select toStartOfMinute(start_time) as bucket, toUInt64OrNull(trim(sip_code)) as code, if(isNull(code), sip_code, null) as word, trunk, route, toInt64(count()) as calls
         from calls group by bucket, code, word, trunk, route`,
      `insert into calls values ${FIRST}`,
      `create table per_hour (bucket DateTime('UTC'), code Nullable(String), trunk Nullable(String), calls UInt8) engine = MergeTree order by bucket`,
      `insert into per_hour select toStartOfHour(start_time), sip_code, trunk, 1 from calls`,
    ],
    later: [`insert into calls values ${SINCE}`],
    sources: [QUARTER, MINUTE, HOURS],
  },
};
