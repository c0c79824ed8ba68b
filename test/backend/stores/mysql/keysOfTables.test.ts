/** The keys of a range were looked for anew for every row near the range: minutes for ten thousand rows. */
import { unmasked } from '../../../../src/domain/unmasked';
import { mySqlEngines } from '../../../engines/mySql';
import { openLoaded } from '../../../engines/openScenario';
import { clockText, type Scenario } from '../../../engines/scenario';
import { givenServer } from '../../../engines/serverRecords';
import { PATIENT } from '../../../support/records';
import { mySqlAt, sharedMariaDb } from '../../../support/servers/mariaDbServer';

const AT = Date.UTC(2026, 10, 23, 8);

interface Keys {
  readonly layout: string;
  readonly tables: readonly string[];
  readonly columns: readonly string[];
  /** A row, but for its time. */
  readonly row: (number: number) => readonly string[];
}

const scenarioOf = ({ layout, tables, columns, row }: Keys): Scenario => ({
  name: layout,
  tables: tables.map((name) => ({
    name,
    columns: columns.map((column, index) => ({ name: column, type: index === 0 ? 'clock' : 'text' })),
    rows: Array.from({ length: 200 }, (_, number) => [clockText(AT + number * 60_000), ...row(number)]),
  })),
  jsonData: { layout, timeZone: 'UTC' },
  range: { from: AT, to: AT + 3_600_000 },
});

const ACC: Keys = {
  layout: 'kamailio',
  tables: ['acc', 'missed_calls'],
  columns: ['time', 'callid', 'method', 'sip_code'],
  row: (number) => [`call ${number}`, 'INVITE', '486'],
};
const PAIRS: Keys = {
  layout: 'freeswitch',
  tables: ['cdr'],
  columns: ['start_stamp', 'uuid', 'bleg_uuid', 'hangup_cause'],
  row: (number) => [`a${number}`, `b${number}`, 'USER_BUSY'],
};

test.each([
  ['two tables', ACC],
  ['pairs of columns', PAIRS],
])('the keys of a range are not looked for anew for each row: %s', async (_, keys) => {
  const [engine] = mySqlEngines;
  const scenario = scenarioOf(keys);
  const source = await engine!.load(scenario, '');
  const { store } = await openLoaded(source, '');
  try {
    const { statement, parameters, calls } = await store.ask(
      { kind: 'counts', range: scenario.range, filters: [], grid: null, split: null },
      PATIENT
    );
    expect([...calls]).toEqual([60]);
    const { query } = mySqlAt(givenServer('CALLRESULT_TEST_MYSQL') ?? (await sharedMariaDb()));
    const values = parameters.map((value) => (typeof value === 'object' && value !== null ? unmasked(value) : value));
    const plan = await query(`explain ${statement}`, values as (string | number | boolean | null)[], source.database);
    expect(plan.length).toBeGreaterThan(3);
    const steps = plan.map((step) => `${String(step['select_type'])}: ${String(step['Extra'])}`);
    expect(steps.filter((step) => /^DEPENDENT|BNL join/.test(step))).toEqual([]);
  } finally {
    await store.close();
  }
});

test('an index on the key is proposed until it is there', async () => {
  const [engine] = mySqlEngines;
  const source = await engine!.load({ ...scenarioOf(ACC), tables: [] }, '');
  const { query } = mySqlAt(givenServer('CALLRESULT_TEST_MYSQL') ?? (await sharedMariaDb()));
  const run = (statement: string) => query(statement, [], source.database);
  await run('create table acc (time datetime not null, callid varchar(255) not null, method varchar(16), sip_code varchar(3), key (time))');
  const keyIndex = async () => {
    const { store } = await openLoaded(source, '');
    try {
      const { tables } = await store.ask({ kind: 'tables' }, PATIENT);
      return tables.map((table) => table.keyIndex);
    } finally {
      await store.close();
    }
  };
  const [proposed] = await keyIndex();
  expect(proposed).toMatchObject({ column: 'callid', statement: expect.stringContaining('add index (`callid`)') });
  await run(proposed?.statement ?? '');
  expect(await keyIndex()).toEqual([null]);
});
