import { CLICKHOUSE_ERRORS } from '../../../src/backend/stores/clickhouse/errors';
import { MYSQL_ERRORS } from '../../../src/backend/stores/mysql/errors';
import { POSTGRES_ERRORS } from '../../../src/backend/stores/postgres/errors';
import { type EngineErrors, engineError, type ErrorContext } from '../../../src/backend/stores/sql/serverErrors';
import type { ServerEngine } from '../../../src/domain/engines/engines';

const TABLES: Readonly<Record<ServerEngine, EngineErrors>> = {
  postgres: POSTGRES_ERRORS,
  mysql: MYSQL_ERRORS,
  clickhouse: CLICKHOUSE_ERRORS,
};
const context: ErrorContext = {
  server: 'db:1',
  user: 'reader',
  database: 'cdr',
  tlsMode: 'disable',
  statementTimeoutMs: 60_000,
  answered: true,
  ranMs: 1,
};

describe.each(Object.entries(TABLES))('the errors of %s', (_, errors) => {
  const describeCode = (code: string | number, message = 'what the server says\nand more') =>
    engineError({ ...errors, sentByServer: () => ({ code, message }) }, new Error('sent'), context);

  test('have one meaning each, unless a condition decides between two', () => {
    const always = errors.server.filter(({ when }) => when === undefined).flatMap(({ codes }) => codes);
    expect(always.filter((code, index) => always.indexOf(code) !== index)).toEqual([]);
  });

  test('say what to do, and in the end where, in the first line of the words of the server', () => {
    for (const code of errors.server.flatMap(({ codes }) => codes)) {
      expect(describeCode(code).message).toMatch(/^[^{}]+[.;'…] \(db:1: what the server says\)$/);
      expect(describeCode(code).message).not.toMatch(/undefined|\[object/);
    }
  });

  test('that nobody knows are about the store, and long ones are shortened', () => {
    const { kind, message } = describeCode('unknown', 'x'.repeat(1_000));
    expect({ kind, length: message.length < 400 }).toEqual({ kind: 'store', length: true });
  });
});
