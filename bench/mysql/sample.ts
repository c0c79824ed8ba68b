import type { MariaDbServer } from '../../test/support/servers/mariaDbServer';
import { FIRST, LAST } from '../sampleOfTenMillion';

const FIRST_TIME = new Date(FIRST).toISOString().slice(0, -1).replace('T', ' ');
/** Rows that one statement inserts; one of millions would keep as much to undo. */
const PORTION = 500_000;
/** A whole number from 0 that looks random and is the same in every run. */
const noise = (add: number, below: number) => `crc32(seq + ${add}) % ${below}`;

/** With an index that has what the usual questions read, as docs/stores/mysql.md advises. */
const CALLS = `create table calls (start_time datetime(3) not null, sip_code int, call_id varchar(64), pdd_ms int, setup_ms int, duration_ms int,
  \`from\` varchar(32), \`to\` varchar(32), trunk varchar(32), run_id varchar(32), key (start_time, sip_code, trunk)) character set utf8mb4`;

const inserted = (rows: number, first: number, last: number) => `insert into calls
  select timestamp '${FIRST_TIME}' + interval floor((seq - 1) * ${(LAST - FIRST) / rows} * 1000) microsecond,
    coalesce(elt(1 + ${noise(0, 20)}, 486, 480, 503, 404, 487, 408, 603), 200), concat('call-', seq), ${noise(1, 5000)}, ${noise(2, 9000)}, ${noise(3, 600000)},
    concat('49', ${noise(4, 100000000)}), concat('49', ${noise(5, 100000000)}), concat('trunk-', ${noise(6, 12)}), concat('run-', floor((seq - 1) * 10 / ${rows}))
  from seq_${first}_to_${last}`;

/** Makes the calls of the measurements in a new server. */
export async function makeCalls(server: MariaDbServer, database: string, rows: number): Promise<void> {
  await server.query(CALLS, [], database);
  for (let first = 1; first <= rows; first += PORTION) {
    await server.query(inserted(rows, first, Math.min(first + PORTION - 1, rows)), [], database);
  }
  await server.query('analyze table calls', [], database);
}
