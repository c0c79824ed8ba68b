import { DatabaseError } from 'pg';
import { CallResultError, type FailureKind } from '../../../domain/errors';
import type { ErrorDescription } from '../sql/connectionErrors';
import { connectionMessage } from './connectionErrors';

/** What an error happened to. */
export interface ErrorContext {
  readonly server: string;
  readonly user: string;
  readonly database: string;
  readonly statementTimeoutMs: number;
  /** Whether there was a connection that the statement was sent over. */
  readonly answered: boolean;
  /** How long the statement had been running, milliseconds. */
  readonly ranMs: number;
}

/** Says what an error of the driver or of the server means for the person at the dashboard. */
export function postgresError(error: unknown, scene: ErrorContext): CallResultError {
  if (error instanceof CallResultError) {
    return error;
  }
  const said = (kind: FailureKind, message: string) => new CallResultError(kind, message, { cause: error });
  if (!(error instanceof DatabaseError)) {
    const { kind, message } = connectionMessage(error, scene);
    return said(kind, message);
  }
  const { kind, message } = serverMessage(error, scene);
  return said(kind, message);
}

/** Whether the connection itself broke, so that the next statement needs another one. */
export function isLostConnection(error: unknown): boolean {
  return !(error instanceof DatabaseError) || /^(57P0|08)/.test(error.code ?? '');
}

/** By the codes of PostgreSQL's appendix "Error Codes": the texts may be in the server's own language. */
function serverMessage(
  { code = '', message }: DatabaseError,
  { server, user, database, statementTimeoutMs, ranMs }: ErrorContext
): ErrorDescription {
  const text = shortened(message);
  const settings = (repair: string): ErrorDescription => ({ kind: 'settings', message: `${repair} (${server}: ${text})` });
  const store = (repair: string): ErrorDescription => ({ kind: 'store', message: `${repair} (${server}: ${text})` });
  switch (code) {
    case '28P01':
      return settings(`The password for user "${user}" is wrong. Enter it again in the data source's settings.`);
    case '28000':
      return settings(
        `The server does not let user "${user}" in. Check the user's name, that it may log in, that pg_hba.conf has a line for Grafana's address, and whether the server asks for TLS (tlsMode).`
      );
    case '3D000':
      return settings(`There is no database "${database}". Correct the data source's database.`);
    case '42501':
      return settings(
        `User "${user}" may not read this. Run as the table's owner: grant usage on schema <schema> to "${user}"; grant select on <table> to "${user}";`
      );
    case '42P01':
      return settings("A table that the settings or the layout name is not there. Correct tables or schema in the data source's settings.");
    case '3F000':
      return settings("There is no such schema. Correct schema in the data source's settings.");
    case '42703':
      return settings(
        "A column that the settings or the layout name is not there (any more). Correct columns or dimensions in the data source's settings."
      );
    case '57014':
      return ranMs >= statementTimeoutMs * 0.9
        ? {
            kind: 'timeout',
            message: `The server stopped the statement after ${Math.round(statementTimeoutMs / 100) / 10} s. Ask for a shorter range, check that the time column has an index, or raise the query timeout.`,
          }
        : store('Someone stopped the statement in the server. Ask again.');
    case '57P01':
    case '57P02':
      return store('The server was shut down while it answered. Ask again when it is back.');
    case '57P03':
      return store('The server is starting up or shutting down. Ask again in a moment.');
    case '53300':
      return store(
        "The server has no connection left. Raise max_connections there, lower connections in the data source's settings, or put a pooler in front."
      );
    case '53100':
    case '53200':
      return store('The server ran out of memory or disk space for this question. Ask for a shorter range or fewer values.');
    case '40001':
    case '40P01':
      return store(
        'A standby stopped the statement for the sake of its replication. Ask again; if it happens often, raise max_standby_streaming_delay there.'
      );
    case '22P05':
    case '22021':
      return {
        kind: 'query',
        message: `The query has a character that the database's encoding does not know, so no record can have it. Change the filter. (${server}: ${text})`,
      };
    default:
      return store('The records could not be read.');
  }
}

function shortened(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
