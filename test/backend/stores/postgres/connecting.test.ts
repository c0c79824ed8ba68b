import { sql } from 'kysely';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import type { ServerConnection } from '../../../../src/domain/serverConnection';
import { pem } from '../../../support/servers/certificates';
import { CERTIFICATE_USER } from '../../../support/servers/postgresServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let authority: string;
beforeAll(async () => {
  own = await OwnServer.start({ ssl: 'off' });
  authority = await pem(own.certificates.ca);
  await own.sql(`create role sealed login password 'p'`);
  await own.sql(`create role ${CERTIFICATE_USER} login`);
});
afterAll(() => own.end());

/** Runs the statement on a server of its own; its first value. */
async function ask(
  other: Partial<ServerConnection> = {},
  { statement = sql`select 1`, connectMs = 5000, signal = NEVER } = {}
): Promise<unknown> {
  const server = openPostgresServer(own.connection(other), { connectMs });
  try {
    return (await server.run(statement, signal)).columns[0]?.[0];
  } finally {
    await server.close();
  }
}

function refusal(kind: string, ...parts: readonly string[]) {
  return { kind, message: expect.stringMatching(parts.map((part) => `(?=[^]*${part})`).join('')) as string };
}

const tls = (mode: ServerConnection['tls']['mode'], other: Partial<ServerConnection['tls']> = {}) => ({
  tls: { mode, caCertificate: '', clientCertificate: '', clientKey: '', ...other },
});
const at = (host: string, port = own.port) => ({ address: { host, port, path: '' } });

describe('what cannot be reached', () => {
  it('without a password or the name of a database', async () => {
    await expect(ask({ password: '' })).rejects.toMatchObject(refusal('settings', 'none is set for user "owner"'));
    await expect(ask({ database: '' })).rejects.toMatchObject(refusal('settings', 'no database "owner"'));
  });

  it('takes nothing from the environment', async () => {
    process.env['PGPASSWORD'] = 'correct horse';
    process.env['PGSSLMODE'] = 'require';
    try {
      await expect(ask({ password: '' })).rejects.toMatchObject(refusal('settings', 'none is set'));
      expect(await ask()).toBe(1);
    } finally {
      delete process.env['PGPASSWORD'];
      delete process.env['PGSSLMODE'];
    }
  });

  describe('what is not a PostgreSQL', () => {
    let other: Server;
    let answer: string | null;
    const sockets = new Set<Socket>();
    beforeAll(async () => {
      other = createServer((socket) => {
        sockets.add(socket.on('error', () => {}));
        if (answer !== null) {
          socket.end(answer);
        }
      });
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => {
      sockets.forEach((socket) => socket.destroy());
      other.close();
    });
    const port = () => (other.address() as { port: number }).port;

    it('never answers: whoever has left does not wait for it', async () => {
      answer = null;
      await expect(ask(at('127.0.0.1', port()), { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ kind: 'cancelled' });
    });

    it('answers something else', async () => {
      answer = 'HTTP/1.1 400 Bad Request\r\n\r\n';
      await expect(ask(at('127.0.0.1', port()), { connectMs: 1000 })).rejects.toMatchObject(
        refusal('store', 'before it answered as PostgreSQL does', 'Check host and port')
      );
      await expect(ask({ ...at('127.0.0.1', port()), ...tls('require') }, { connectMs: 1000 })).rejects.toMatchObject(
        refusal('settings', 'refused TLS')
      );
    });
  });
});

it('uses the socket of the machine, by its folder or its file', async () => {
  const file = path.join(own.folder, `.s.PGSQL.${own.port}`);
  expect(await ask({ address: { socket: file }, ...tls('verify-full') })).toBe(1);
  await expect(ask({ address: { socket: own.folder } })).rejects.toMatchObject(refusal('store', 'not there', 'unix_socket_directories'));
  await expect(ask({ address: { socket: '/nowhere' } })).rejects.toMatchObject(refusal('store', '/nowhere is not there'));
});

describe('TLS', () => {
  const SHOWS_TLS = sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`;

  it('is refused by a server that does not speak it', async () => {
    await expect(ask(tls('require'))).rejects.toMatchObject(refusal('settings', 'does not speak TLS', 'ssl = on'));
  });

  describe('of a server that speaks it', () => {
    beforeAll(async () => {
      await own.sql('alter system set ssl = on');
      await writeFile(
        path.join(own.data, 'pg_hba.conf'),
        `local all all trust\nhostssl all ${CERTIFICATE_USER} all cert\nhostssl all sealed all scram-sha-256\nhost all owner all scram-sha-256\n`
      );
      await own.sql('select pg_reload_conf()');
      await sleep(200);
    });

    it('is used as the mode says', async () => {
      expect(await ask(tls('disable'), { statement: SHOWS_TLS })).toBe(false);
      expect(await ask(tls('require'), { statement: SHOWS_TLS })).toBe(true);
      expect(await ask({ ...tls('verify-ca', { caCertificate: authority }) }, { statement: SHOWS_TLS })).toBe(true);
      expect(await ask({ ...at('localhost'), ...tls('verify-full', { caCertificate: authority }) }, { statement: SHOWS_TLS })).toBe(true);
    });

    it('is asked for where the server wants it', async () => {
      await expect(ask({ user: 'sealed', password: 'p' })).rejects.toMatchObject(refusal('settings', 'User "sealed"', 'tlsMode'));
      expect(await ask({ user: 'sealed', password: 'p', ...tls('require') })).toBe(1);
    });

    it('proves who the user is by a client certificate', async () => {
      const [certificate, key] = await Promise.all([pem(own.certificates.clientCertificate), pem(own.certificates.clientKey)]);
      expect(
        await ask({ user: CERTIFICATE_USER, password: '', ...tls('require', { clientCertificate: certificate, clientKey: key }) })
      ).toBe(1);
      await expect(ask({ user: CERTIFICATE_USER, password: '', ...tls('require') })).rejects.toMatchObject(
        refusal('settings', `User "${CERTIFICATE_USER}"`)
      );
    });

    it('carries the request to stop a statement', async () => {
      const asked = ask(tls('verify-ca', { caCertificate: authority }), {
        statement: sql`select pg_sleep(30)`,
        signal: AbortSignal.timeout(300),
      });
      await expect(asked).rejects.toMatchObject({ kind: 'cancelled' });
      expect(await own.log()).toContain('canceling statement due to user request');
    });
  });
});
