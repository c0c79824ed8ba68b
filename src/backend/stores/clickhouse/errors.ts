import { ClickHouseError } from '@clickhouse/client';
import { CallResultError } from '../../../domain/errors';
import type { ErrorDescription } from '../sql/connectionErrors';
import { connectionMessage } from './connectionErrors';

/** What an error happened to. */
export interface ErrorContext {
  readonly server: string;
  readonly user: string;
  readonly database: string;
  readonly statementTimeoutMs: number;
  /** Whether the server had answered before. */
  readonly answered: boolean;
}

/** Says what an error of the driver or of the server means for the person at the dashboard. */
export function clickHouseError(error: unknown, scene: ErrorContext): CallResultError {
  if (error instanceof CallResultError) {
    return error;
  }
  const { kind, message } = error instanceof ClickHouseError ? serverMessage(error, scene) : connectionMessage(error, scene);
  return new CallResultError(kind, message, { cause: error });
}

/** Whether the server said that there is nothing of that name which the user may read. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof CallResultError && error.cause instanceof ClickHouseError && ['60', '81', '497', '701'].includes(error.cause.code)
  );
}

/** Whether a connection that was kept turned out to be closed, or broke. */
export function isLostConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

export function timeoutMessage(statementTimeoutMs: number): string {
  return `The server stopped the statement after ${Math.round(statementTimeoutMs / 100) / 10} s. Ask for a shorter range, check that the order key or the partitioning begins with the time, or raise the query timeout.`;
}

/** By the numbers of ClickHouse's `ErrorCodes.cpp`. */
function serverMessage({ code, message }: ClickHouseError, { server, user, database, statementTimeoutMs }: ErrorContext): ErrorDescription {
  const text = shortened(message);
  const settings = (repair: string): ErrorDescription => ({ kind: 'settings', message: `${repair} (${server}: ${text})` });
  const store = (repair: string): ErrorDescription => ({ kind: 'store', message: `${repair} (${server}: ${text})` });
  const query = (repair: string): ErrorDescription => ({ kind: 'query', message: `${repair} (${server}: ${text})` });
  switch (code) {
    case '516':
    case '192':
    case '193':
    case '194':
      return settings(
        `The server does not let user "${user}" in: the password is wrong, or there is no such user. Enter both again in the data source's settings.`
      );
    case '195':
      return settings(`The server does not let user "${user}" in from Grafana's address. Add it to the user's HOST there.`);
    case '81':
      return settings(
        `There is no database "${database || 'default'}", or none that the statement needs. Correct database or schema in the data source's settings.`
      );
    case '60':
      return settings(
        "A table that the settings or the layout name is not there. Correct tables, schema or database in the data source's settings."
      );
    case '16':
    case '47':
      return settings(
        "A column that the settings or the layout name is not there (any more). Correct columns or dimensions in the data source's settings."
      );
    case '497':
      return settings(`User "${user}" may not read this. Run as an administrator: GRANT SELECT ON <database>.<table> TO ${user};`);
    case '701':
    case '170':
      return settings('There is no such cluster. Correct the name in tables; select distinct cluster from system.clusters lists them.');
    case '164':
    case '452':
      return settings(
        `The profile of user "${user}" forbids a setting that the statement needs. Give the user a profile with readonly = 2.`
      );
    case '159':
      return { kind: 'timeout', message: timeoutMessage(statementTimeoutMs) };
    case '160':
      return {
        kind: 'timeout',
        message: `The server stopped the statement because it would take too long. Ask for a shorter range, or check that the order key or the partitioning begins with the time. (${server}: ${text})`,
      };
    case '394':
      return store('Someone stopped the statement in the server. Ask again.');
    case '236':
      return store('The server was shut down while it answered. Ask again when it is back.');
    case '202':
      return store(
        "The server runs as many statements as it may. Lower connections in the data source's settings, or raise max_concurrent_queries there."
      );
    case '201':
      return store(`User "${user}" has used up the quota. Raise it there, or ask less often.`);
    case '241':
    case '243':
      return store('The server ran out of memory or disk space for this question. Ask for a shorter range or fewer values.');
    case '396':
      return query('The answer is too large. Ask for a shorter range, a longer bucket or fewer values.');
    case '158':
    case '307':
      return query(
        "The user's profile limits how much one statement may read. Ask for a shorter range, or raise max_rows_to_read or max_bytes_to_read there."
      );
    case '209':
    case '210':
    case '279':
    case '519':
      return store('A server of the cluster does not answer. Check the cluster, and ask again.');
    default:
      return store('The records could not be read.');
  }
}

function shortened(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
