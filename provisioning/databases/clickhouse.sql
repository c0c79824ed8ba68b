-- A week of calls on two shards, each with its half, and their rollup. Both servers run this.
create table calls.calls
(
    start_time DateTime64(3, 'UTC') codec(Delta, ZSTD(1)),
    sip_code UInt16,
    call_id String,
    pdd_ms Nullable(UInt32),
    duration_ms Nullable(UInt32),
    `from` String,
    `to` String,
    trunk LowCardinality(String)
)
engine = MergeTree
partition by toYYYYMM(start_time)
order by (toStartOfHour(start_time), trunk, sip_code);

create table calls.calls_per_minute
(
    bucket DateTime('UTC'),
    code UInt16,
    trunk LowCardinality(String),
    calls UInt64
)
engine = SummingMergeTree(calls)
partition by toYYYYMM(bucket)
order by (bucket, code, trunk);

create materialized view calls.calls_per_minute_feed to calls.calls_per_minute as
select toStartOfMinute(start_time) as bucket, sip_code as code, trunk, count() as calls
from calls.calls
group by bucket, code, trunk;

insert into calls.calls
with
    randCanonical(1) as pick,
    randCanonical(2) as fate,
    randCanonical(3) as length
select
    now64(3) - toIntervalSecond(6 * number),
    multiIf(fate < 0.60, 200, fate < 0.72, 486, fate < 0.82, 487, fate < 0.90, 480, fate < 0.95, 404, fate < 0.98, 603, 408),
    hex(cityHash64(number, pick)),
    toUInt32(400 + 2600 * length),
    if(fate < 0.60, toUInt32(5000 + 240000 * length * length), null),
    concat('+4940669690', toString(toUInt32(floor(10 * length)))),
    concat('+4930', leftPad(toString(toUInt32(floor(1000000 * pick))), 6, '0')),
    multiIf(pick < 0.5, 'north', pick < 0.8, 'south', 'mobile')
from numbers(100000)
where number % 2 = toUInt64(getMacro('shard')) - 1;

create table calls.calls_everywhere as calls.calls engine = Distributed('two_shards', 'calls', 'calls', cityHash64(call_id));
create table calls.calls_per_minute_everywhere as calls.calls_per_minute engine = Distributed('two_shards', 'calls', 'calls_per_minute', cityHash64(trunk));
