import type { ClickHouseServer } from '../../test/support/servers/clickHouseServer';
import { WHOLE_MONTH } from '../questions';

const noise = (add: number, below: number) => `cityHash64(number + ${add}) % ${below}`;

const table = (rows: number, trunks: number) => [
  `create table calls (start_time DateTime64(3, 'UTC'), sip_code UInt16, call_id String, pdd_ms UInt32, setup_ms UInt32, duration_ms UInt32,
    "from" String, "to" String, trunk LowCardinality(String), run_id LowCardinality(String)) engine = MergeTree order by start_time partition by toYYYYMMDD(start_time)`,
  `insert into calls select fromUnixTimestamp64Milli(toInt64(${WHOLE_MONTH.from} + intDiv(number * ${WHOLE_MONTH.to - WHOLE_MONTH.from}, ${rows})), 'UTC'),
    transform(${noise(0, 20)}, [0, 1, 2, 3, 4, 5, 6], [486, 480, 503, 404, 487, 408, 603], 200), concat('call-', toString(number)), ${noise(1, 5000)}, ${noise(2, 9000)}, ${noise(3, 600000)},
    concat('49', toString(${noise(4, 100000000)})), concat('49', toString(${noise(5, 100000000)})), concat('trunk-', toString(${noise(6, trunks)})), concat('run-', toString(intDiv(number * 10, ${rows})))
  from numbers(${rows})`,
  'optimize table calls final',
];

/** Makes the calls of the measurements in a new server. */
export async function makeCalls(server: ClickHouseServer, rows: number, trunks = 12): Promise<void> {
  for (const statement of table(rows, trunks)) {
    await server.query(statement);
  }
}
