/** Which minutes rows were inserted for since an earlier look, by their key. */
import { mySqlEngines } from '../../../engines/mySql';
import { openLoaded } from '../../../engines/openScenario';
import { givenServer } from '../../../engines/serverRecords';
import { PATIENT } from '../../../support/records';
import { mySqlAt, sharedMariaDb } from '../../../support/servers/mariaDbServer';

const [MINUTE, HOUR] = [60_000, 3_600_000];
const EIGHT = Date.parse('2026-11-23T07:00:00Z');

test('rows of two tables, in a zone, with what they may supersede', async () => {
  const [engine] = mySqlEngines;
  const jsonData = { layout: 'kamailio', timeZone: 'Europe/Berlin', merge: { lookback: '1h', lookahead: '15m' } };
  const source = await engine!.load({ name: 'arrivals', tables: [], jsonData, range: { from: EIGHT, to: EIGHT + HOUR } }, '');
  const { query } = mySqlAt(givenServer('CALLRESULT_TEST_MYSQL') ?? (await sharedMariaDb()));
  const run = (statement: string) => query(statement, [], source.database);
  for (const table of ['acc', 'missed_calls']) {
    await run(
      `create table ${table} (id int auto_increment primary key, time datetime not null, callid varchar(255) not null, method varchar(16), sip_code varchar(3))`
    );
  }
  const insert = (table: string, time: string) =>
    run(`insert into ${table} (time, callid, method, sip_code) values ('2026-11-23 ${time}', 'c', 'INVITE', '486')`);
  await insert('acc', '08:00:00');
  const { store } = await openLoaded(source, '');
  try {
    const first = await store.arrivals?.(null, PATIENT);
    expect(first?.touched).toEqual([]);
    expect(await store.arrivals?.(first?.mark ?? '', PATIENT)).toEqual(first);
    await insert('acc', '08:00:59');
    await insert('missed_calls', '05:30:00');
    const next = await store.arrivals?.(first?.mark ?? '', PATIENT);
    expect(next?.touched).toEqual([
      { from: EIGHT - 2.5 * HOUR - 15 * MINUTE, to: EIGHT - 2.5 * HOUR + MINUTE + HOUR },
      { from: EIGHT - 15 * MINUTE, to: EIGHT + MINUTE + HOUR },
    ]);
    expect((await store.arrivals?.(next?.mark ?? '', PATIENT))?.touched).toEqual([]);
  } finally {
    await store.close();
  }
});
