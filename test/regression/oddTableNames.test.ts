import { CallResultError } from '../../src/domain/errors';
import { serverConnection } from '../../src/domain/serverConnection';
import { parseSettings, type ServerSettings } from '../../src/domain/settings';
import { openMysqlServer } from '../../src/backend/stores/mysql/open';

/** Names that databases cannot have reached them, and came back as errors of SQL. */
const SETTINGS = { version: 1, engine: 'mysql', layout: 'calls' };
const ACCOUNT = { url: 'localhost:1', user: 'reader', database: 'cdr', secureJsonData: {} };

const connect = (settings: object, account: object) =>
  openMysqlServer(
    serverConnection(parseSettings({ ...SETTINGS, ...settings }).settings as ServerSettings, { ...ACCOUNT, ...account }, 1_000)
  );

test.each<[string, object, object, string]>([
  ['a table', { tables: { calls: 'a\0b' } }, {}, 'tables.calls: "a\\u0000b" is not allowed; allowed: a name without control characters.'],
  ['a schema', { schema: 'a\n' }, {}, 'schema: "a\\n" is not allowed; allowed: a name without control characters.'],
  ['a rollup', { rollup: { table: '\u0085', bucket: '1m' } }, {}, 'rollup.table: "\u0085" is not allowed; allowed: a name without'],
  ['a database', {}, { database: 'a\0' }, 'database: contains a control character; correct the name.'],
  ['a user', {}, { user: 'a\0' }, 'user: contains a control character; correct the name.'],
])('control characters in the name of %s are refused before anything is asked', (_, settings, account, message) => {
  const error = thrownBy(() => connect(settings, account));
  expect(error).toMatchObject({ kind: 'settings', message: expect.stringContaining(message) });
});

test('emoji in the name of a table of MySQL or MariaDB are refused', () => {
  const error = thrownBy(() => connect({}, {}).table('calls😀'));
  expect(error).toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/^"calls😀" is not a table's name: names in MySQL and MariaDB/),
  });
});

function thrownBy(work: () => unknown): CallResultError | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof CallResultError ? error : null;
  }
}
