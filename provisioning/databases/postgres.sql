-- A week of calls, and a table for calls as they happen.
create table calls (
    start_time timestamptz not null,
    sip_code integer,
    call_id text not null,
    pdd_ms integer,
    duration_ms integer,
    "from" text,
    "to" text,
    trunk text not null
);
create index on calls (start_time);

create schema live;
create table live.calls (like calls including all);

-- The calls from one moment to another, one each `every`. With outages, the trunk north gives 503 to nine calls of ten in the minutes 5 to 7 of
-- every quarter of an hour.
create function made_calls(since timestamptz, until timestamptz, every interval, outages boolean) returns setof calls language sql as $$
    with placed as (
        select t, random() as pick, random() as fate, random() as length
        from generate_series(since, until - every, every) as t
    ), routed as (
        select *, case when pick < 0.5 then 'north' when pick < 0.8 then 'south' else 'mobile' end as trunk from placed
    ), ended as (
        select *, case
            when outages and trunk = 'north' and fate < 0.9 and extract(minute from t)::integer % 15 between 5 and 7 then 503
            when fate < 0.60 then 200
            when fate < 0.72 then 486
            when fate < 0.82 then 487
            when fate < 0.90 then 480
            when fate < 0.95 then 404
            when fate < 0.98 then 603
            else 408
        end as code
        from routed
    )
    select t, code, md5(t::text || pick::text), (400 + 2600 * length)::integer, case when code = 200 then (5000 + 240000 * length * length)::integer end,
        '+4940669690' || floor(10 * length)::text, '+4930' || lpad(floor(1000000 * pick)::text, 6, '0'), trunk
    from ended
$$;

insert into calls select * from made_calls(now() - interval '7 days', now(), interval '6 seconds', false);
analyze calls;
