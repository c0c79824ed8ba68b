import { type BenchRange } from '../questions';

const WINDOW = "interval '3 minutes'";
const stamp = (ms: number) => `timestamp '${new Date(ms).toISOString().slice(0, -1)}'`;

/** 0 an answer, 1 a final answer, 2 a challenge; the sample holds nothing else. */
const RANK = "case when sip_code between '200' and '299' then 0 when sip_code in ('401', '407') then 2 else 1 end";

const invites = (condition: string) =>
  `select id, time, sip_code, callid collate "C" as callid, ${RANK} as rank from acc where method = 'INVITE' and ${condition}`;

/**
 * The best statement that we know for the same calls by the hour, for this sample alone: it trusts that codes are three digits,
 * that every row has a Call-ID and that few rows share one, of which each is compared with all others.
 */
export function mergedByHand({ from, to }: BenchRange): string {
  const calls = invites(`time >= ${stamp(from)} and time < ${stamp(to)}`);
  const near = invites(`time >= ${stamp(from)} - ${WINDOW} and time <= ${stamp(to)} + ${WINDOW}`);
  return `select date_bin('1 hour', one.time, '2026-10-01') as hour, one.sip_code, count(*) from (${calls}) as one
    where not exists (select 1 from (${near}) as better where better.callid = one.callid and better.time between one.time - ${WINDOW} and one.time + ${WINDOW}
      and (better.rank < one.rank or better.rank = one.rank and (case when one.rank = 0 then better.time < one.time else better.time > one.time end or better.time = one.time and better.id > one.id)))
    group by 1, 2`;
}
