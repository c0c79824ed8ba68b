import { type RawBuilder, sql } from 'kysely';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { CallResultError } from '../../../../src/domain/errors';
import type { ServerConnection } from '../../../../src/domain/serverConnection';
import { type Bounds, openClickHouseServer } from '../../../../src/backend/stores/clickhouse/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;
const ENDLESS = sql`select count(*) from numbers(1000000000000) where number % 7 = 3`;
const MEANING =
  '<prefer_column_name_to_alias>1</prefer_column_name_to_alias><aggregate_functions_null_for_empty>1</aggregate_functions_null_for_empty><join_use_nulls>1</join_use_nulls><cast_keep_nullable>1</cast_keep_nullable>';

let own: OwnServer;
const opened: SqlServer[] = [];
beforeAll(async () => {
  own = await OwnServer.start({
    reader: { grants: ['GRANT SELECT ON voip.*'] },
    locked: { profile: '<readonly>1</readonly>' },
    prepared: { profile: `<readonly>1</readonly>${MEANING}` },
    reading: { profile: '<readonly>2</readonly>' },
    timed: {
      profile: `<readonly>1</readonly>${MEANING}<constraints><max_execution_time><changeable_in_readonly/></max_execution_time></constraints>`,
    },
    bounded: {
      profile:
        '<constraints><max_execution_time><max>10</max></max_execution_time><session_timezone><readonly/></session_timezone></constraints>',
    },
  });
  await own.sql('create database voip');
  await own.sql('create database hidden');
  await own.sql('create table voip.acc (time DateTime, code Int32) engine = MergeTree order by time');
  await own.sql('insert into voip.acc select toDateTime(number), 200 from numbers(10)');
  await own.sql('create table hidden.acc (time DateTime) engine = Memory');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});
afterAll(() => own.end());

function open(other: Partial<ServerConnection> = {}, bounds: Partial<Bounds> = {}): SqlServer {
  const server = openClickHouseServer(own.connection(other), bounds);
  opened.push(server);
  return server;
}

async function failure(work: Promise<unknown>): Promise<Pick<CallResultError, 'kind' | 'message'>> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason as CallResultError
  );
  expect(error).toBeInstanceOf(Error);
  const { kind, message } = error as CallResultError;
  expect(message).not.toContain('correct horse');
  return { kind, message };
}

async function count(server: SqlServer, from: RawBuilder<unknown> = sql`numbers(3)`): Promise<number> {
  return Number((await server.run(sql`select count(*) from ${from}`, NEVER)).columns[0]?.[0]);
}

async function untilGone(): Promise<void> {
  for (let tries = 0; tries < 50 && (await own.running()).length > 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await own.running()).toEqual([]);
}

async function untilRunning(statements: number): Promise<void> {
  for (let tries = 0; tries < 50 && (await own.running()).length < statements; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await own.running()).toHaveLength(statements);
}

describe('a statement', () => {
  it('is answered by columns, exactly', async () => {
    const { columns, rows, milliseconds } = await open().run(
      sql`select number, toInt64(9007199254740993) + number as big, if(number = 1, null, 'ä😀') as text, nan as n from numbers(2)`,
      NEVER
    );
    expect(columns).toEqual([
      ['0', '1'],
      ['9007199254740993', '9007199254740994'],
      ['ä😀', null],
      [null, null],
    ]);
    expect([rows, milliseconds > 0]).toEqual([2, true]);
  });

  it('means what SQL says, whatever the server would make of it', async () => {
    const server = open();
    const acc = server.table('voip.acc');
    expect(
      (await server.run(sql`select code + 1 as code, count(*) as calls from ${acc} where code = 200 group by 1`, NEVER)).columns
    ).toEqual([['201'], ['10']]);
    expect((await server.run(sql`select count(*), min(time), max(code) from ${acc} where code = 1`, NEVER)).columns).toEqual([
      ['0'],
      [null],
      [null],
    ]);
    expect(
      (
        await server.run(
          sql`select b.code from (select 1 as code) as a left join (select code from ${acc} where code = 1) as b on a.code = b.code`,
          NEVER
        )
      ).columns
    ).toEqual([[null]]);
    expect(
      (
        await server.run(
          sql`select max(code) over (partition by code order by t range between 2 preceding and 2 following), row_number() over (order by t) from (select code, cast(null as Nullable(Int64)) as t from ${acc} limit 1)`,
          NEVER
        )
      ).columns
    ).toEqual([[200], ['1']]);
    expect((await server.run(sql`select timezone()`, NEVER)).columns).toEqual([['UTC']]);
  });

  it('cannot write', async () => {
    for (const user of ['owner', 'reading', 'prepared']) {
      for (const statement of [
        sql`insert into voip.acc select now(), 1`,
        sql`create table voip.mine (a Int8) engine = Memory`,
        sql`drop table voip.acc`,
        sql`alter table voip.acc delete where 1`,
        sql`system flush logs`,
      ]) {
        expect((await failure(open({ user }).run(statement, NEVER))).kind).not.toBe('cancelled');
      }
    }
    expect(await own.sql('select count() from voip.acc')).toBe('10\n');
    expect(await own.sql(`select count() from system.tables where name = 'mine'`)).toBe('0\n');
  });

  it('is given up where its answer would be too large, by the server if that may be told to', async () => {
    for (const user of ['owner', 'prepared']) {
      const { kind, message } = await failure(
        open({ user }, { answerBytes: 1_000_000 }).run(sql`select repeat('x', 10000) as a, number from numbers(1000)`, NEVER)
      );
      expect([user, kind, message]).toEqual([user, 'query', expect.stringMatching(/too large.*shorter time range/)]);
    }
  });
});

