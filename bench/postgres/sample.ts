import type { PostgresServer } from '../../test/support/servers/postgresServer';
import { FIRST, LAST } from '../sampleOfTenMillion';

const FIRST_TIME = new Date(FIRST).toISOString().slice(0, -1);
/** A whole number from 0 that looks random and is the same in every run. */
const noise = (add: number, below: number) => `(hashint8(i + ${add}) & 2147483647) % ${below}`;

/** As a switch would declare them: a time with a zone, codes as numbers. */
const calls = (rows: number) => `
  create table calls (start_time timestamptz not null, sip_code integer, call_id text, pdd_ms integer, setup_ms integer, duration_ms integer,
    "from" text, "to" text, trunk text, run_id text);
  insert into calls select timestamptz '${FIRST_TIME}Z' + i * interval '${(LAST - FIRST) / rows} milliseconds',
    coalesce((array[486, 480, 503, 404, 487, 408, 603])[1 + ${noise(0, 20)}], 200), 'call-' || i, ${noise(1, 5000)}, ${noise(2, 9000)}, ${noise(3, 600000)},
    '49' || ${noise(4, 100000000)}, '49' || ${noise(5, 100000000)}, 'trunk-' || ${noise(6, 12)}, 'run-' || i * 10 / ${rows}
  from generate_series(0::bigint, ${rows - 1}) i;
  create index on calls (start_time);
  vacuum analyze calls;`;

/** As Kamailio declares its table (https://www.kamailio.org/docs/db-tables/kamailio-db-devel.html#gen-db-acc); every third call was challenged first. */
const accounting = (rows: number) => `
  create table acc (id serial primary key, method varchar(16) default '' not null, from_tag varchar(128) default '' not null, to_tag varchar(128) default '' not null,
    callid varchar(255) default '' not null, sip_code varchar(3) default '' not null, sip_reason varchar(128) default '' not null, time timestamp without time zone not null,
    src_user varchar(64) default '' not null, src_domain varchar(128) default '' not null, src_ip varchar(50) default '' not null, dst_user varchar(64) default '' not null);
  insert into acc select i, case i % 3 when 1 then 'BYE' else 'INVITE' end, 'ft' || i, 'tt' || i, 'call-' || i / 3 || '@host.example',
    case i % 3 when 0 then 407 when 1 then 200 else coalesce((array[486, 503])[1 + ${noise(0, 10)}], 200) end, 'OK',
    date_trunc('second', timestamp '${FIRST_TIME}' + i * interval '${(LAST - FIRST) / rows} milliseconds'),
    'u' || ${noise(1, 100000)}, 'd' || ${noise(2, 10)}, '10.0.0.' || ${noise(3, 100)}, 'x' || ${noise(4, 100000)}
  from generate_series(0::bigint, ${rows - 1}) i;
  create index on acc (time);
  create index on acc (callid);
  vacuum analyze acc;`;

/** Makes the records of the measurements in a new server: tables `calls` and `acc`, each with an index on its time. */
export async function makeTables(server: PostgresServer, rows: number): Promise<void> {
  for (const table of [calls(rows), accounting(rows)]) {
    for (const statement of table.split(/;\n/)) {
      await server.query(statement);
    }
  }
}
