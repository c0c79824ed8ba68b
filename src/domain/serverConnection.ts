import { CallResultError } from './errors';
import { DEFAULT_PORTS, type ServerEngine, type TlsMode } from './serverSettings';

/** What Grafana keeps of a data source beside its `jsonData`; the secure part arrives in the backend alone. */
export interface ServerAccount {
  /** `host:port`, `host`, or `/path/to/socket`; ClickHouse also `http://host:port/path`. */
  readonly url: string;
  readonly user: string;
  readonly database: string;
  readonly secureJsonData: Readonly<Record<string, string>>;
}

/** Everything that is needed to reach a database. */
export interface ServerConnection {
  readonly address: ServerAddress;
  readonly user: string;
  readonly password: string;
  /** Empty: the server's own choice. */
  readonly database: string;
  readonly tls: { readonly mode: TlsMode; readonly caCertificate: string; readonly clientCertificate: string; readonly clientKey: string };
  readonly schema: string;
  readonly connections: number;
  /** A statement that runs longer is stopped by the server itself, milliseconds. */
  readonly statementTimeoutMs: number;
}

export type ServerAddress = { readonly host: string; readonly port: number; readonly path: string } | { readonly socket: string };

interface ServerSettingsPart {
  readonly engine: ServerEngine;
  readonly tlsMode: TlsMode;
  readonly tlsCaCertificate: string;
  readonly tlsClientCertificate: string;
  readonly schema: string;
  readonly connections: number;
}

/**
 * Puts the settings and Grafana's own fields of a data source together.
 * @throws CallResultError `settings`: which field is missing or wrong, and what it should hold.
 */
export function serverConnection(settings: ServerSettingsPart, account: ServerAccount, statementTimeoutMs: number): ServerConnection {
  const { tlsMode, tlsCaCertificate, tlsClientCertificate, schema, connections } = settings;
  const { password = '', tlsClientKey = '' } = account.secureJsonData;
  if (tlsClientCertificate !== '' && tlsClientKey === '') {
    throw new CallResultError('settings', 'tlsClientKey: missing; a client certificate needs its private key. Enter the key, or remove the certificate.');
  }
  if (account.user === '') {
    throw new CallResultError('settings', 'user: missing; name the database user that may read the call records.');
  }
  return {
    address: readAddress(account.url, settings.engine),
    user: account.user,
    password,
    database: account.database,
    tls: { mode: tlsMode, caCertificate: tlsCaCertificate, clientCertificate: tlsClientCertificate, clientKey: tlsClientKey },
    schema,
    connections,
    statementTimeoutMs,
  };
}

/**
 * Reads `host:port`, `host`, `[::1]:5432`, `http://host:8123/path` or the path of a socket.
 * @throws CallResultError `settings` with the forms that are allowed.
 */
export function readAddress(url: string, engine: ServerEngine): ServerAddress {
  const text = url.trim();
  if (text.startsWith('/') && engine !== 'clickhouse') {
    return { socket: text };
  }
  const withoutScheme = text.replace(engine === 'clickhouse' ? /^https?:\/\//i : /^(postgres(ql)?|mysql):\/\//i, '');
  const parts = /^(\[[0-9a-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?(\/[^?#\s]*)?$/i.exec(withoutScheme);
  const port = Number(parts?.[2] ?? DEFAULT_PORTS[engine]);
  const [host, path = ''] = [parts?.[1], parts?.[3]];
  if (host === undefined || port < 1 || port > 65_535 || (path.length > 1 && engine !== 'clickhouse')) {
    const came = text === '' ? 'missing' : `"${text.slice(0, 80)}" is no server address`;
    throw new CallResultError('settings', `url: ${came}; write host:port, such as db.example.org:${DEFAULT_PORTS[engine]}${engine === 'clickhouse' ? '' : ', or the path of a socket'}.`);
  }
  return { host: host.replace(/^\[|\]$/g, ''), port, path };
}
