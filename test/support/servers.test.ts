import pg from 'pg';
import { readFile } from 'node:fs/promises';
import { CERTIFICATE_USER, type PostgresServer, sharedPostgres, startPostgres, TLS_USER } from './servers/postgresServer';

describe('PostgreSQL', () => {
  let server: PostgresServer;
  const open = async (config: pg.ClientConfig): Promise<unknown> => {
    const client = new pg.Client({ host: server.host, port: server.port, user: server.user, password: server.password, database: server.database, ...config });
    await client.connect();
    try {
      return (await client.query("select current_user || ' ' || coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as who")).rows[0].who;
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
