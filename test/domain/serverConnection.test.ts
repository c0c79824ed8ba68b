import { pemProblem } from '../../src/domain/pem';
import { type ServerAccount, serverConnection } from '../../src/domain/serverConnection';
import { parseSettings, type ServerSettings } from '../../src/domain/settings';
import { refusal } from './refusal';

const pem = (kind: string): string => `-----BEGIN ${kind}-----\nMIIBsecret\n-----END ${kind}-----\n`;
const CERTIFICATE = pem('CERTIFICATE');
const KEY = pem('PRIVATE KEY');

function settingsOf(json: object): ServerSettings {
  const { settings } = parseSettings({ engine: 'postgres', ...json });
  if (settings.engine === 'files') {
    throw new Error('no server');
  }
  return settings;
}

const account: ServerAccount = { url: 'db:5433', user: 'reader', database: 'cdr', secureJsonData: { password: ' s3cret ' } };
const connect = (json: object, more: Partial<ServerAccount> = {}) => serverConnection(settingsOf(json), { ...account, ...more }, 60_000);

test('everything that is needed comes from the settings, the account and its secrets', () => {
  const tls = { tlsMode: 'verify-full', tlsCaCertificate: CERTIFICATE, tlsClientCertificate: CERTIFICATE };
  expect(connect({ ...tls, schema: 'archive', connections: 3 }, { secureJsonData: { password: ' s3cret ', tlsClientKey: KEY } })).toEqual({
    address: { host: 'db', port: 5433, path: '' },
    user: 'reader',
    password: ' s3cret ',
    database: 'cdr',
    tls: { mode: 'verify-full', caCertificate: CERTIFICATE, clientCertificate: CERTIFICATE, clientKey: KEY },
    schema: 'archive',
    connections: 3,
    statementTimeoutMs: 60_000,
  });
});

test('what is absent has its default', () => {
  expect(connect({}, { secureJsonData: {}, database: '' })).toEqual({
    address: { host: 'db', port: 5433, path: '' },
    user: 'reader',
    password: '',
    database: '',
    tls: { mode: 'disable', caCertificate: '', clientCertificate: '', clientKey: '' },
    schema: '',
    connections: 5,
    statementTimeoutMs: 60_000,
  });
});

test('a key that is left over from a mode without TLS disturbs nobody', () => {
  expect(connect({}, { secureJsonData: { tlsClientKey: 'rubbish' } }).tls.mode).toBe('disable');
});

test.each<[string, object, Partial<ServerAccount>, string]>([
  ['no user', {}, { user: '' }, 'user: missing; name the database user that may read the call records.'],
  ['no address', {}, { url: '' }, 'url: missing; write host:port, such as db.example.org:5432, or the path of a socket.'],
  [
    'a certificate without its key',
    { tlsMode: 'require', tlsClientCertificate: CERTIFICATE },
    {},
    'tlsClientKey: missing; a client certificate needs its private key. Enter the key, or remove the certificate.',
  ],
  [
    'a CA, but no TLS',
    { tlsCaCertificate: CERTIFICATE },
    {},
    'tlsMode: "disable" uses no certificate, but tlsCaCertificate holds one; choose verify-full, verify-ca or require, or remove the certificate.',
  ],
  [
    'a client certificate, but no TLS',
    { tlsClientCertificate: CERTIFICATE },
    {},
    'tlsMode: "disable" uses no certificate, but tlsClientCertificate holds one;',
  ],
  [
    'a path in place of a CA',
    { tlsMode: 'verify-ca', tlsCaCertificate: '/etc/ssl/secret-ca.pem' },
    {},
    'tlsCaCertificate: is not a certificate in PEM format; paste the whole text from -----BEGIN CERTIFICATE----- to its END line.',
  ],
  [
    'a key among the certificates',
    { tlsMode: 'verify-ca', tlsClientCertificate: CERTIFICATE + KEY },
    {},
    'tlsClientCertificate: contains a private key, which other users can read there; remove it, and enter it only as tlsClientKey.',
  ],
  [
    'a certificate in place of a key',
    { tlsMode: 'verify-ca' },
    { secureJsonData: { tlsClientKey: CERTIFICATE } },
    'tlsClientKey: is not a private key in PEM format; paste the whole text from -----BEGIN PRIVATE KEY----- to its END line.',
  ],
  [
    'an encrypted key',
    { tlsMode: 'verify-ca' },
    { secureJsonData: { tlsClientKey: pem('ENCRYPTED PRIVATE KEY') } },
    'tlsClientKey: is encrypted with a passphrase; store it without one: openssl pkey -in client.key -out plain.key.',
  ],
])('%s is told, with the repair and without any secret', (_name, json, more, message) => {
  const said = refusal(() => connect(json, more), 'settings');
  expect(said).toContain(message);
  expect(said).not.toContain('secret');
});

test.each(['RSA PRIVATE KEY', 'EC PRIVATE KEY', 'PRIVATE KEY'])('%s is a private key', (kind) => {
  expect(pemProblem(pem(kind), 'private key')).toBeNull();
});

test.each(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'])('%s is a certificate', (kind) => {
  expect(pemProblem(`# a comment of the CA\n${pem(kind)}`, 'certificate')).toBeNull();
});

test('a key in the older form of OpenSSL tells its encryption in a header', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMIIB\n-----END RSA PRIVATE KEY-----';
  expect(pemProblem(key, 'private key')).toContain('is encrypted');
});