describe('a user', () => {
  it('whose profile lets statements set nothing is refused unless the profile says what is needed', async () => {
    const { kind, message } = await failure(count(open({ user: 'locked' })));
    expect(kind).toBe('settings');
    expect(message).toMatch(/readonly = 1.*ALTER USER locked SETTINGS prefer_column_name_to_alias = 1, .*; or give the user readonly = 2/);
    const prepared = open({ user: 'prepared' });
    expect(await count(prepared)).toBe(3);
    expect((await prepared.run(sql`select min(code), ${'ä'} from voip.acc where code = 1`, NEVER)).columns).toEqual([[null], ['ä']]);
  });

  it('whose profile lets statements set something is served', async () => {
    for (const user of ['reading', 'bounded', 'reader', 'timed']) {
      expect(await count(open({ user }), sql`voip.acc`)).toBe(10);
    }
  });

  it('is served by many statements at once, too, before anything is known of the profile', async () => {
    for (const user of ['prepared', 'reading', 'timed']) {
      const server = open({ user });
      expect(await Promise.all(Array.from({ length: 6 }, () => count(server)))).toEqual([3, 3, 3, 3, 3, 3]);
    }
    const locked = open({ user: 'locked' });
    const kinds = await Promise.all(Array.from({ length: 6 }, async () => (await failure(count(locked))).kind));
    expect([...new Set(kinds)]).toEqual(['settings']);
  });

  it('who may set nothing has a limit all the same', async () => {
    const { kind } = await failure(open({ user: 'prepared', statementTimeoutMs: 200 }).run(ENDLESS, NEVER));
    expect(kind).toBe('timeout');
    await untilGone();
  });
});

describe('cancelling', () => {
  for (const user of ['reader', 'reading', 'prepared']) {
    it(`ends the statement in the server, for user ${user}`, async () => {
      const server = open({ user, connections: 1 });
      await count(server);
      const asking = new AbortController();
      const answer = failure(server.run(ENDLESS, asking.signal));
      await untilRunning(1);
      asking.abort();
      expect((await answer).kind).toBe('cancelled');
      await untilGone();
      expect(await count(server)).toBe(3);
    });
  }
});

