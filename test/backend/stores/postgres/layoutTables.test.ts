import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import { openSqlStore } from '../../../../src/backend/stores/sql/sqlStore';
import type { Store } from '../../../../src/backend/stores/store';
import { parseSettings, vocabularyOf, type ServerSettings } from '../../../../src/domain/settings';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
const stores: Store[] = [];
beforeAll(async () => {
  own = await OwnServer.start();
  await own.sql(`create table export ("Disconnect Time" timestamp, "Cause" smallint, "Trunk" text);
    create schema voip;
    create table voip.calls_2026 ("ID" bigint, calldate timestamp not null, callend timestamp, duration int, connect_duration int, "lastSIPresponseNum" smallint, "lastSIPresponse_id" int, reason_sip_text_id int);
    create table voip.answers (id int primary key, "lastSIPresponse" text);
    create table voip.reasons (id int primary key, reason text);
    insert into voip.answers values (1, '486 Busy Here'), (2, '200 OK');
    insert into voip.reasons values (7, 'Call completed elsewhere');
    insert into voip.calls_2026 values (1, '2026-11-23 10:00', '2026-11-23 10:01', 60, null, 486, 1, 7), (2, '2026-11-23 11:00', '2026-11-23 11:01', 60, 50, 200, 2, null)`);
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await own.end();
});

function open(json: object): Store {
  const { settings } = parseSettings({ version: 1, engine: 'postgres', ...json });
  const store = openSqlStore(settings as ServerSettings, openPostgresServer(own.connection()), vocabularyOf(settings));
  stores.push(store);
  return store;
}

test('columns and their types are told before anything says which of them is what', async () => {
  const { columns } = await open({ layout: 'custom', tables: { calls: 'export' } }).ask({ kind: 'columns' }, NEVER);
  expect(columns).toEqual([
    { name: 'Disconnect Time', type: 'timestamp without time zone' },
    { name: 'Cause', type: 'smallint' },
    { name: 'Trunk', type: 'text' },
  ]);
});

test('texts that are in other tables are found where these are really called otherwise', async () => {
  const tables = { cdr: 'voip.calls_2026', cdr_sip_response: 'voip.answers', cdr_reason: 'voip.reasons' };
  const store = open({ layout: 'voipmonitor', tables });
  const values = async (dimension: string) =>
    (
      await store.ask({ kind: 'values', dimensions: [dimension], range: null, filters: [], only: null, search: '', limit: 10 }, NEVER)
    ).values
      .flat()
      .sort();
  expect(await values('response')).toEqual(['200 OK', '486 Busy Here']);
  expect(await values('sip reason text')).toEqual(['', 'Call completed elsewhere']);
});
