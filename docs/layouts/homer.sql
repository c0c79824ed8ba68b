-- A row for each INVITE that opens a dialogue, out of HOMER 7's message table (heplify-server, rotator/pgfiles.go). The messages
-- must carry callid, cseq and to_tag, as they do unless SIPHeader of heplify-server.toml leaves them out.
--
-- A time range on start_time reaches the partitions and the index on create_date; replies and BYEs are found by sid.
create view call_result_invites as
select
  invite.id,
  invite.sid as call_id,
  invite.data_header ->> 'cseq' as cseq,
  invite.create_date as start_time,
  replies.answer_time,
  bye.end_time,
  replies.sip_code,
  round(extract(epoch from replies.first_status - invite.create_date) * 1000)::bigint as pdd_ms,
  round(extract(epoch from replies.answer_time - invite.create_date) * 1000)::bigint as setup_ms,
  round(extract(epoch from bye.end_time - replies.answer_time) * 1000)::bigint as duration_ms,
  invite.data_header ->> 'from_user' as "from",
  coalesce(nullif(invite.data_header ->> 'ruri_user', ''), invite.data_header ->> 'to_user') as "to",
  invite.protocol_header ->> 'srcIp' as src_ip,
  invite.protocol_header ->> 'dstIp' as dst_ip,
  invite.data_header ->> 'user_agent' as user_agent,
  invite.protocol_header ->> 'captureId' as capture_id
from hep_proto_1_call as invite
left join lateral (
  -- Of the final replies an answer, else the last: the others went to a proxy that tried on.
  select
    min(reply.at) filter (where reply.code <> 100) as first_status,
    min(reply.at) filter (where reply.code between 200 and 299) as answer_time,
    coalesce(
      min(reply.code) filter (where reply.code between 200 and 299),
      (array_agg(reply.code order by reply.at desc, reply.id desc) filter (where reply.code >= 300))[1]
    ) as sip_code
  from (
    select message.id, message.create_date as at, substring(message.data_header ->> 'method' from '^[1-6][0-9][0-9]$')::integer as code
    from hep_proto_1_call as message
    where message.sid = invite.sid
      and message.create_date >= invite.create_date
      and message.create_date < invite.create_date + interval '5 minutes'
      and message.data_header ->> 'callid' = invite.data_header ->> 'callid'
      and message.data_header ->> 'cseq' = invite.data_header ->> 'cseq'
  ) as reply
  where reply.code is not null
) as replies on true
left join lateral (
  select min(message.create_date) as end_time
  from hep_proto_1_call as message
  where message.sid = invite.sid
    and message.create_date > replies.answer_time
    and message.create_date < replies.answer_time + interval '4 hours'
    and message.data_header ->> 'method' = 'BYE'
) as bye on true
where invite.data_header ->> 'method' = 'INVITE'
  -- With a tag it is a re-INVITE.
  and coalesce(invite.data_header ->> 'to_tag', '') = ''
  -- Sent again, or seen by another capture agent.
  and not exists (
    select 1
    from hep_proto_1_call as earlier
    where earlier.sid = invite.sid
      and earlier.create_date > invite.create_date - interval '5 minutes'
      and (earlier.create_date, earlier.id) < (invite.create_date, invite.id)
      and earlier.data_header ->> 'method' = 'INVITE'
      and earlier.data_header ->> 'callid' = invite.data_header ->> 'callid'
      and earlier.data_header ->> 'cseq' = invite.data_header ->> 'cseq'
  );
