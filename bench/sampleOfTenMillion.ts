import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export const ROWS = 10_000_000;
/** First call of the records, and the end of their 30 days. */
export const FIRST = Date.UTC(2026, 9, 1);
export const LAST = Date.UTC(2026, 9, 31);

/** Rows of calls, one each, one after the other. */
export const callRows = (rows: number, { everyMs = 259, trunks = 12 } = {}) => `
  select timestamp '2026-10-01' + to_milliseconds((i * ${everyMs})::bigint) as start_time,
    (case hash(i) % 20 when 0 then 486 when 1 then 480 when 2 then 503 when 3 then 404 when 4 then 487 when 5 then 408 when 6 then 603 else 200 end)::integer as sip_code,
    'call-' || i as call_id,
    (hash(i + 1) % 5000)::integer as pdd_ms, (hash(i + 2) % 9000)::integer as setup_ms, (hash(i + 3) % 600000)::integer as duration_ms,
    '49' || (hash(i + 4) % 100000000) as "from", '49' || (hash(i + 5) % 100000000) as "to",
    'trunk-' || (hash(i + 6) % ${trunks}) as trunk, 'run-' || (i // 1000000) as run_id
  from range(${rows}) t(i)`;

/** INVITE and BYE rows of a proxy; every third call was challenged first. */
export const accountingRows = (rows: number) => `
  select i as id, case i % 3 when 1 then 'BYE' else 'INVITE' end as method, 'ft' || i as from_tag, 'tt' || i as to_tag,
    'call-' || (i // 3) || '@host.example' as callid,
    (case i % 3 when 0 then (case hash(i) % 10 when 0 then 486 when 1 then 503 else 200 end) when 1 then 200 else 407 end)::varchar as sip_code,
    'OK' as sip_reason, strftime(timestamp '2026-10-01' + to_seconds((i // 4)::bigint), '%Y-%m-%d %H:%M:%S') as "time",
    'u' || (hash(i) % 100000) as src_user, 'd' || (hash(i) % 10) as src_domain, '10.0.0.' || (hash(i) % 100) as src_ip, 'x' || (hash(i) % 100000) as dst_user
  from range(${rows}) t(i)`;

/** Makes the records of the measurements where they are not there yet: `calls/calls.parquet`, `kamailio/acc.csv`. */
export async function makeRecords(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB' });
  const connection = await instance.connect();
  for (const [name, select, options] of [
    ['calls/calls.parquet', callRows(ROWS), '(format parquet)'],
    ['kamailio/acc.csv', accountingRows(ROWS), '(header)'],
  ] as const) {
    const file = path.join(folder, name);
    if (!existsSync(file)) {
      mkdirSync(path.dirname(file), { recursive: true });
      process.stdout.write(`Making ${name}, ${ROWS} rows …\n`);
      await connection.run(`copy (${select}) to '${file}' ${options}`);
    }
  }
  connection.closeSync();
  instance.closeSync();
}
