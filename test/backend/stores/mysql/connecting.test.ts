import { sql } from 'kysely';
import { openMysqlServer } from '../../../../src/backend/stores/mysql/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import type { ServerConnection } from '../../../../src/domain/serverConnection';
import { pem } from '../../../support/servers/certificates';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;
const PASSWORD = 'correct horse';

let own: OwnServer;
let bare: OwnServer;
const open: SqlServer[] = [];
beforeAll(async () => {
  [own, bare] = await Promise.all([OwnServer.start(), OwnServer.startWithoutTls()]);
  const issuer = '/CN=ca';
  await own.sql(
    `create table calls (id int, secret int, visible int); create table hidden (id int); create view broken as select id from hidden; create database other;
     create user secure@'%' identified by 'p' require ssl; create user client@'%' identified by 'p' require issuer '${issuer}';
     create user columns@'%' identified by 'p'; grant select (id, visible) on calls.calls to columns@'%';
     create user nothing@'%' identified by 'p'; create user writer@'%' identified by 'p'; grant insert on calls.calls to writer@'%';
     create user locked@'%' identified by 'p' account lock; create user elsewhere@'10.9.8.7' identified by 'p'; create user old@'%' identified by 'p' password expire;
     grant select on calls.* to secure@'%'; grant select on calls.* to client@'%'; grant select on calls.* to old@'%'`,
    'calls'
  );
});
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));
afterAll(() => Promise.all([own, bare].map((server) => server.life.remove())));

function openServer(other: Partial<ServerConnection>, at = own): SqlServer {
  const server = openMysqlServer(at.connection(other));
  open.push(server);
  return server;
}

const at = (host: string, port: number = own.port) => ({ address: { host, port, path: '' } });
const tls = (mode: ServerConnection['tls']['mode'], other: Partial<ServerConnection['tls']> = {}) => ({
  tls: { mode, caCertificate: '', clientCertificate: '', clientKey: '', ...other },
});

/** What a connection answers: the cipher of its TLS, empty without; or the error's kind and text, which never tells the password. */
async function cipher(other: Partial<ServerConnection>, server = own): Promise<unknown> {
  try {
    return (await openServer(other, server).run(sql`show session status like 'Ssl_cipher'`, NEVER)).columns[1]?.[0];
  } catch (error) {
    const { kind, message } = error as { kind: string; message: string };
    expect(message).not.toContain(PASSWORD);
    expect(message).not.toContain('PRIVATE KEY');
    return `${kind}: ${message}`;
  }
}

const ENCRYPTED = expect.stringMatching(/^[A-Z0-9_-]+$/) as unknown;
const matching = (text: string) => expect.stringContaining(text) as unknown;

it('speaks TLS as it is told to', async () => {
  const { certificates } = own;
  const [ca, certificate, key] = await Promise.all([certificates.ca, certificates.clientCertificate, certificates.clientKey].map(pem));
  expect(await cipher(tls('disable'))).toBe('');
  expect(await cipher(tls('require'))).toEqual(ENCRYPTED);
  expect(await cipher(tls('verify-ca', { caCertificate: ca }))).toEqual(ENCRYPTED);
  expect(await cipher({ ...at('localhost'), ...tls('verify-full', { caCertificate: ca }) })).toEqual(ENCRYPTED);
  expect(await cipher({ ...at('127.0.0.1'), ...tls('verify-full', { caCertificate: ca }) })).toEqual(ENCRYPTED);
  expect(await cipher({ ...tls('verify-full', { caCertificate: ca }), user: 'client', password: 'p' })).toEqual(
    matching('User "client" cannot log in')
  );
  expect(await cipher({ ...tls('require', { clientCertificate: certificate, clientKey: key }), user: 'client', password: 'p' })).toEqual(
    ENCRYPTED
  );
  expect(await cipher({ ...tls('disable'), user: 'secure', password: 'p' })).toEqual(matching('or not without TLS'));
  expect(await cipher({ ...tls('require'), user: 'secure', password: 'p' })).toEqual(ENCRYPTED);
});

it('is refused by a server without TLS', async () => {
  const caCertificate = await pem(own.certificates.ca);
  expect(await cipher(tls('verify-full', { caCertificate }), bare)).toEqual(matching('settings: 127.0.0.1'));
  expect(await cipher(tls('require'), bare)).toEqual(matching('does not speak TLS'));
  expect(await cipher({}, bare)).toBe('');
});

