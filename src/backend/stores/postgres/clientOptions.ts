import type { ClientConfig } from 'pg';
import net from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { postgres } from '../../../domain/engines/postgres';
import type { ServerConnection } from '../../../domain/serverConnection';
import { shownAddress, tlsOptions } from '../sql/endpoint';

/** Where the server listens, as Node's sockets want it, and the TLS it is to be reached by. */
export interface ServerEndpoint {
  /** A host's name or address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  /** Null for no TLS; sockets of the machine itself never have any. */
  readonly tls: ConnectionOptions | null;
  /** As people write it. */
  readonly shown: string;
}

/** `/run/postgresql` and `/run/postgresql/.s.PGSQL.5433` both name a socket. */
export function serverEndpoint({ address, tls }: Pick<ServerConnection, 'address' | 'tls'>): ServerEndpoint {
  if ('socket' in address) {
    const [, folder, port] = /^(.*?)\/*(?:\.s\.PGSQL\.(\d+))?$/.exec(address.socket) ?? [];
    return { host: folder || '/', port: Number(port ?? postgres.address.port), tls: null, shown: address.socket };
  }
  const { host, port } = address;
  return {
    host,
    port,
    tls: withoutAddressAsName(tlsOptions(tls, host), host),
    shown: shownAddress(host, port),
  };
}

/** A name that TLS announces may not be an IP address (RFC 6066, 3); the certificate is checked against `host` then. */
function withoutAddressAsName(tls: ConnectionOptions | null, host: string): ConnectionOptions | null {
  if (tls === null || net.isIP(host) === 0) {
    return tls;
  }
  return { ...tls, servername: undefined, host };
}

/** Everything is given, so that nothing is taken from the process's environment or from a password file. */
export function clientOptions(connection: ServerConnection, endpoint: ServerEndpoint, connectMs: number): ClientConfig {
  return {
    host: endpoint.host,
    port: endpoint.port,
    user: connection.user,
    password: () => connection.password,
    database: connection.database === '' ? connection.user : connection.database,
    ssl: endpoint.tls ?? false,
    sslnegotiation: 'postgres',
    application_name: 'Call Result',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  };
}
