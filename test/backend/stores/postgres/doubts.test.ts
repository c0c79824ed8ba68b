/** What columns hold is looked at in the newest records where an index finds them, once for many questions. */
import { doubtNotices } from '../../../../src/backend/queries/after/notices/doubtTexts';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import { openSqlStore } from '../../../../src/backend/stores/sql/sqlStore';
import { showText } from '../../../../src/domain/numberMask';
import { parseSettings, vocabularyOf } from '../../../../src/domain/settings';
import { PATIENT } from '../../../support/records';
import { sharedStrangePostgres } from './ownServer';

const NOW = Date.UTC(2026, 10, 23, 8);

async function openCalls(statements: string, look?: () => Promise<never>) {
  const { server, database } = await sharedStrangePostgres();
  await server.sql(statements, database);
  const { settings } = parseSettings({
    version: 1,
    engine: 'postgres',
    layout: 'custom',
    tables: { calls: 'told' },
    columns: { start_time: 'start', answered: 'said', code: 'code' },
  });
  if (settings.engine !== 'postgres') {
    throw new Error('other settings than were given');
  }
  const of = openPostgresServer(server.connection({ database }));
  let looks = 0;
  const run: typeof of.run = (statement, signal) => {
    const isLook = JSON.stringify(statement.toOperationNode()).includes('texts');
    looks += isLook ? 1 : 0;
    return isLook && look !== undefined ? look() : of.run(statement, signal);
  };
  const counting = Object.assign(Object.create(of) as typeof of, { run });
  const store = openSqlStore(settings, counting, vocabularyOf(settings), () => NOW);
  const range = { from: Date.UTC(2026, 0, 1), to: NOW };
  return {
    ask: async () => (await store.ask({ kind: 'counts', range, filters: [], grid: null, split: null }, PATIENT)).unread,
    looks: () => looks,
    close: () => store.close(),
  };
}

const TABLE = 'create table told (start timestamp not null, said text, code int)';
const ROWS = `insert into told select timestamp '2026-01-01 00:00:10' + n * interval '1 minute', 'of old', 486 from generate_series(1, 50) n;
  insert into told values ('2026-11-23 07:00:01', 'perhaps', 486), ('2026-11-23 07:30:01', '0', 486)`;

test('of a table with an index on the time, the last day is looked at, and the notice says so', async () => {
  const { ask, looks, close } = await openCalls(`${TABLE}; ${ROWS}; create index on told (start)`);
  try {
    const [unread] = await Promise.all([ask(), ask()]);
    await ask();
    expect(unread).toMatchObject({ doubtsOf: 2, doubts: [{ doubt: 'unknownAnswers', rows: 1, example: 'perhaps' }] });
    expect(looks()).toBe(1);
    expect(doubtNotices(unread, showText('none'))).toEqual([
      {
        severity: 'warning',
        text: expect.stringMatching(/^Column said says of 1 record neither .*"perhaps".* \(2 records were checked, not all\.\)$/),
      },
    ]);
  } finally {
    await close();
  }
});

test('of a table without one, any records are looked at, which here are all', async () => {
  const { ask, close } = await openCalls(`${TABLE}; ${ROWS}`);
  try {
    const { doubts, doubtsOf } = await ask();
    expect([doubts, doubtsOf]).toEqual([[expect.objectContaining({ doubt: 'unknownAnswers', rows: 51 })], undefined]);
  } finally {
    await close();
  }
});

test('numbers are answered although the look fails', async () => {
  const { ask, looks, close } = await openCalls(`${TABLE}; ${ROWS}`, () => Promise.reject(new Error('no')));
  try {
    const { doubts } = await ask();
    expect([doubts, looks()]).toEqual([undefined, 1]);
  } finally {
    await close();
  }
});