it('uses the socket of the machine itself', async () => {
  expect(await cipher({ address: { socket: own.socket } })).toBe('');
  expect(await cipher({ address: { socket: own.socket }, ...tls('verify-full') })).toBe('');
  expect(await cipher({ address: { socket: '/nowhere/mysqld.sock' } })).toEqual(
    matching('store: The socket /nowhere/mysqld.sock is not there')
  );
});

it.each<[string, () => Partial<ServerConnection>, string]>([
  ['no password', () => ({ password: '' }), 'settings: User "owner" cannot log in'],
  ['a user of another address', () => ({ user: 'elsewhere', password: 'p' }), 'settings: User "elsewhere" cannot log in'],
  ['a locked user', () => ({ user: 'locked', password: 'p' }), 'settings: User "locked" cannot log in'],
  ['an expired password', () => ({ user: 'old', password: 'p' }), 'settings: The password of user "old" has expired'],
  [
    'a database of others',
    () => ({ database: 'other', user: 'nothing', password: 'p' }),
    'settings: User "nothing" may not use the database "other"',
  ],
])('says what to do about %s', async (_, other, message) => {
  expect(await cipher(other())).toEqual(matching(message));
});

it('says what to do about tables and columns that are not there or not to be read', async () => {
  const describe = async (name: string, other: Partial<ServerConnection> = {}): Promise<unknown> => {
    try {
      return (await openServer(other).describe(name, NEVER)).map((column) => column.name);
    } catch (error) {
      const { kind, message } = error as { kind: string; message: string };
      return `${kind}: ${message}`;
    }
  };
  expect(await describe('calls')).toEqual(['id', 'secret', 'visible']);
  expect(await describe('cals')).toEqual(
    matching(`settings: There is no table "cals" in database "calls" of 127.0.0.1:${own.port}. Correct the name`)
  );
  expect(await describe('Calls')).toEqual(matching('There is calls.calls: correct tables or schema'));
  expect(await describe('calls', { schema: 'other' })).toEqual(matching('There is no table "calls" in database "other"'));
  expect(await describe('calls', { database: 'other', schema: 'calls' })).toEqual(['id', 'secret', 'visible']);
  expect(await describe('nowhere.calls')).toEqual(matching('settings: There is no'));
  expect(await describe('calls', { user: 'columns', password: 'p' })).toEqual(['id', 'visible']);
  expect(await describe('calls.calls', { user: 'nothing', password: 'p', database: '' })).toEqual(
    matching('settings: User "nothing" has no permission to read this. Run there: grant select on')
  );
  expect(await describe('calls', { user: 'nothing', password: 'p', database: '' })).toEqual(matching('settings: No database is chosen'));
  expect(await describe('calls', { user: 'writer', password: 'p' })).toEqual(
    matching('settings: User "writer" has no permission to read this')
  );
  expect(await describe('a.b.c')).toEqual(matching('settings: "a.b.c" is not a table\'s name'));
  const has = (name: string, other: Partial<ServerConnection> = {}) => openServer(other).has(name, NEVER);
  expect([
    await has('calls'),
    await has('cals'),
    await has('CALLS'),
    await has('nowhere.calls'),
    await has('calls.calls', { database: '' }),
    await has('calls', { user: 'writer', password: 'p' }),
  ]).toEqual([true, false, false, false, true, false]);
  const ask = (statement: ReturnType<typeof sql>, other: Partial<ServerConnection> = {}) => openServer(other).run(statement, NEVER);
  await expect(ask(sql`select nothing from calls`)).rejects.toMatchObject({
    kind: 'settings',
    message: matching('A column named in the settings or the layout does not exist'),
  });
  await expect(ask(sql`select secret from calls`, { user: 'columns', password: 'p' })).rejects.toMatchObject({
    kind: 'settings',
    message: matching('has no permission to read this'),
  });
  await own.sql('drop table hidden', 'calls');
  await expect(ask(sql`select * from broken`)).rejects.toMatchObject({
    kind: 'settings',
    message: matching('A view uses a table or column that does not exist'),
  });
});