describe('what goes wrong is told with its repair', () => {
  it('where something else answers', async () => {
    const at = (host: string, port: number) => ({ address: { host, port, path: '' } });
    const native = await failure(count(open(at('127.0.0.1', own.tcpPort))));
    expect(native).toEqual({ kind: 'settings', message: expect.stringMatching(/the port of clickhouse-client. Give that of HTTP/) });
    const mute = await listening((server) => server.on('connection', (socket) => socket.write('220 hello\r\n')));
    expect(await failure(count(open(at('127.0.0.1', mute.port))))).toEqual({
      kind: 'settings',
      message: expect.stringMatching(/does not speak HTTP/),
    });
    mute.server.close();
  });

  it.each(['hello', '<html>\n<body>log in</body>\n</html>\n'])(
    'where the page %j answers, which is not an answer without rows',
    async (page) => {
      const other = await listening((server) =>
        server.on('connection', (socket) =>
          socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${page.length}\r\n\r\n${page}`))
        )
      );
      const there = open({ address: { host: '127.0.0.1', port: other.port, path: '' } });
      expect(await failure(there.describe('calls', new AbortController().signal))).toEqual({
        kind: 'store',
        message: expect.stringMatching(/answered, but not as ClickHouse does.* Check the address, the path and any proxy between/),
      });
      other.server.close();
    }
  );

  it('where a server takes the statement and never answers', async () => {
    const silent = await listening((server) => server.on('connection', (socket) => socket.on('error', () => {})));
    expect(await failure(count(open({ address: { host: '127.0.0.1', port: silent.port, path: '' } })))).toEqual({
      kind: 'store',
      message: expect.stringMatching(/does not answer. Check host and port/),
    });
    silent.server.close();
  });

  it('where a server takes no connection', async () => {
    // Nobody routes to the addresses for documentation; some networks say so at once.
    const { kind } = await failure(count(open({ address: { host: '192.0.2.1', port: 8123, path: '' } }, { connectMs: 300 })));
    expect(kind).toBe('store');
  });

  it('where the user may not', async () => {
    expect(await failure(count(open({ password: 'wrong' })))).toEqual({
      kind: 'settings',
      message: expect.stringMatching(/User "owner" cannot log in: the password is wrong/),
    });
    expect(await failure(count(open({ user: 'nobody' })))).toEqual({
      kind: 'settings',
      message: expect.stringMatching(/User "nobody" cannot log in/),
    });
    expect(await failure(count(open({ user: 'reader' }), sql`hidden.acc`))).toEqual({
      kind: 'settings',
      message: expect.stringMatching(/User "reader" has no permission to read this.*GRANT SELECT/),
    });
  });

  it('where a name is wrong', async () => {
    expect(await failure(count(open({ database: 'nope' })))).toEqual({
      kind: 'settings',
      message: expect.stringMatching(/no database "nope"/),
    });
    expect(await failure(count(open(), sql`voip.nope`))).toEqual({
      kind: 'settings',
      message: expect.stringMatching(/table .* does not exist/),
    });
    expect(await failure(open().run(sql`select nope from voip.acc`, NEVER))).toEqual({
      kind: 'settings',
      message: expect.stringMatching(/column .* does not exist/),
    });
    expect(await failure(count(open(), sql`cluster('nope', voip, acc)`))).toEqual({
      kind: 'settings',
      message: expect.stringMatching(/no such cluster/),
    });
  });
});

it('closes connections that nobody uses', async () => {
  const sockets = new Set<unknown>();
  const proxy = await listening((server) =>
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket
        .on('close', () => sockets.delete(socket))
        .on('data', () =>
          socket.write('HTTP/1.1 200 OK\r\nX-ClickHouse-Format: JSONCompactEachRowWithNames\r\nContent-Length: 10\r\n\r\n["1"]\n[1]\n')
        );
    })
  );
  try {
    const server = open({ address: { host: '127.0.0.1', port: proxy.port, path: '' } });
    expect((await server.run(sql`select 1`, NEVER)).columns).toEqual([[1]]);
    expect(sockets.size).toBe(1);
    for (let tries = 0; tries < 100 && sockets.size > 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(sockets.size).toBe(0);
  } finally {
    proxy.server.close();
  }
});

async function listening(prepare: (server: Server) => void): Promise<{ server: Server; port: number }> {
  const server = createServer();
  // A connection that stays open would keep the test run from ending.
  server.on('connection', (socket) => socket.unref());
  prepare(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as { port: number }).port };
}

describe('answers', () => {
  /** Passes everything on to the server and keeps what it answers. */
  async function relay(): Promise<{ port: number; answers: () => string; end: () => void }> {
    const target = own.connection({}).address;
    const said: Buffer[] = [];
    const listening = createServer((socket) => {
      const behind = connect('port' in target ? target.port : 0, '127.0.0.1');
      behind.on('data', (bytes) => said.push(bytes));
      socket
        .on('error', () => behind.destroy())
        .on('close', () => behind.destroy())
        .pipe(behind)
        .on('error', () => socket.destroy())
        .pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return {
      port: (listening.address() as AddressInfo).port,
      answers: () => Buffer.concat(said).toString('latin1'),
      end: () => listening.close(),
    };
  }

  // The system takes 127.1 for 127.0.0.1; we do not.
  test.each([
    ['127.0.0.1', false],
    ['127.1', true],
  ])('of %s come compressed: %s', async (host, compressed) => {
    const between = await relay();
    try {
      const server = open({ address: { host, port: between.port, path: '' } });
      const { columns, rows } = await server.run(sql`select number, 'the same text' from numbers(5000)`, NEVER);
      expect([rows, Number(columns[0]?.at(-1)), columns[1]?.at(-1)]).toEqual([5000, 4999, 'the same text']);
      expect(/content-encoding: gzip/i.test(between.answers())).toBe(compressed);
      expect(between.answers().includes('the same text')).toBe(!compressed);
    } finally {
      between.end();
    }
  });
});
