import fc from 'fast-check';
import { SERVER_ENGINES, type ServerEngine } from '../../src/domain/engines/engines';
import { CallResultError } from '../../src/domain/errors';
import { readAddress, type ServerAddress } from '../../src/domain/serverAddress';
import { TLS_MODES, type TlsMode } from '../../src/domain/serverSettings';
import { refusal } from './refusal';

test.each<[string, ServerEngine, TlsMode, ServerAddress]>([
  ['db.example.org', 'postgres', 'disable', { host: 'db.example.org', port: 5432, path: '' }],
  ['db.example.org', 'postgres', 'verify-full', { host: 'db.example.org', port: 5432, path: '' }],
  ['db_1', 'mysql', 'require', { host: 'db_1', port: 3306, path: '' }],
  [' 10.0.0.7:15432 ', 'postgres', 'disable', { host: '10.0.0.7', port: 15432, path: '' }],
  ['[2001:db8::1]:5433', 'postgres', 'disable', { host: '2001:db8::1', port: 5433, path: '' }],
  ['[::1]', 'mysql', 'disable', { host: '::1', port: 3306, path: '' }],
  ['postgresql://db:5433/', 'postgres', 'disable', { host: 'db', port: 5433, path: '' }],
  ['MariaDB://db', 'mysql', 'disable', { host: 'db', port: 3306, path: '' }],
  ['/var/run/postgresql', 'postgres', 'disable', { socket: '/var/run/postgresql' }],
  ['/run/mysqld/mysqld.sock', 'mysql', 'disable', { socket: '/run/mysqld/mysqld.sock' }],
  ['ch', 'clickhouse', 'disable', { host: 'ch', port: 8123, path: '' }],
  ['ch', 'clickhouse', 'verify-full', { host: 'ch', port: 8443, path: '' }],
  ['https://ch/', 'clickhouse', 'require', { host: 'ch', port: 8443, path: '' }],
  ['http://proxy:80/clickhouse/a', 'clickhouse', 'disable', { host: 'proxy', port: 80, path: '/clickhouse/a' }],
])('%s of %s (%s)', (url, engine, tlsMode, address) => {
  expect(readAddress(url, engine, tlsMode)).toEqual(address);
});

test.each<[string, ServerEngine, TlsMode, string]>([
  ['', 'postgres', 'disable', 'url: missing; write host:port, such as db.example.org:5432, or the path of a socket.'],
  ['  ', 'clickhouse', 'require', 'url: missing; write host:port, such as db.example.org:8443.'],
  [
    'db:0',
    'mysql',
    'disable',
    'url: "db:0" is not a server address; write host:port, such as db.example.org:3306, or the path of a socket.',
  ],
  ['db:65536', 'mysql', 'disable', 'url: "db:65536" is not a server address;'],
  ['db:', 'postgres', 'disable', 'url: "db:" is not a server address;'],
  ['::1', 'postgres', 'disable', 'url: "::1" is not a server address;'],
  ['db/kamailio', 'postgres', 'disable', 'url: "db/kamailio" is not a server address;'],
  ['mysql://db', 'postgres', 'disable', 'url: "mysql://db" is not a server address;'],
  ['db?sslmode=disable', 'postgres', 'disable', 'url: "db?sslmode=disable" is not a server address;'],
  [
    '/var/run/clickhouse.sock',
    'clickhouse',
    'disable',
    'url: "/var/run/clickhouse.sock" is not a server address; write host:port, such as db.example.org:8123.',
  ],
  [
    'https://ch:8443',
    'clickhouse',
    'disable',
    'url: https uses TLS, but tlsMode is "disable"; set tlsMode to verify-full, or write the address without https://.',
  ],
  [
    'HTTP://ch',
    'clickhouse',
    'verify-ca',
    'url: http does not use TLS, but tlsMode is "verify-ca"; write the address without http://, or set tlsMode to disable.',
  ],
  [
    'postgres://reader:s3cret@db:5432/kamailio',
    'postgres',
    'disable',
    'url: contains more than an address; write host:port, such as db.example.org:5432, or the path of a socket. User, password and database have fields of their own.',
  ],
])('%s of %s (%s) is refused', (url, engine, tlsMode, message) => {
  const said = refusal(() => readAddress(url, engine, tlsMode), 'settings');
  expect(said).toContain(message);
  expect(said).not.toContain('s3cret');
});

const engine = fc.constantFrom(...SERVER_ENGINES);
const tlsMode = fc.constantFrom(...TLS_MODES);
const port = fc.integer({ min: 1, max: 65_535 });

test('host and port come back as they were written, IPv6 without its brackets', () => {
  const host = fc.oneof(fc.domain(), fc.ipV4());
  fc.assert(
    fc.property(host, port, engine, tlsMode, (name, number, of, mode) => {
      expect(readAddress(`${name}:${number}`, of, mode)).toEqual({ host: name, port: number, path: '' });
    })
  );
  fc.assert(
    fc.property(fc.ipV6(), port, engine, tlsMode, (name, number, of, mode) => {
      expect(readAddress(`[${name}]:${number}`, of, mode)).toEqual({ host: name, port: number, path: '' });
    })
  );
});

test('whatever is written is an address that can be dialled, or refused with a sentence that names the field', () => {
  const text = fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[a-z0-9:/@.[\]?#-]{0,40}$/));
  fc.assert(
    fc.property(text, engine, tlsMode, (url, of, mode) => {
      try {
        const address = readAddress(url, of, mode);
        if ('socket' in address) {
          expect(of).not.toBe('clickhouse');
          expect(address.socket).toMatch(/^\//);
        } else {
          expect(address.host).toMatch(/^[A-Za-z0-9._:-]+$/);
          expect(address.port > 0 && address.port < 65_536).toBe(true);
          expect(address.path === '' || (of === 'clickhouse' && /^\/[^?#\s]+$/.test(address.path))).toBe(true);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(CallResultError);
        expect((error as Error).message).toMatch(/^url: .+; (write|set) .+\.$/s);
      }
    }),
    { numRuns: 1_000 }
  );
});
