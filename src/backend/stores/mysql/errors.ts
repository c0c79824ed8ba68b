import { type SessionErrors, type ServerError, timeoutMessage } from '../sql/serverErrors';

/** Errors that end the connection: shutdown, killed, idle for too long, aborted. */
const CONNECTION_CLOSING_ERRORS = [1053, 1077, 1079, 1152, 1184, 1927, 3169, 4031];

/** By the numbers that MySQL and MariaDB share. */
export const MYSQL_ERRORS: SessionErrors = {
  hints: {
    program: 'MySQL or MariaDB',
    listening: 'its bind_address',
    withoutTls: 'Give the server a certificate (ssl_cert, ssl_key), or choose tlsMode disable.',
    socket: 'Give the server\'s "socket", as Grafana sees it.',
  },
  sentByServer,
  endsConnection: (code) => CONNECTION_CLOSING_ERRORS.includes(Number(code)),
  server: [
    {
      codes: [1045, 1698, 3118, 4151],
      kind: 'settings',
      message: ({ user, tlsMode }) =>
        `User "${user}" cannot log in: the name or the password is wrong, or the server does not allow the user from Grafana's address${tlsMode === 'disable' ? ', or not without TLS' : ''}. Enter the password again in the data source's settings.`,
    },
    {
      codes: [1130],
      kind: 'settings',
      message: ({ user }) =>
        `The server lets nobody in from Grafana's address. Create the user there for that address: create user '${user}'@'<address of Grafana>' identified by '…'.`,
    },
    {
      codes: [1862, 1820],
      kind: 'settings',
      message: ({ user }) =>
        `The password of user "${user}" has expired. Give it a new one there, and enter it in the data source's settings.`,
    },
    { codes: [3159], kind: 'settings', message: 'The server requires TLS. Choose tlsMode require, verify-ca or verify-full.' },
    {
      codes: [1044],
      kind: 'settings',
      message: ({ user, database }) =>
        `User "${user}" may not use the database "${database}". Run there: grant select on \`${database}\`.<table> to '${user}'@'<address of Grafana>'.`,
    },
    { codes: [1049], kind: 'settings', message: "There is no such database. Correct the data source's database or schema." },
    { codes: [1046], kind: 'settings', message: "No database is chosen. Enter the data source's database, or its schema." },
    {
      codes: [1142, 1143, 1227, 1370],
      kind: 'settings',
      message: ({ user }) =>
        `User "${user}" has no permission to read this. Run there: grant select on <database>.<table> to '${user}'@'<address of Grafana>'.`,
    },
    {
      codes: [1059, 1102, 1103, 1109, 1146],
      kind: 'settings',
      message: "A table named in the settings or the layout does not exist. Correct tables or schema in the data source's settings.",
    },
    {
      codes: [1054],
      kind: 'settings',
      message: "A column named in the settings or the layout does not exist. Correct columns or dimensions in the data source's settings.",
    },
    {
      codes: [1356],
      kind: 'settings',
      message: 'A view uses a table or column that does not exist, or that its definer has no permission to read. Repair the view.',
    },
    {
      codes: [1273, 1193],
      kind: 'settings',
      message: 'The server is too old: MySQL 8.0.17 or MariaDB 10.6 is the oldest that works.',
    },
    {
      codes: [3024, 1969],
      kind: 'timeout',
      message: ({ statementTimeoutMs }) => timeoutMessage(statementTimeoutMs, 'check that the time column has an index'),
    },
    { codes: [1317], kind: 'store', message: 'The statement was stopped in the server. Try again.' },
    {
      codes: [1205, 1213],
      kind: 'store',
      message: 'The table was locked for too long, most likely because it is being altered. Try again.',
    },
    {
      codes: [1040],
      kind: 'store',
      message:
        "The server has no free connection. Raise max_connections on the server, or lower connections in the data source's settings.",
    },
    {
      codes: [1203, 1226],
      kind: 'store',
      message: ({ user }) =>
        `User "${user}" has no free connection. Raise max_user_connections on the server, or lower connections in the data source's settings.`,
    },
    {
      codes: [1129],
      kind: 'store',
      message: "The server has locked Grafana's address out after many failed connections. Run there: flush hosts.",
    },
    {
      codes: [1053, 1077, 1079],
      kind: 'store',
      isUnreachable: true,
      message: 'The server was shut down during the statement. Try again when it is running.',
    },
    {
      codes: [1152, 1184, 1927, 3169, 4031],
      kind: 'store',
      isUnreachable: true,
      message: 'The server ended the connection. Try again.',
    },
    {
      codes: [1021, 1037, 1038, 1041, 1114, 3, 28],
      kind: 'store',
      message: 'The server ran out of memory or disk space. Free some there, or choose a shorter time range or fewer values.',
    },
    {
      codes: [1461],
      kind: 'store',
      message: 'The server keeps too many prepared statements for others. Raise max_prepared_stmt_count there.',
    },
  ],
  // The driver puts a code of its own over the one that Node gave; OpenSSL's texts (X509_verify_cert_error_string) and Node's stay.
  driver: [
    {
      pattern:
        /^HANDSHAKE_SSL_ERROR .*(self[- ]signed|issuer certificate|verify the first certificate|signature failure|invalid CA|certificate chain too long)/i,
      problem: 'untrusted',
    },
    {
      pattern: /^HANDSHAKE_SSL_ERROR .*certificate (has expired|is not yet valid|revoked)/i,
      problem: 'notValidNow',
    },
    { pattern: /^HANDSHAKE_SSL_ERROR .*altnames/i, problem: 'otherName' },
    { pattern: /^HANDSHAKE_SSL_ERROR /, problem: 'tlsFailed' },
    { pattern: /^HANDSHAKE_NO_SSL_SUPPORT /, problem: 'noTls' },
    {
      pattern: /auth(entication)? plugin|AUTH_SWITCH/i,
      kind: 'settings',
      message: ({ user, text }) =>
        `The server wants user "${user}" to log in by a method that the driver does not have. Give the user caching_sha2_password or mysql_native_password. (${text})`,
    },
  ],
  otherwise: { problem: 'lost' },
};

/** The server's errors have positive numbers, the operating system's negative ones. */
function sentByServer(error: unknown): ServerError | null {
  if (!(error instanceof Error) || !('errno' in error) || typeof error.errno !== 'number' || error.errno <= 0) {
    return null;
  }
  return { code: error.errno, message: error.message };
}
