import type { ConnectionOptions } from 'mysql2';
import net from 'node:net';
import type { ServerConnection } from '../../../domain/serverConnection';
import { shownAddress, tlsOptions } from '../sql/endpoint';

const KEEP_ALIVE_AFTER_MS = 30_000;

/** How to reach a server: the driver's options, and the socket that it is to speak over, which only we may cut. */
export interface ServerEndpoint {
  readonly options: ConnectionOptions;
  /** As people write it. */
  readonly shown: string;
  connect(): net.Socket;
}

/** Sockets of the machine itself never have TLS. */
export function serverEndpoint(connection: ServerConnection, connectMs: number): ServerEndpoint {
  const { address, user, password, database } = connection;
  const options: ConnectionOptions = {
    user,
    password,
    ...(database === '' ? {} : { database }),
    connectTimeout: connectMs,
    charset: 'UTF8MB4_GENERAL_CI',
    connectAttributes: { program_name: 'Call Result' },
    rowsAsArray: true,
    supportBigNumbers: true,
    dateStrings: true,
    jsonStrings: true,
    disableEval: true,
  };
  if ('socket' in address) {
    const { socket } = address;
    return { options: { ...options, socketPath: socket }, shown: socket, connect: () => net.connect(socket) };
  }
  const { host, port } = address;
  return {
    options: { ...options, host: nameForTls(host), port, ...secured(connection.tls, host) },
    shown: shownAddress(host, port),
    connect: () => net.connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS }),
  };
}

function secured(tls: ServerConnection['tls'], host: string): Pick<ConnectionOptions, 'ssl'> {
  const options = tlsOptions(tls, host);
  if (options === null) {
    return {};
  }
  const { ca, cert, key, rejectUnauthorized } = options as { ca?: string; cert?: string; key?: string; rejectUnauthorized: boolean };
  return {
    ssl: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert, key }),
      rejectUnauthorized,
      verifyIdentity: tls.mode === 'verify-full',
    },
  };
}

/**
 * The driver hands Node no address to hold a certificate against, only names. The dot of a complete name makes an address
 * one, and Node takes it off again before it compares.
 */
function nameForTls(host: string): string {
  return net.isIP(host) === 0 ? host : `${host}.`;
}
