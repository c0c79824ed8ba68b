import { type SessionErrors, type ServerError, timeoutMessage } from '../sql/serverErrors';

/** Errors that end the connection: shutdown, killed, idle for too long, aborted. */
const CONNECTION_CLOSING_ERRORS = [1053, 1077, 1079, 1152, 1184, 1927, 3169, 4031];

/** By the numbers that MySQL and MariaDB share. */
export const MYSQL_ERRORS: SessionErrors = {
  hints: {
    program: 'MySQL or MariaDB',
    listening: 'its bind_address',
    withoutTls: 'Give it a certificate there (ssl_cert, ssl_key), or choose tlsMode disable.',
    socket: 'Give the server\'s "socket", as Grafana sees it.',
  },
  sentByServer,
  endsConnection: (code) => CONNECTION_CLOSING_ERRORS.includes(Number(code)),
  server: [
    {
      codes: [1045, 1698, 3118, 4151],
      kind: 'settings',
      message: ({ user, tlsMode }) =>
        `The server does not let user "${user}" in: the name or the password is wrong, or the user may not come from Grafana's address${tlsMode === 'disable' ? ', or not without TLS' : ''}. Enter the password again in the data source's settings.`,
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
    { codes: [3159], kind: 'settings', message: 'The server wants TLS. Choose tlsMode require, verify-ca or verify-full.' },
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
        `User "${user}" may not read this. Run there: grant select on <database>.<table> to '${user}'@'<address of Grafana>'.`,
    },
    {
      codes: [1059, 1102, 1103, 1109, 1146],
      kind: 'settings',
      message: "A table that the settings or the layout name is not there. Correct tables or schema in the data source's settings.",
    },
    {
      codes: [1054],
      kind: 'settings',
      message:
        "A column that the settings or the layout name is not there (any more). Correct columns or dimensions in the data source's settings.",
    },
    {
      codes: [1356],
      kind: 'settings',
      message: 'A view names a table or column that is gone, or that its definer may not read. Repair the view.',
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
    { codes: [1317], kind: 'store', message: 'Someone stopped the statement in the server. Ask again.' },
    {
      codes: [1205, 1213],
      kind: 'store',
      message: 'The table was locked for too long, most likely because it is being altered. Ask again.',
    },
    {
      codes: [1040],
      kind: 'store',
      message: "The server has no connection left. Raise max_connections there, or lower connections in the data source's settings.",
    },
    {
      codes: [1203, 1226],
      kind: 'store',
      message: ({ user }) =>
        `User "${user}" has no connection left. Raise max_user_connections there, or lower connections in the data source's settings.`,
    },
    {
      codes: [1129],
      kind: 'store',
      message: "The server has locked Grafana's address out after many failed connections. Run there: flush hosts.",
    },
    { codes: [1053, 1077, 1079], kind: 'store', message: 'The server was shut down while it answered. Ask again when it is back.' },
    { codes: [1152, 1184, 1927, 3169, 4031], kind: 'store', message: 'The server ended the connection. Ask again.' },
    {
      codes: [1021, 1037, 1038, 1041, 1114, 3, 28],
      kind: 'store',
      message: 'The server ran out of memory or disk space for this question. Ask for a shorter range or fewer values.',
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
