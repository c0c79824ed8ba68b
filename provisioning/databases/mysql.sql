-- A week of calls. Times are UTC.
create table calls (
    start_time datetime(3) not null,
    sip_code integer,
    call_id varchar(40) not null,
    pdd_ms integer,
    duration_ms integer,
    `from` varchar(40),
    `to` varchar(40),
    trunk varchar(40) not null,
    index (start_time)
);

create table digits (d integer not null);
insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);

insert into calls
select
    start_time,
    case when fate < 0.60 then 200 when fate < 0.72 then 486 when fate < 0.82 then 487 when fate < 0.90 then 480 when fate < 0.95 then 404 when fate < 0.98 then 603 else 408 end,
    md5(concat(start_time, pick)),
    400 + 2600 * length,
    case when fate < 0.60 then 5000 + 240000 * length * length end,
    concat('+4940669690', floor(10 * length)),
    concat('+4930', lpad(floor(1000000 * pick), 6, '0')),
    case when pick < 0.5 then 'north' when pick < 0.8 then 'south' else 'mobile' end
from (
    select
        utc_timestamp(3) - interval 6 * (a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d) second as start_time,
        rand() as pick, rand() as fate, rand() as length
    from digits a, digits b, digits c, digits d, digits e
) as placed;

drop table digits;
analyze table calls;
