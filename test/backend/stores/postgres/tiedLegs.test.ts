import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import type { StoreQuestion } from '../../../../src/backend/stores/store';
import { openSqlStore } from '../../../../src/backend/stores/sql/sqlStore';
import { parseSettings, type ServerSettings, vocabularyOf } from '../../../../src/domain/settings';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;
const range = { from: Date.parse('2026-11-23T00:00Z'), to: Date.parse('2026-11-24T00:00Z') };

let own: OwnServer;
beforeAll(async () => {
  own = await OwnServer.start();
});
afterAll(() => own.end());

/** Two legs that were refused at the same time, and a call of its own; `id` is 1 and 2, or 2 and 1. */
const legs = (table: string, id: string, [first, second]: readonly [number, number]) => `
  create table ${table} (${id}, originating_leg_uuid uuid, start_epoch numeric, answer_epoch numeric, billsec numeric, hangup_cause text, caller_id_number text, destination_number text);
  insert into ${table} values (md5('${first}')::uuid, md5('0')::uuid, 1795428000.25, 0, 7, 'USER_BUSY [17]', '${first}', '1${first}'),
    (md5('${second}')::uuid, md5('0')::uuid, 1795428000.25, 0, 7, 'USER_BUSY [17]', '${second}', '1${second}'),
    (md5('9')::uuid, null, 1795428001.5, 1795428003, 61.5, 'NORMAL_CLEARING', '9', '19')`;

async function ask<Q extends StoreQuestion>(table: string, question: Q, more: object = {}) {
  const { settings } = parseSettings({ version: 1, engine: 'postgres', layout: 'fusionpbx', tables: { v_xml_cdr: table }, ...more });
  const store = openSqlStore(settings as ServerSettings, openPostgresServer(own.connection()), vocabularyOf(settings));
  try {
    return await store.ask(question, NEVER);
  } finally {
    await store.close();
  }
}

const split = (dimension: string): StoreQuestion => ({
  kind: 'breakdown',
  range,
  filters: [],
  grid: null,
  dimensions: [dimension],
  first: false,
  maxEntries: 100,
});

test('a UUID that the settings call no value is none', async () => {
  const nobody = '00000000-0000-0000-0000-000000000000';
  await own.sql(`create table begun (xml_cdr_uuid uuid primary key, originating_leg_uuid uuid, start_epoch numeric, hangup_cause text);
    insert into begun select md5(n::text)::uuid, '${nobody}', 1795428000 + n, 'USER_BUSY' from generate_series(1, 3) n`);
  const counts = async (missing: readonly string[]) => [
    ...(await ask('begun', { kind: 'counts', range, filters: [], grid: null, split: null }, { missing })).calls,
  ];
  expect([await counts([]), await counts([nobody])]).toEqual([[1], [3]]);
});

describe.each([
  ['with a primary key', 'xml_cdr_uuid uuid primary key'],
  ['whose identifiers may be the same', 'xml_cdr_uuid uuid'],
])('legs %s that tie', (_, id) => {
  const tables = [1, 2].map((order) => `${id.includes('primary') ? 'keyed' : 'loose'}${order}`);
  beforeAll(async () => {
    await own.sql(legs(tables[0] ?? '', id, [1, 2]));
    await own.sql(legs(tables[1] ?? '', id, [2, 1]));
  });

  test('are decided by the same leg whatever their order in storage and whatever is asked', async () => {
    const values = await Promise.all(
      ['from', 'to'].flatMap((dimension) =>
        tables.map(async (table) => {
          const answer = await ask(table, split(dimension));
          return 'values' in answer ? JSON.stringify(answer.values) : null;
        })
      )
    );
    // Of the identifiers md5('1') = c4ca…, comes before md5('2') = c81e….
    expect(values.map((text) => [text?.includes('"2"') ?? null, text?.includes('"12"') ?? null])).toEqual([
      [false, false],
      [false, false],
      [false, false],
      [false, false],
    ]);
    expect(values[0]).toBe(values[1]);
    expect(values[2]).toBe(values[3]);
  });

  test('are read of no more columns than the answer names', async () => {
    const [table = ''] = tables;
    const answer = await ask(table, { kind: 'counts', range, filters: [], grid: null, split: null });
    const { statement } = answer;
    expect(statement).toContain('hangup_cause');
    expect(['caller_id_number', 'destination_number', 'duration'].filter((name) => statement.includes(name))).toEqual([]);
  });
});
