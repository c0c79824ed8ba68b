import { ClickHouseError } from '@clickhouse/client';
import { CallResultError } from '../../../domain/errors';
import { type EngineErrors, timeoutMessage } from '../sql/serverErrors';

/** By the numbers of ClickHouse's `ErrorCodes.cpp`. */
export const CLICKHOUSE_ERRORS: EngineErrors = {
  hints: {
    program: 'ClickHouse',
    listening: 'listen_host in its configuration',
    withoutTls: 'Give the port of HTTPS (8443 unless changed), or choose tlsMode disable.',
    socket: 'ClickHouse has no sockets; write host:port.',
  },
  sentByServer: (error) => (error instanceof ClickHouseError ? error : null),
  server: [
    {
      codes: ['516', '192', '193', '194'],
      kind: 'settings',
      message: ({ user }) =>
        `User "${user}" cannot log in: the password is wrong, or there is no such user. Enter both again in the data source's settings.`,
    },
    {
      codes: ['195'],
      kind: 'settings',
      message: ({ user }) => `User "${user}" cannot log in from Grafana's address. Add it to the user's HOST there.`,
    },
    {
      codes: ['81'],
      kind: 'settings',
      message: ({ database }) =>
        `There is no database "${database || 'default'}", or none that the statement needs. Correct database or schema in the data source's settings.`,
    },
    {
      codes: ['60'],
      kind: 'settings',
      message:
        "A table named in the settings or the layout does not exist. Correct tables, schema or database in the data source's settings.",
    },
    {
      codes: ['16', '47'],
      kind: 'settings',
      message: "A column named in the settings or the layout does not exist. Correct columns or dimensions in the data source's settings.",
    },
    {
      codes: ['497'],
      kind: 'settings',
      message: ({ user }) =>
        `User "${user}" has no permission to read this. Run as an administrator: GRANT SELECT ON <database>.<table> TO ${user};`,
    },
    {
      codes: ['701', '170'],
      kind: 'settings',
      message: 'There is no such cluster. Correct the name in tables; select distinct cluster from system.clusters lists them.',
    },
    {
      codes: ['164', '452'],
      kind: 'settings',
      message: ({ user }) =>
        `The profile of user "${user}" forbids a setting that the statement needs. Give the user a profile with readonly = 2.`,
    },
    { codes: ['159'], kind: 'timeout', message: ({ statementTimeoutMs }) => tooSlow(statementTimeoutMs) },
    {
      codes: ['160'],
      kind: 'timeout',
      message:
        'The server stopped the statement because it would take too long. Choose a shorter time range, or check that the order key or the partitioning begins with the time.',
    },
    { codes: ['394'], kind: 'store', message: 'The statement was stopped in the server. Try again.' },
    {
      codes: ['236'],
      kind: 'store',
      isUnreachable: true,
      message: 'The server was shut down during the statement. Try again when it is running.',
    },
    {
      codes: ['202'],
      kind: 'store',
      message:
        "The server already runs its maximum number of statements. Lower connections in the data source's settings, or raise max_concurrent_queries on the server.",
    },
    { codes: ['201'], kind: 'store', message: ({ user }) => `User "${user}" has used up the quota. Raise it there, or query less often.` },
    {
      codes: ['241', '243'],
      kind: 'store',
      message: 'The server ran out of memory or disk space. Free some there, or choose a shorter time range or fewer values.',
    },
    { codes: ['396'], kind: 'query', message: 'The answer is too large. Choose a shorter time range, a longer bucket or fewer values.' },
    {
      codes: ['158', '307'],
      kind: 'query',
      message:
        "The user's profile limits how much one statement may read. Choose a shorter time range, or raise max_rows_to_read or max_bytes_to_read there.",
    },
    {
      codes: ['209', '210', '279', '519'],
      kind: 'store',
      isUnreachable: true,
      message: 'A server of the cluster does not answer. Check the cluster, and try again.',
    },
  ],
  driver: [
    { pattern: /wrong version number|packet length too long/, problem: 'noTls' },
    {
      pattern: /must use port \d+ for HTTP/,
      kind: 'settings',
      message: ({ server }) => `${server} is the port of clickhouse-client. Give that of HTTP (8123 unless changed; HTTPS: 8443).`,
    },
    {
      pattern: / .*too long/i,
      kind: 'query',
      message: ({ server, text }) => `The query names more values than ${server} takes in one statement. Filter by fewer values. (${text})`,
    },
    {
      pattern: /^HPE_/,
      kind: 'settings',
      message: ({ server }) =>
        `${server} does not speak HTTP. Give ClickHouse's port of HTTP (8123 unless changed), or, if it is that of HTTPS, choose tlsMode verify-full.`,
    },
  ],
  otherwise: {
    kind: 'store',
    message: ({ server, user, text }) =>
      `${server} answered, but not as ClickHouse does for user "${user}". Check the address, the path and any proxy between. (${text})`,
  },
};

/** Errors that say that there is nothing of that name which the user may read. */
const MISSING = ['60', '81', '497', '701'];

export function isMissing(error: unknown): boolean {
  return error instanceof CallResultError && error.cause instanceof ClickHouseError && MISSING.includes(error.cause.code);
}

/** Whether a connection that was kept turned out to be closed, or broke. */
export function isBrokenConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

export function tooSlow(statementTimeoutMs: number): string {
  return timeoutMessage(statementTimeoutMs, 'check that the order key or the partitioning begins with the time');
}
