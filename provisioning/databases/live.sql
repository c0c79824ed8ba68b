-- What has happened since the last call; the first time, six hours of it. A day is kept.
insert into live.calls
select * from made_calls(
    coalesce((select max(start_time) from live.calls) + interval '750 milliseconds', now() - interval '6 hours'),
    now(), interval '750 milliseconds', true
);
delete from live.calls where start_time < now() - interval '1 day';
