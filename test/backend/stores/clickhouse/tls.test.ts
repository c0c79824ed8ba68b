import { sql } from 'kysely';
import type https from 'node:https';
import type { CallResultError } from '../../../../src/domain/errors';
import type { ServerConnection } from '../../../../src/domain/serverConnection';
import { openClickHouseServer } from '../../../../src/backend/stores/clickhouse/open';
import { makeCertificates, pem } from '../../../support/servers/certificates';
import { OwnServer } from './ownServer';
import { tlsFront } from './tlsFront';

// The server in npm's package listens without TLS only, so that something that speaks TLS stands before it, as proxies do.
let own: OwnServer;
let front: https.Server;
let strict: https.Server;
let made: { readonly authority: string; readonly certificate: string; readonly key: string };
beforeAll(async () => {
  own = await OwnServer.start();
  const { ca, serverCertificate, serverKey } = await makeCertificates(own.folder, 'client');
  made = { authority: await pem(ca), certificate: await pem(serverCertificate), key: await pem(serverKey) };
  front = await tlsFront(own.port, { cert: made.certificate, key: made.key });
  strict = await tlsFront(own.port, { cert: made.certificate, key: made.key, ca: made.authority, requestCert: true });
});
afterAll(async () => {
  front.close();
  strict.close();
  await own.end();
});

type Tls = ServerConnection['tls'];
const NONE: Tls = { mode: 'disable', caCertificate: '', clientCertificate: '', clientKey: '' };

/** `yes`, or what was said. */
async function answers(server: https.Server, host: string, tls: Partial<Tls>): Promise<string> {
  const { port } = server.address() as { port: number };
  const opened = openClickHouseServer(own.connection({ address: { host, port, path: '' }, tls: { ...NONE, ...tls } }));
  try {
    const { columns } = await opened.run(sql`select ${'ä'}`, new AbortController().signal);
    return columns[0]?.[0] === 'ä' ? 'yes' : 'no';
  } catch (error) {
    const { kind, message } = error as CallResultError;
    return `${kind}: ${message}`;
  } finally {
    await opened.close();
  }
}

it('shows a certificate of its own where the server wants one', async () => {
  const tls = { mode: 'verify-full', caCertificate: made.authority } as const;
  expect(await answers(strict, 'localhost', { ...tls, clientCertificate: made.certificate, clientKey: made.key })).toBe('yes');
  expect(await answers(strict, 'localhost', tls)).toMatch(/^(settings|store): /);
});

it('says which side speaks no TLS', async () => {
  const { port } = front.address() as { port: number };
  expect(await answers(front, '127.0.0.1', {})).toMatch(new RegExp(`^(settings|store): .*127.0.0.1:${port}`));
  const plain = openClickHouseServer(own.connection({ tls: { ...NONE, mode: 'require' } }));
  await expect(plain.run(sql`select 1`, new AbortController().signal)).rejects.toThrow(/does not speak TLS. Give the port of HTTPS/);
  await plain.close();
});
