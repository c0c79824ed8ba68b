import { type ClickHouseClient, type ClickHouseClientConfigOptions, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql, { type ConnectionOptions, type RowDataPacket } from 'mysql2/promise';
import pg from 'pg';
import { CLUSTER } from './servers/clickHouseConfiguration';
import { type ClickHouseServer, sharedClickHouse, startClickHouse } from './servers/clickHouseServer';
import { type MariaDbServer, sharedMariaDb, startMariaDb } from './servers/mariaDbServer';
import { CERTIFICATE_USER, type PostgresServer, sharedPostgres, startPostgres, TLS_USER } from './servers/postgresServer';

describe('PostgreSQL', () => {
  let server: PostgresServer;
  const open = async (config: pg.ClientConfig): Promise<unknown> => {
    const client = new pg.Client({
      host: server.host,
      port: server.port,
      user: server.user,
      password: server.password,
      database: server.database,
      ...config,
    });
    await client.connect();
    try {
      return (
        await client.query(
          "select current_user || ' ' || coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as who"
        )
      ).rows[0].who;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    server = await sharedPostgres();
  });

  it('keeps rows in a database of its own', async () => {
    const database = await server.createDatabase();
    await server.query('create table cdr (call text, begun timestamptz)', [], database);
    await server.query('insert into cdr values ($1, $2)', ['a', '2026-07-01T10:00:00Z'], database);
    expect(await server.query('select * from cdr', [], database)).toEqual([{ call: 'a', begun: new Date('2026-07-01T10:00:00Z') }]);
  });

  it('refuses a wrong password', async () => {
    await expect(open({ password: 'wrong' })).rejects.toMatchObject({ code: '28P01' });
  });

  it('is reached by its unix socket, over TLS, and by a certificate', async () => {
    await server.query(`create role ${CERTIFICATE_USER} login; create role ${TLS_USER} login password 'secret'`);
    const { ca, clientCertificate, clientKey, otherCa } = server.certificates;
    const trusted = { ca: await readFile(ca, 'utf8') };
    expect(await open({ host: server.socket })).toBe('postgres false');
    expect(await open({ user: TLS_USER, password: 'secret', ssl: trusted })).toBe('tls_only true');
    await expect(open({ user: TLS_USER, password: 'secret' })).rejects.toMatchObject({ code: '28000' });
    const certificate = { ...trusted, cert: await readFile(clientCertificate, 'utf8'), key: await readFile(clientKey, 'utf8') };
    expect(await open({ user: CERTIFICATE_USER, password: undefined, ssl: certificate })).toBe('by_certificate true');
    await expect(open({ ssl: { ca: await readFile(otherCa, 'utf8') } })).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  });

  it('starts again with its data after it was stopped or killed', async () => {
    const own = await startPostgres();
    try {
      await own.query('create table kept as select 1 as one');
      await own.stop();
      await expect(own.query('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await own.start();
      await own.query('checkpoint');
      await own.kill();
      await expect(own.query('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await own.start();
      expect(await own.query('select * from kept')).toEqual([{ one: 1 }]);
    } finally {
      await own.remove();
    }
  });
});

describe('MariaDB', () => {
  let server: MariaDbServer;
  const open = async (config: ConnectionOptions): Promise<unknown> => {
    const connection = await mysql.createConnection({
      host: server.host,
      port: server.port,
      user: server.user,
      password: server.password,
      ...config,
    });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(
        "select concat(current_user(), ' ', (select variable_value from information_schema.session_status where variable_name = 'ssl_version')) as who"
      );
      return rows[0]?.['who'];
    } finally {
      await connection.end();
    }
  };

  beforeAll(async () => {
    server = await sharedMariaDb();
  });

  it('keeps rows in a database of its own', async () => {
    const database = await server.createDatabase();
    await server.query('create table cdr (call_id varchar(20), begun datetime(3))', [], database);
    await server.query('insert into cdr values (?, ?)', ['a', '2026-07-01 10:00:00.250'], database);
    expect(await server.query('select * from cdr', [], database)).toEqual([{ call_id: 'a', begun: '2026-07-01 10:00:00.250' }]);
  });

  it('refuses a wrong password', async () => {
    await expect(open({ password: 'wrong' })).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
  });

  it('is reached by its unix socket, over TLS, and by a certificate', async () => {
    await server.query("create user tls_only@'127.0.0.1' identified by 'secret' require ssl");
    await server.query("create user by_certificate@'127.0.0.1' require subject '/CN=by_certificate'");
    const { ca, clientCertificate, clientKey, otherCa } = server.certificates;
    const trusted = { ca: await readFile(ca, 'utf8') };
    expect(await open({ socketPath: server.socket })).toBe('root@localhost ');
    expect(await open({ user: 'tls_only', password: 'secret', ssl: trusted })).toMatch(/^tls_only@127.0.0.1 TLSv1/);
    await expect(open({ user: 'tls_only', password: 'secret' })).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
    const certificate = { ...trusted, cert: await readFile(clientCertificate, 'utf8'), key: await readFile(clientKey, 'utf8') };
    expect(await open({ user: 'by_certificate', password: '', ssl: certificate })).toMatch(/^by_certificate@127.0.0.1 TLSv1/);
    await expect(open({ ssl: { ca: await readFile(otherCa, 'utf8') } })).rejects.toMatchObject({ code: 'HANDSHAKE_SSL_ERROR' });
  });

  it('starts again with its data after it was stopped or killed', async () => {
    const own = await startMariaDb();
    try {
      const database = await own.createDatabase();
      await own.query('create table kept as select 1 as one', [], database);
      await own.stop();
      await expect(own.query('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await own.start();
      await own.kill();
      await expect(own.query('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await own.start();
      expect(await own.query('select * from kept', [], database)).toEqual([{ one: 1 }]);
    } finally {
      await own.remove();
    }
  });
});

describe('ClickHouse', () => {
  let server: ClickHouseServer;
  const open = (config: ClickHouseClientConfigOptions = {}) =>
    createClient({ url: server.url, username: server.user, password: server.password, log: { level: ClickHouseLogLevel.OFF }, ...config });

  beforeAll(async () => {
    server = await sharedClickHouse();
  });

  it('keeps rows in a database of its own', async () => {
    const database = await server.createDatabase();
    await server.query("create table cdr (call_id String, begun DateTime64(3, 'UTC')) engine = MergeTree order by begun", {}, database);
    await using client = new AsyncDisposableClient(open({ database }));
    await client.it.insert({
      table: 'cdr',
      values: [{ call_id: "it's \\ a\ttab", begun: '2026-07-01 10:00:00.250' }],
      format: 'JSONEachRow',
    });
    const answer = await client.it.query({
      query: `select call_id, toUnixTimestamp64Milli(begun) as ms from cluster('${CLUSTER}', ${database}.cdr) where call_id = {id:String}`,
      query_params: { id: "it's \\ a\ttab" },
      format: 'JSONEachRow',
      clickhouse_settings: { max_execution_time: 5, readonly: '2', output_format_json_quote_64bit_integers: 0 },
    });
    const row = { call_id: "it's \\ a\ttab", ms: Date.UTC(2026, 6, 1, 10, 0, 0, 250) };
    expect(await answer.json()).toEqual([row, row]);
  });

  it('refuses a wrong password, a forbidden table, an unknown table and what takes too long', async () => {
    const own = await startClickHouse({ reader: { grants: ['GRANT SELECT ON default.open'] } });
    try {
      await own.query('create table secrets (x Int8) engine = MergeTree order by x');
      await own.query('create table open (x Int8) engine = MergeTree order by x');
      const of = (config: ClickHouseClientConfigOptions) => open({ url: own.url, username: own.user, password: own.password, ...config });
      await using wrong = new AsyncDisposableClient(of({ password: 'wrong' }));
      await expect(wrong.it.query({ query: 'select 1' })).rejects.toMatchObject({ code: '516', type: 'AUTHENTICATION_FAILED' });
      await using reader = new AsyncDisposableClient(of({ username: 'reader' }));
      await expect(reader.it.query({ query: 'select * from secrets' })).rejects.toMatchObject({
        code: '497',
        type: 'ACCESS_DENIED',
        message: expect.stringMatching(/^reader: Not enough/),
      });
      expect(await (await reader.it.query({ query: 'select * from open', format: 'JSONEachRow' })).json()).toEqual([]);
      await expect(reader.it.query({ query: 'insert into open values (1)' })).rejects.toMatchObject({ code: '497' });
      await using client = new AsyncDisposableClient(of({}));
      await expect(client.it.query({ query: 'select * from nosuch' })).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
      await expect(
        client.it.query({
          query: 'select max(sipHash64(number)) from numbers(100000000000)',
          clickhouse_settings: { max_execution_time: 1 },
        })
      ).rejects.toMatchObject({ code: '159' });
    } finally {
      await own.remove();
    }
  });

  it('ends a query when it is killed and when its reader is gone', async () => {
    const endless = { query: 'select max(sipHash64(number)) from numbers(100000000000000)' };
    const running = async () =>
      (await server.query("select query from system.processes where query like '%sipHash%' and query not like '%processes%'")).length;
    const until = async (count: number) => {
      while ((await running()) !== count) {
        await sleep(20);
      }
    };
    await using client = new AsyncDisposableClient(open());
    const killed = expect(client.it.query({ ...endless, query_id: 'mine' })).rejects.toMatchObject({
      code: '394',
      type: 'QUERY_WAS_CANCELLED',
    });
    await until(1);
    await client.it.command({ query: "kill query where query_id = 'mine'" });
    await killed;
    const left = new AbortController();
    const settings = { readonly: '2', cancel_http_readonly_queries_on_client_close: 1 as const };
    const aborted = expect(client.it.query({ ...endless, abort_signal: left.signal, clickhouse_settings: settings })).rejects.toThrow(
      /abort/
    );
    await until(1);
    left.abort();
    await aborted;
    await until(0);
  });

  it('starts again with its data after it was stopped or killed', async () => {
    const own = await startClickHouse();
    try {
      const database = await own.createDatabase();
      await own.query('create table kept engine = MergeTree order by one as select 1 as one', {}, database);
      await own.stop();
      await expect(own.query('select 1')).rejects.toThrow('fetch failed');
      await own.start();
      await own.kill();
      await expect(own.query('select 1')).rejects.toThrow('fetch failed');
      await own.start();
      expect(await own.query('select * from kept', {}, database)).toEqual([{ one: 1 }]);
    } finally {
      await own.remove();
    }
  });
});

/** Closed when its test ends, however it ends. */
class AsyncDisposableClient implements AsyncDisposable {
  constructor(readonly it: ClickHouseClient) {}

  [Symbol.asyncDispose](): Promise<void> {
    return this.it.close();
  }
}
