import { parseCommand } from '../../src/preview/arguments';
import { USAGE } from '../../src/preview/usage';
import { serverTitle } from '../../src/preview/serverArguments';
import { refusal } from '../domain/refusal';

const SERVER = ['--engine', 'postgres', '--url', 'db:5433', '--user', 'reader'];
const recordsOf = (given: readonly string[], password = '') => {
  const command = parseCommand(given, password);
  return command.do === 'help' ? null : command.records;
};

test('a database: where it is, who reads, and the password that does not stand on the command line', () => {
  const given = [
    ...SERVER,
    '--database',
    'kamailio',
    '--schema',
    's',
    '--tls',
    'verify-full',
    '--table',
    'acc=acc_view',
    '--table',
    'missed_calls=a.b=c',
  ];
  expect(recordsOf(given, ' s3cret ')).toEqual({
    in: 'server',
    engine: 'postgres',
    url: 'db:5433',
    user: 'reader',
    database: 'kamailio',
    password: ' s3cret ',
    schema: 's',
    tlsMode: 'verify-full',
    tables: { acc: 'acc_view', missed_calls: 'a.b=c' },
  });
  expect(recordsOf(SERVER)).toMatchObject({ database: '', password: '', schema: '', tlsMode: 'disable', tables: {} });
});

test('a password in the environment alone asks for no database', () => {
  expect(recordsOf([], 's3cret')).toEqual({ in: 'sample' });
  expect(recordsOf(['a.csv'], 's3cret')).toEqual({ in: 'files', path: 'a.csv' });
});

test('its title names engine, database and address, and no password', () => {
  const titled = (given: readonly string[]) => {
    const records = recordsOf(given, 's3cret');
    return records?.in === 'server' ? serverTitle(records) : null;
  };
  expect(titled([...SERVER, '--database', 'cdr'])).toBe('PostgreSQL: cdr at db:5433');
  expect(titled(['--engine', 'mysql', '--url', '/run/mysqld/mysqld.sock', '--user', 'u'])).toBe(
    'MySQL or MariaDB: /run/mysqld/mysqld.sock'
  );
});

test.each<[readonly string[], string]>([
  [['--engine', 'oracle'], 'Unknown engine "oracle". Allowed: postgres, mysql, clickhouse.'],
  [['--engine', 'mysql', '--user', 'u'], '--engine mysql needs --url ADDRESS and --user USER.'],
  [['--engine', 'mysql', '--url', 'db'], '--engine mysql needs --url ADDRESS and --user USER.'],
  [['--user', 'u'], '--user needs --engine. Add --engine with one of: postgres, mysql, clickhouse.'],
  [['a.csv', '--table', 'acc=b'], '--table needs --engine.'],
  [['a.csv', ...SERVER], 'Give a PATH or --engine, not both (a.csv, postgres).'],
  [[...SERVER, '--tls', 'on'], 'Unknown TLS mode "on". Allowed: disable, require, verify-ca, verify-full.'],
  [[...SERVER, '--table', 'acc'], '--table "acc" names no two tables. Write: --table acc=acc_view.'],
  [[...SERVER, '--url', 'db:0'], 'url: "db:0" is not a server address; write host:port'],
])('%j is refused with the repair', (given, message) => {
  expect(refusal(() => parseCommand(given, ''), 'settings')).toContain(message);
});

test('the help names every option of a database, and where its password stands', () => {
  for (const option of ['--engine', '--url', '--user', '--database', '--schema', '--tls', '--table', 'CALL_RESULT_PASSWORD']) {
    expect(USAGE).toContain(option);
  }
});
