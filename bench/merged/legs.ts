import type { PostgresServer } from '../../test/support/servers/postgresServer';
import { FIRST, LAST } from '../sampleOfTenMillion';
import type { MergedSample } from './accounting';

/** FusionPBX's times are numbers of the type `numeric`, as are its lengths. */
const COLUMNS = [
  'xml_cdr_uuid uuid primary key, domain_name text, accountcode text, direction text, context text, caller_id_number text, caller_destination text, destination_number text',
  'start_epoch numeric, start_stamp timestamptz, answer_epoch numeric, answer_stamp timestamptz, end_epoch numeric, end_stamp timestamptz, billsec numeric, billmsec numeric',
  'pdd_ms numeric, leg char(1), originating_leg_uuid uuid, last_app text, cc_side text, cc_queue text, status text, hangup_cause text, hangup_cause_q850 numeric, sip_hangup_disposition text',
].join(', ');

/** Rows of FusionPBX's `v_xml_cdr`, one a call, of which 55 of 100 are answered; every tenth call has another leg that its caller's began. */
export function postgresLegs(server: PostgresServer): MergedSample {
  const noise = (add: number, below: number) => `((hashint8(i + ${add}) & 2147483647) % ${below})`;
  const uuid = (of: string) => `md5((${of})::text)::uuid`;
  const began = `${FIRST / 1000} + floor(i * ${(LAST - FIRST) / 1000}::numeric / `;
  return {
    table: 'v_xml_cdr',
    async make(rows) {
      const cause = `(array['USER_BUSY', 'NO_ANSWER', 'ORIGINATOR_CANCEL', 'UNALLOCATED_NUMBER'])[1 + ${noise(1, 4)}]`;
      const statements = [
        `create table v_xml_cdr (${COLUMNS})`,
        `insert into v_xml_cdr select ${uuid('i')}, 'tenant' || i % 3 || '.example', null, case i % 2 when 0 then 'inbound' else 'outbound' end, 'tenant' || i % 3 || '.example',
          '4930' || ${noise(2, 1000)}, null, '49171' || ${noise(3, 1000000)}, began, to_timestamp(began), case when answered then began + 7 else 0 end, case when answered then to_timestamp(began + 7) end,
          began + 7 + talk, to_timestamp(began + 7 + talk), talk, talk * 1000, case i % 2 when 1 then 300 + ${noise(4, 2000)} end, 'a', case i % 10 when 9 then ${uuid('i - 1')} end,
          'bridge', null, null, case when answered then 'answered' else 'missed' end, case when answered then 'NORMAL_CLEARING' else ${cause} end, case when answered then 16 end,
          case when answered then 'recv_bye' else 'send_refuse' end
        from (select i, answered, began, case when answered then ${noise(5, 180)} else 0 end as talk
          from (select i, ${noise(6, 100)} < 55 as answered, ${began}${rows}) as began from generate_series(0::bigint, ${rows - 1}) i) as times) as lengths`,
        'vacuum analyze v_xml_cdr',
      ];
      for (const statement of statements) {
        await server.query(statement);
      }
    },
  };
}
