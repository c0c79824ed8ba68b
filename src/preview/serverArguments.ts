import { SERVER_ENGINES, type ServerEngine, SERVERS } from '../domain/engines/engines';
import { readAddress } from '../domain/serverAddress';
import { TLS_MODES, type TlsMode } from '../domain/serverSettings';
import { oneOf, pairsOf, wrong } from './argumentValues';
import { secretVariable } from './secretVariable';

/** The environment variable with the password of `--user`. */
export const PASSWORD_VARIABLE = secretVariable('password');

/** A database whose records are shown. */
export interface ServerPlace {
  readonly in: 'server';
  readonly engine: ServerEngine;
  readonly url: string;
  readonly user: string;
  readonly database: string;
  readonly password: string;
  readonly schema: string;
  readonly tlsMode: TlsMode;
  readonly tables: Readonly<Record<string, string>>;
}

interface Given {
  readonly engine?: string | undefined;
  readonly url?: string | undefined;
  readonly user?: string | undefined;
  readonly database?: string | undefined;
  readonly schema?: string | undefined;
  readonly tls?: string | undefined;
  readonly table?: readonly string[] | undefined;
}

const OF_SERVERS = ['url', 'user', 'database', 'schema', 'tls', 'table'] as const;

/**
 * The database that the command line names; null if it names none.
 * @throws CallResultError `settings` that names the argument and what is allowed in its place.
 */
export function serverPlaceOf(given: Given, password: string): ServerPlace | null {
  const { engine: engineName, url, user, database = '', schema = '', tls = 'disable', table = [] } = given;
  if (engineName === undefined) {
    const option = OF_SERVERS.find((name) => given[name] !== undefined);
    if (option !== undefined) {
      throw wrong(`--${option} needs --engine. Add --engine with one of: ${SERVER_ENGINES.join(', ')}.`);
    }
    return null;
  }
  const engine = oneOf(SERVER_ENGINES, engineName, 'engine');
  const tlsMode = oneOf(TLS_MODES, tls, 'TLS mode');
  if (url === undefined || user === undefined) {
    throw wrong(`--engine ${engine} needs --url ADDRESS and --user USER.`);
  }
  readAddress(url, engine, tlsMode);
  return {
    in: 'server',
    engine,
    url,
    user,
    database,
    password,
    schema,
    tlsMode,
    tables: pairsOf(table, '--table', 'tables', 'acc=acc_view'),
  };
}

/** How the page and the terminal call it. */
export function serverTitle({ engine, url, database }: ServerPlace): string {
  return `${SERVERS[engine].title}: ${database === '' ? '' : `${database} at `}${url}`;
}
