import type { PostgresServer } from '../../test/support/servers/postgresServer';
import { FIRST, LAST } from '../sampleOfTenMillion';

/** A whole number from 0 that looks random and is the same in every run. */
const noise = (add: number, below: number) => `(hashint8(i + ${add}) & 2147483647) % ${below}`;

/** As a switch would declare them: a time with a zone, codes as numbers. */
const calls = (rows: number, first: number) => `
  create table calls (start_time timestamptz not null, sip_code integer, call_id text, pdd_ms integer, setup_ms integer, duration_ms integer,
    "from" text, "to" text, trunk text, run_id text);
  insert into calls select timestamptz '${new Date(first).toISOString()}' + i * interval '${(LAST - FIRST) / rows} milliseconds',
    coalesce((array[486, 480, 503, 404, 487, 408, 603])[1 + ${noise(0, 20)}], 200), 'call-' || i, ${noise(1, 5000)}, ${noise(2, 9000)}, ${noise(3, 600000)},
    '49' || ${noise(4, 100000000)}, '49' || ${noise(5, 100000000)}, 'trunk-' || ${noise(6, 12)}, 'run-' || i * 10 / ${rows}
  from generate_series(0::bigint, ${rows - 1}) i;
  create index on calls (start_time);
  vacuum analyze calls;`;

/** Makes the calls of the measurements, 30 days of them, in a new server, with an index on their time. */
export async function makeCalls(server: PostgresServer, rows: number, first = FIRST): Promise<void> {
  for (const statement of calls(rows, first).split(/;\n/)) {
    await server.query(statement);
  }
}
