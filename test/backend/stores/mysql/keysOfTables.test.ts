/** The keys of a range were looked for in both tables again for every row near the range: minutes for ten thousand rows without an index. */
import { unmasked } from '../../../../src/domain/unmasked';
import { mySqlEngines } from '../../../engines/mySql';
import { openLoaded } from '../../../engines/openScenario';
import { clockText, type Scenario } from '../../../engines/scenario';
import { givenServer } from '../../../engines/serverRecords';
import { PATIENT } from '../../../support/records';
import { mySqlAt, sharedMariaDb } from '../../../support/servers/mariaDbServer';

const AT = Date.UTC(2026, 10, 23, 8);
const columns = ['time', 'callid', 'method', 'sip_code'].map((name) => ({ name, type: name === 'time' ? 'clock' : 'text' }) as const);
const rows = Array.from({ length: 200 }, (_, row) => [clockText(AT + row * 60_000), `call ${row}`, 'INVITE', '486']);
const SCENARIO: Scenario = {
  name: 'keys of two tables',
  tables: ['acc', 'missed_calls'].map((name) => ({ name, columns, rows })),
  jsonData: { layout: 'kamailio', timeZone: 'UTC' },
  range: { from: AT, to: AT + 3_600_000 },
};

test('the keys of a range are looked up once for a statement', async () => {
  const [engine] = mySqlEngines;
  const source = await engine!.load(SCENARIO, '');
  const { store } = await openLoaded(source, '');
  try {
    const { statement, parameters, calls } = await store.ask(
      { kind: 'counts', range: SCENARIO.range, filters: [], grid: null, split: null },
      PATIENT
    );
    expect([...calls]).toEqual([60]);
    const { query } = mySqlAt(givenServer('CALLRESULT_TEST_MYSQL') ?? (await sharedMariaDb()));
    const values = parameters.map((value) => (typeof value === 'object' && value !== null ? unmasked(value) : value));
    const plan = await query(`explain ${statement}`, values as (string | number | boolean | null)[], source.database);
    expect(plan.length).toBeGreaterThan(3);
    expect(plan.map((step) => String(step['select_type'])).filter((type) => type.startsWith('DEPENDENT'))).toEqual([]);
  } finally {
    await store.close();
  }
});
