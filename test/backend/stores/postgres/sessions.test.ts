import { sql } from 'kysely';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;
const SLOW = sql`select pg_sleep(30)`;

let own: OwnServer;
const open: SqlServer[] = [];
beforeAll(async () => {
  own = await OwnServer.start({ max_connections: '12' });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
  expect(await own.activity()).toEqual([]);
});
afterAll(() => own.end());

function openServer(...args: Partial<Parameters<typeof openPostgresServer>>): SqlServer {
  const server = openPostgresServer(args[0] ?? own.connection(), args[1]);
  open.push(server);
  return server;
}

async function answer(server: SqlServer): Promise<unknown> {
  return (await server.run(sql`select 1`, NEVER)).columns[0]?.[0];
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await condition()); await sleep(20)) {
    if (Date.now() > end) {
      throw new Error('That did not happen within 10 s.');
    }
  }
}

const sleeping = async () => (await own.activity()).filter(({ state, query }) => state === 'active' && query.includes('pg_sleep')).length;

it('answers columns, with every value as it is', async () => {
  const server = openServer();
  const texts = ['', 'ä', '😀', 'a\tb\nc', '\\x41', "'", '"', 'NULL', 'x '];
  const { columns, rows, parameters } = await server.run(
    sql`select v, null::text, 9223372036854775807::bigint, 42::bigint, 0.1::float8, 1.50::numeric, true, -1::smallint, count(*) over () from unnest(${texts}::text[]) v`,
    NEVER
  );
  expect(rows).toBe(9);
  expect(parameters).toHaveLength(1);
  expect(columns[0]).toEqual(texts);
  expect(columns.slice(1).map((column) => column[8])).toEqual([null, '9223372036854775807', 42, 0.1, '1.50', true, -1, 9]);
  expect(await server.run(sql`select 1 as a, 2 as b where false`, NEVER)).toMatchObject({ columns: [[], []], rows: 0 });
});

it('has every setting that could change what a statement means, whatever the server, the database and the user have', async () => {
  await own.sql(
    `create role strange login password 'p'; alter role strange set timezone = 'Asia/Tokyo'; alter role strange set default_transaction_isolation = 'serializable'; alter role strange set statement_timeout = 1`
  );
  const server = openServer(own.connection({ user: 'strange', password: 'p' }));
  const names = [
    'timezone',
    'datestyle',
    'extra_float_digits',
    'standard_conforming_strings',
    'transaction_read_only',
    'transaction_isolation',
    'statement_timeout',
    'client_encoding',
  ];
  const { columns } = await server.run(sql`select ${sql.join(names.map((name) => sql`current_setting(${name})`))}`, NEVER);
  expect(columns.flat()).toEqual(['UTC', 'ISO, DMY', '1', 'on', 'on', 'read committed', '20s', 'UTF8']);
});

it('cannot change anything', async () => {
  const server = openServer();
  await own.sql('create table if not exists kept (a int); create sequence if not exists numbers');
  for (const statement of [
    sql`insert into kept values (1) returning a`,
    sql`delete from kept`,
    sql`drop table kept`,
    sql`create table other (a int)`,
    sql`select nextval('numbers')`,
    sql`with gone as (delete from kept returning 1) select * from gone`,
    sql`select * from kept for update`,
  ]) {
    await expect(server.run(statement, NEVER)).rejects.toMatchObject({
      kind: 'store',
      message: expect.stringContaining('read-only') as string,
    });
  }
  await expect(server.run(sql`commit; insert into kept values (1)`, NEVER)).rejects.toThrow('multiple commands');
  await server.run(sql`commit`, NEVER);
  await expect(server.run(sql`insert into kept values (1)`, NEVER)).rejects.toThrow('read-only');
  expect(await own.sql('select * from kept')).toEqual([]);
});

it('runs no more statements at a time than it may; the others wait in their order', async () => {
  const server = openServer(own.connection({ connections: 2 }));
  const done: number[] = [];
  const running = [0, 1, 2, 3, 4, 5].map(async (number) => {
    await server.run(sql`select pg_sleep(0.2)`, NEVER);
    done.push(number);
  });
  let max = 0;
  const watch = (async () => {
    while (done.length < 6) {
      max = Math.max(max, (await own.activity()).length);
    }
  })();
  await Promise.all([...running, watch]);
  expect(max).toBe(2);
  expect(done.slice(0, 2).sort()).toEqual([0, 1]);
  expect(done.slice(4).sort()).toEqual([4, 5]);
});

