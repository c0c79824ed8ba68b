/** What is said where a connection cannot be made, and how TLS is spoken. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ServerConnection } from '../../../src/domain/serverConnection';
import { pem } from '../../support/servers/certificates';
import type { TlsServer } from '../serverFixture';
import { answer, everyServer, failure } from './serverHarness';

const at = (host: string, port: number) => ({ address: { host, port, path: '' } });

everyServer((engine) => {
  const { fixture } = engine;
  const refusal = (...opened: Parameters<typeof engine.open>) => failure(answer(engine.open(...opened)));

  it.each(['127.0.0.1', '::1'])('says that nobody listens at a port of %s', async (host) => {
    const shown = host.includes(':') ? `[${host}]` : host;
    expect(await refusal(at(host, 1))).toEqual({
      kind: 'store',
      message: expect.stringContaining(`Nothing listens at ${shown}:1.`) as string,
    });
  });

  it('says that a host is not known', async () => {
    expect(await refusal(at('nowhere.invalid', engine.server.port))).toEqual({
      kind: 'store',
      message: expect.stringMatching(/nowhere\.invalid:\d+ cannot be resolved/) as string,
    });
  });

  it.each([
    ['password', { password: 'battery staple' }],
    ['user', { user: 'nobody' }],
    ['database', { database: 'missing' }],
  ] as const)('says that the %s is wrong, and never tells the password', async (what, other) => {
    const { kind, message } = await refusal(other);
    expect([kind, message]).toEqual(['settings', expect.stringContaining(fixture.refused[what])]);
    expect(message).not.toContain('battery');
  });

  describe('of something else that listens', () => {
    const sockets: Socket[] = [];
    let other: Server;
    let isCut: boolean;
    beforeAll(async () => {
      other = createServer((socket) => {
        sockets.push(socket.on('error', () => {}));
        if (isCut) {
          socket.end();
        }
      });
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => {
      sockets.forEach((socket) => socket.destroy());
      other.close();
    });
    const there = () => at('127.0.0.1', (other.address() as AddressInfo).port);

    // Over HTTP a server says nothing until it answers a statement.
    const modes = fixture.keepsConnections ? (['disable', 'require'] as const) : (['require'] as const);

    it.each(modes)('and says nothing: waits as long as it may and no longer (TLS mode %s)', async (mode) => {
      isCut = false;
      const tls = { mode, caCertificate: '', clientCertificate: '', clientKey: '' };
      const patient = refusal({ ...there(), tls }, { connectMs: 10_000 });
      const hasty = refusal({ ...there(), tls }, { connectMs: 300 });
      const first = await Promise.race([hasty, patient.then(() => 'who waits longer')]);
      expect(first).toEqual({ kind: 'store', message: expect.stringContaining('does not answer. Check host and port') as string });
      sockets.splice(0).forEach((socket) => socket.destroy());
      await patient;
    });

    it('and cuts the connection: says so', async () => {
      isCut = true;
      expect(await refusal(there())).toEqual({
        kind: 'store',
        message: expect.stringContaining(`before it answered as ${fixture.name} does. Check host and port`) as string,
      });
    });
  });

  describe('TLS', () => {
    let server: TlsServer;
    let ca: string;
    beforeAll(async () => {
      server = await engine.server.tls();
      ca = await pem(server.certificates.ca);
    });
    afterAll(() => server.close());
    const by = (
      mode: ServerConnection['tls']['mode'],
      other: Partial<ServerConnection['tls']> = {},
      host = '127.0.0.1',
      port = server.port
    ) => ({
      ...at(host, port),
      tls: { mode, caCertificate: '', clientCertificate: '', clientKey: '', ...other },
    });

    it('takes whoever answers where nothing else is required', async () => {
      expect(await answer(engine.open(by('require')))).toBe(1);
    });

    it('trusts the CA given, and looks at the name only where that is asked', async () => {
      const caCertificate = ca;
      for (const connection of [
        by('verify-ca', { caCertificate }),
        by('verify-full', { caCertificate }),
        by('verify-full', { caCertificate }, 'localhost'),
      ]) {
        expect(await answer(engine.open(connection))).toBe(1);
      }
      // The certificate is made out to localhost and 127.0.0.1.
      const relay = createServer((client) => {
        const behind = connect(server.port, '127.0.0.1');
        client.pipe(behind).pipe(client);
        [client, behind].forEach((side) => side.on('error', () => {}));
      });
      await new Promise<void>((resolve) => relay.listen(0, '127.0.0.2', resolve));
      const { port } = relay.address() as AddressInfo;
      try {
        expect(await answer(engine.open(by('verify-ca', { caCertificate }, '127.0.0.2', port)))).toBe(1);
        expect(await refusal(by('verify-full', { caCertificate }, '127.0.0.2', port))).toEqual({
          kind: 'settings',
          message: expect.stringContaining('issued for another name') as string,
        });
      } finally {
        relay.close();
      }
    });

    it.each(['verify-ca', 'verify-full'] as const)('refuses in mode %s a certificate that no trusted CA signed', async (mode) => {
      for (const caCertificate of ['', await pem(server.certificates.otherCa)]) {
        expect(await refusal(by(mode, { caCertificate }, 'localhost'))).toEqual({
          kind: 'settings',
          message: expect.stringContaining('not signed by a trusted CA') as string,
        });
      }
    });

    it('refuses a client certificate or key that is not one', async () => {
      const clientCertificate = await pem(server.certificates.clientCertificate);
      expect(await refusal(by('require', { clientCertificate, clientKey: 'no PEM' }))).toEqual({
        kind: 'settings',
        message: expect.stringContaining('paste whole PEM texts') as string,
      });
    });
  });
});
