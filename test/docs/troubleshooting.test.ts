/** The page about errors has those of the code, and what Grafana is told of each kind. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messagesOfSource, withMessages } from '../../build/messages';
import { asResponseError } from '../../src/backend/handlers/failures';
import { CallResultError, type FailureKind } from '../../src/domain/errors';

const page = readFileSync(path.resolve(__dirname, '../../docs/troubleshooting.md'), 'utf8');

test('every error and notice of the code is on the page, and no other (npm run errors writes them)', () => {
  expect(withMessages(page)).toBe(page);
});

test('messages are found wherever the code makes them', () => {
  const { errors, notices } = messagesOfSource();
  // One of each way: an error, one of a helper, one of an engine's table, a function's with its repair, a constant's, a notice's.
  expect(errors.settings).toContain('user: missing; name the database user that may read the call records.');
  expect(errors.store).toContain('The host name in … cannot be resolved. Check the host name.');
  expect(errors.settings).toContain('The server requires TLS. Choose tlsMode require, verify-ca or verify-full.');
  expect(errors.timeout).toContain(
    'The server stopped the statement after … s. Choose a shorter time range, check that the time column has an index, or raise the query timeout.'
  );
  expect(errors.store).toContain(
    'not a regular file but a folder, pipe, socket or device. Replace it with a file of records, or rename it.'
  );
  expect(notices).toContain('The records have no calls yet.');
});

const kinds: readonly FailureKind[] = ['settings', 'query', 'store', 'timeout', 'importing', 'cancelled', 'plugin'];

test.each(kinds)('errors of the kind %s have a list, and the status and source that the page says', (kind) => {
  expect(page).toContain(`<!-- errors: ${kind} -->`);
  const { status, source } = asResponseError(new CallResultError(kind, 'x')) as { status: number; source: string };
  const row = page.split('\n').find((line) => line.startsWith(`| \`${kind}\` |`));
  expect(row?.split('|').map((cell) => cell.trim())).toEqual(['', `\`${kind}\``, String(status), expect.any(String), source, '']);
});
