import { CallResultError } from '../../../domain/errors';
import type { ServerConnection } from '../../../domain/serverConnection';
import type { ErrorDescription } from '../sql/connectionErrors';
import { connectionMessage } from './connectionErrors';

/** What an error happened to. */
export interface ErrorContext {
  readonly server: string;
  readonly user: string;
  readonly database: string;
  readonly tlsMode: ServerConnection['tls']['mode'];
  readonly statementTimeoutMs: number;
  /** Whether there was a connection that the statement was sent over. */
  readonly answered: boolean;
}

/** Says what an error of the driver or of the server means for the person at the dashboard. */
export function mysqlError(error: unknown, scene: ErrorContext): CallResultError {
  if (error instanceof CallResultError) {
    return error;
  }
  const server = serverError(error);
  const { kind, message } = server === null ? connectionMessage(error, scene) : serverMessage(server, scene);
  return new CallResultError(kind, message, { cause: error });
}

/** Errors that end the connection: shutdown, killed, idle for too long, aborted. */
const CONNECTION_CLOSING_ERRORS = new Set([1053, 1077, 1079, 1152, 1184, 1927, 3169, 4031]);

/** Whether the connection itself broke, so that the next statement needs another one. */
export function isLostConnection(error: unknown): boolean {
  const server = serverError(error);
  return server === null || CONNECTION_CLOSING_ERRORS.has(server.errno);
}

interface ServerError {
  readonly errno: number;
  readonly message: string;
}

/** The server's errors have positive numbers, the operating system's negative ones. */
function serverError(error: unknown): ServerError | null {
  if (!(error instanceof Error) || !('errno' in error) || typeof error.errno !== 'number' || error.errno <= 0) {
    return null;
  }
  return { errno: error.errno, message: error.message };
}

/** By the numbers that MySQL and MariaDB share: the texts may be in the server's own language. */
function serverMessage(
  { errno, message }: ServerError,
  { server, user, database, statementTimeoutMs, tlsMode }: ErrorContext
): ErrorDescription {
  const text = shortened(message);
  const settings = (repair: string): ErrorDescription => ({ kind: 'settings', message: `${repair} (${server}: ${text})` });
  const store = (repair: string): ErrorDescription => ({ kind: 'store', message: `${repair} (${server}: ${text})` });
  switch (errno) {
    case 1045:
    case 1698:
    case 3118:
    case 4151:
      return settings(
        `The server does not let user "${user}" in: the name or the password is wrong, or the user may not come from Grafana's address${tlsMode === 'disable' ? ', or not without TLS' : ''}. Enter the password again in the data source's settings.`
      );
    case 1130:
      return settings(
        `The server lets nobody in from Grafana's address. Create the user there for that address: create user '${user}'@'<address of Grafana>' identified by '…'.`
      );
    case 1862:
    case 1820:
      return settings(`The password of user "${user}" has expired. Give it a new one there, and enter it in the data source's settings.`);
    case 3159:
      return settings('The server wants TLS. Choose tlsMode require, verify-ca or verify-full.');
    case 1044:
      return settings(
        `User "${user}" may not use the database "${database}". Run there: grant select on \`${database}\`.<table> to '${user}'@'<address of Grafana>'.`
      );
    case 1049:
      return settings(`There is no such database. Correct the data source's database or schema.`);
    case 1046:
      return settings("No database is chosen. Enter the data source's database, or its schema.");
    case 1142:
    case 1143:
    case 1227:
    case 1370:
      return settings(
        `User "${user}" may not read this. Run there: grant select on <database>.<table> to '${user}'@'<address of Grafana>'.`
      );
    case 1059:
    case 1102:
    case 1103:
    case 1109:
    case 1146:
      return settings("A table that the settings or the layout name is not there. Correct tables or schema in the data source's settings.");
    case 1054:
      return settings(
        "A column that the settings or the layout name is not there (any more). Correct columns or dimensions in the data source's settings."
      );
    case 1356:
      return settings('A view names a table or column that is gone, or that its definer may not read. Repair the view.');
    case 1273:
    case 1193:
      return settings('The server is too old: MySQL 8.0.17 or MariaDB 10.6 is the oldest that works.');
    case 3024:
    case 1969:
      return {
        kind: 'timeout',
        message: `The server stopped the statement after ${Math.round(statementTimeoutMs / 100) / 10} s. Ask for a shorter range, check that the time column has an index, or raise the query timeout.`,
      };
    case 1317:
      return store('Someone stopped the statement in the server. Ask again.');
    case 1205:
    case 1213:
      return store('The table was locked for too long, most likely because it is being altered. Ask again.');
    case 1040:
      return store("The server has no connection left. Raise max_connections there, or lower connections in the data source's settings.");
    case 1203:
    case 1226:
      return store(
        `User "${user}" has no connection left. Raise max_user_connections there, or lower connections in the data source's settings.`
      );
    case 1129:
      return store("The server has locked Grafana's address out after many failed connections. Run there: flush hosts.");
    case 1053:
    case 1077:
    case 1079:
      return store('The server was shut down while it answered. Ask again when it is back.');
    case 1152:
    case 1184:
    case 1927:
    case 3169:
    case 4031:
      return store('The server ended the connection. Ask again.');
    case 1021:
    case 1037:
    case 1038:
    case 1041:
    case 1114:
    case 3:
    case 28:
      return store('The server ran out of memory or disk space for this question. Ask for a shorter range or fewer values.');
    case 1461:
      return store('The server keeps too many prepared statements for others. Raise max_prepared_stmt_count there.');
    default:
      return store('The records could not be read.');
  }
}

function shortened(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
