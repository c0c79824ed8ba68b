/** A wall of equal panels, asked through the plugin's process, is one statement in the database. */
import pg from 'pg';
import { type Plugin, startPlugin } from '../../src/pluginHost/startPlugin';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';
import { builtPlugin } from '../support/builtPlugin';
import { type PostgresServer, sharedPostgres } from '../support/servers/postgresServer';

const PANELS = 50;
const FROM = Date.parse('2026-11-24T00:00:00Z');
const TO = FROM + 86_400_000;

let plugin: Plugin;
let server: PostgresServer;
let database: string;
let readsOfOne: number;
beforeAll(async () => {
  server = await sharedPostgres();
  database = await server.createDatabase();
  await server.query(
    `create table calls (start_time timestamptz not null, sip_code int, trunk text);
     insert into calls select '2026-11-24'::timestamptz + n * interval '1 minute', case n % 3 when 0 then 486 else 200 end, 't' || n % 2 from generate_series(0, 599) n`,
    [],
    database
  );
  plugin = await startPlugin(builtPlugin());
  // Each process looks at the table before its first answer.
  await ask({ kind: 'distribution', fresh: true });
  readsOfOne = await timesRead();
  plugin = await startPlugin(builtPlugin());
}, 120_000);
afterAll(() => plugin.stop());

/** How often the table has been read, which has no index. PostgreSQL knows for sure when the sessions have ended. */
async function timesRead(): Promise<number> {
  await plugin.stop();
  for (;;) {
    const [{ sessions, reads } = {}] = await server.query(
      `select (select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()) as sessions,
         (select seq_scan from pg_stat_user_tables where relname = 'calls') as reads`,
      [],
      database
    );
    if (Number(sessions) === 0) {
      return Number(reads);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const dataSource = () => ({
  uid: 'wall',
  name: 'records',
  url: `${server.host}:${server.port}`,
  user: server.user,
  database,
  secureJsonData: { password: server.password },
  jsonData: { engine: 'postgres', tlsMode: 'disable' },
});

function ask(query: object, signal?: AbortSignal) {
  const queries = [{ refId: 'A', ...query }];
  return plugin.query({ dataSource: dataSource(), queries, from: FROM, to: TO, intervalMs: 60_000, maxDataPoints: 500 }, signal);
}

/** Holds back every statement on the table until all panels have asked. */
async function whileLocked(ask: () => Promise<unknown>): Promise<void> {
  const holder = new pg.Client({ host: server.host, port: server.port, user: server.user, password: server.password, database });
  await holder.connect();
  await holder.query('begin; lock table calls in access exclusive mode');
  const asked = ask();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await holder.query('rollback');
  await holder.end();
  await asked;
}

test(`${PANELS} panels that differ only in how they look are one statement, and show what one panel shows`, async () => {
  const looks = [{}, { shape: 'table' }, { measure: 'share' }, { results: ['busy'] }];
  const [one] = await ask({ kind: 'distribution', fresh: true });
  expect(one?.error).toBeNull();
  await whileLocked(async () => {
    const answers = await Promise.all(
      Array.from({ length: PANELS }, (_, panel) => ask({ kind: 'distribution', fresh: true, ...looks[panel % looks.length] }))
    );
    expect(answers.map(([answer]) => answer?.error)).toEqual(answers.map(() => null));
    const frames = answers.map(([answer]) => decodeFrame(answer?.frames[0] ?? new Uint8Array()));
    const same = frames.filter((_, panel) => panel % looks.length === 0);
    const single = decodeFrame(one?.frames[0] ?? new Uint8Array());
    expect(same.map(({ data }) => data)).toEqual(same.map(() => single.data));
    const statement = single.schema?.meta?.executedQueryString ?? '';
    expect(statement).toContain('select');
    frames.forEach(({ schema }) => expect(schema?.meta?.executedQueryString).toContain(statement));
    // Panels of the same look have one answer, which names the statement as the first of them ran it.
    const others = frames.filter((_, panel) => panel % looks.length !== 0);
    expect(frames.filter(({ schema }) => schema?.meta?.executedQueryString?.includes('-- ran once for all'))).toHaveLength(others.length);
  });
});

test('panels that are closed leave the answer to the others', async () => {
  await whileLocked(async () => {
    const leaving = new AbortController();
    const left = Array.from({ length: 10 }, () => ask({ kind: 'codes', fresh: true }, leaving.signal));
    const stays = ask({ kind: 'codes', fresh: true });
    setTimeout(() => leaving.abort(), 300);
    expect((await Promise.allSettled(left)).map(({ status }) => status)).toEqual(left.map(() => 'rejected'));
    const [answer] = await stays;
    expect(answer).toMatchObject({ status: 200, error: null });
  });
});

test('the wall and those that were closed have read the table once each', async () => {
  expect((await timesRead()) - 2 * readsOfOne).toBe(2);
});