it('lets who waits go, and gives the place to the next', async () => {
  const server = openServer(own.connection({ connections: 1 }));
  const [first, second] = [new AbortController(), new AbortController()];
  const running = expect(server.run(SLOW, first.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  await until(async () => (await sleeping()) === 1);
  const waiting = expect(server.run(SLOW, second.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  const third = answer(server);
  const started = performance.now();
  second.abort();
  await waiting;
  expect(performance.now() - started).toBeLessThan(200);
  expect(await sleeping()).toBe(1);
  first.abort();
  await running;
  expect(await third).toBe(1);
});

it('refuses at once what was withdrawn before', async () => {
  await expect(openServer().run(SLOW, AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
});

it('stops a withdrawn statement in the server, and works on', async () => {
  const server = openServer(own.connection({ connections: 1 }));
  for (const after of [0, 1, 5, 20, 300]) {
    const controller = new AbortController();
    const running = expect(server.run(SLOW, controller.signal)).rejects.toMatchObject({ kind: 'cancelled' });
    await sleep(after);
    const aborted = performance.now();
    controller.abort();
    await running;
    expect(await sleeping()).toBe(0);
    expect(performance.now() - aborted).toBeLessThan(2000);
    expect(await answer(server)).toBe(1);
  }
});

it('stops a statement that is sending its answer', async () => {
  const server = openServer();
  const controller = new AbortController();
  const running = expect(
    server.run(sql`select g, repeat('x', 100) from generate_series(1, 100000000) g`, controller.signal)
  ).rejects.toMatchObject({ kind: 'cancelled' });
  await until(async () => (await own.activity()).some(({ query }) => query.includes('repeat')));
  await sleep(100);
  controller.abort();
  await running;
  await until(async () => !(await own.activity()).some(({ query, state }) => query.includes('repeat') && state !== 'idle'));
});

it('has the server stop what takes too long', async () => {
  const server = openServer(own.connection({ statementTimeoutMs: 300 }));
  await expect(server.run(SLOW, NEVER)).rejects.toMatchObject({
    kind: 'timeout',
    message: expect.stringContaining('after 0.3 s') as string,
  });
  expect(await sleeping()).toBe(0);
  expect(await answer(server)).toBe(1);
});

it('tells when someone else stopped the statement', async () => {
  const server = openServer();
  const running = expect(server.run(SLOW, NEVER)).rejects.toMatchObject({
    kind: 'store',
    message: expect.stringContaining('Someone stopped') as string,
  });
  await until(async () => (await sleeping()) === 1);
  await own.sql(`select pg_cancel_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()`);
  await running;
});

it('closes connections that nobody uses', async () => {
  const server = openServer(own.connection(), { idleMs: 200 });
  await Promise.all([answer(server), answer(server)]);
  expect((await own.activity()).length).toBeGreaterThan(0);
  await until(async () => (await own.activity()).length === 0);
  expect(await answer(server)).toBe(1);
});

it.each(['stop', 'kill'] as const)('works again without help after a %s and a start of the server', async (mode) => {
  const server = openServer();
  await Promise.all([answer(server), answer(server), answer(server)]);
  await own.down(mode);
  await expect(server.run(sql`select 1`, NEVER)).rejects.toMatchObject({
    kind: 'store',
    message: expect.stringContaining(`Nothing listens at 127.0.0.1:${own.port}`) as string,
  });
  await own.up();
  expect(await answer(server)).toBe(1);
});

it.each(['stop', 'kill'] as const)('says so at a %s of the server while it answers', async (mode) => {
  const server = openServer();
  const running = expect(server.run(SLOW, NEVER)).rejects.toMatchObject({
    kind: 'store',
    message: expect.stringMatching(/shut down|was lost/) as string,
  });
  await until(async () => (await sleeping()) === 1);
  await own.down(mode);
  await running;
  await own.up();
  expect(await answer(server)).toBe(1);
});

it('takes a fresh connection where the ones kept were ended', async () => {
  const server = openServer();
  await Promise.all([answer(server), answer(server), answer(server)]);
  await own.sql(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'Call Result'`);
  expect(await Promise.all([answer(server), answer(server), answer(server)])).toEqual([1, 1, 1]);
});

it('takes a fresh connection where the one kept is silent, as behind a firewall that forgot it', async () => {
  const forgotten: Socket[] = [];
  const between = createServer((socket) => {
    const onwards = connect(own.port, '127.0.0.1');
    forgotten.push(socket, onwards);
    socket.pipe(onwards).pipe(socket);
    [socket, onwards].forEach((side) => side.on('error', () => {}));
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  try {
    const server = openServer(
      own.connection({ address: { host: '127.0.0.1', port: (between.address() as { port: number }).port, path: '' } })
    );
    expect(await answer(server)).toBe(1);
    await sleep(100);
    forgotten.forEach((side) => side.unpipe().pause());
    const started = performance.now();
    expect(await answer(server)).toBe(1);
    expect(performance.now() - started).toBeLessThan(7000);
    await server.close();
  } finally {
    forgotten.forEach((side) => side.destroy());
    between.close();
  }
});

it('says when the server has no connection left', async () => {
  await own.sql(`create role crowded login password 'p' connection limit 1`);
  const server = openServer(own.connection({ user: 'crowded', password: 'p', connections: 2 }));
  const controller = new AbortController();
  const running = expect(server.run(SLOW, controller.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  await until(async () => (await sleeping()) === 1);
  await expect(answer(server)).rejects.toMatchObject({ kind: 'store', message: expect.stringContaining('no connection left') as string });
  controller.abort();
  await running;
});

it('refuses an answer with more text than fits into memory, and stops it in the server', async () => {
  const server = openServer();
  await expect(server.run(sql`select g, repeat('x', 10000000) || g from generate_series(1, 1000) g`, NEVER)).rejects.toMatchObject({
    kind: 'query',
    message: expect.stringContaining('512 million characters') as string,
  });
  await until(async () => !(await own.activity()).some(({ query, state }) => query.includes('repeat') && state !== 'idle'));
  expect(await answer(server)).toBe(1);
});

it('ends everything when it is closed', async () => {
  const server = openServer(own.connection({ connections: 1 }));
  const running = expect(server.run(SLOW, NEVER)).rejects.toMatchObject({ kind: 'cancelled' });
  const waiting = expect(server.run(SLOW, NEVER)).rejects.toMatchObject({ kind: 'cancelled' });
  await until(async () => (await sleeping()) === 1);
  await server.close();
  expect(await own.activity()).toEqual([]);
  await Promise.all([running, waiting]);
  await expect(answer(server)).rejects.toMatchObject({ kind: 'cancelled' });
});
