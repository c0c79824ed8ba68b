import { defaultPort, type ServerEngine, SERVERS } from './engines/engines';
import { CallResultError } from './errors';
import type { TlsMode } from './serverSettings';

/** Where a database listens. `path`: where its HTTP interface is mounted, empty or beginning with `/`. */
export type ServerAddress = { readonly host: string; readonly port: number; readonly path: string } | { readonly socket: string };

const SCHEME = /^([a-z]+):\/\//i;

/**
 * Reads `host:port`, `host`, `[::1]:5432`, and what the engine allows besides: a scheme, a path, a socket.
 * @throws CallResultError `settings` with the forms that are allowed.
 */
export function readAddress(url: string, engine: ServerEngine, tlsMode: TlsMode): ServerAddress {
  const text = url.trim();
  const { hasSockets, hasPath, schemes } = SERVERS[engine].address;
  if (text.startsWith('/') && hasSockets) {
    return { socket: text };
  }
  const [prefix = '', scheme = ''] = SCHEME.exec(text) ?? [];
  const tls = new Map(Object.entries(schemes)).get(scheme.toLowerCase());
  refuseContradiction(scheme.toLowerCase(), tls, tlsMode);
  const rest = tls === undefined ? text : text.slice(prefix.length);
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?(\/[^?#\s]*)?$/i.exec(rest);
  const port = Number(parts?.[2] ?? defaultPort(engine, tlsMode));
  const [host, path = ''] = [parts?.[1], parts?.[3]];
  if (host === undefined || port < 1 || port > 65_535 || (path.length > 1 && !hasPath)) {
    throw wrongAddress(text, engine, tlsMode);
  }
  return { host: host.replace(/^\[|\]$/g, ''), port, path: path === '/' ? '' : path };
}

/** A scheme with TLS and a mode without it, or the other way round, would do something else than one of the two says. */
function refuseContradiction(scheme: string, tls: 'tls' | 'noTls' | 'either' | undefined, tlsMode: TlsMode): void {
  if (tls === 'tls' && tlsMode === 'disable') {
    throw new CallResultError(
      'settings',
      `url: ${scheme} uses TLS, but tlsMode is "disable"; set tlsMode to verify-full, or write the address without ${scheme}://.`
    );
  }
  if (tls === 'noTls' && tlsMode !== 'disable') {
    throw new CallResultError(
      'settings',
      `url: ${scheme} does not use TLS, but tlsMode is "${tlsMode}"; write the address without ${scheme}://, or set tlsMode to disable.`
    );
  }
}

/** Never quotes what is before an @, which may be a password. */
function wrongAddress(text: string, engine: ServerEngine, tlsMode: TlsMode): CallResultError {
  const socket = SERVERS[engine].address.hasSockets ? ', or the path of a socket' : '';
  const forms = `write host:port, such as db.example.org:${defaultPort(engine, tlsMode)}${socket}`;
  if (text.includes('@')) {
    return new CallResultError(
      'settings',
      `url: contains more than an address; ${forms}. User, password and database have fields of their own.`
    );
  }
  const came = text === '' ? 'missing' : `"${text.slice(0, 80)}" is not a server address`;
  return new CallResultError('settings', `url: ${came}; ${forms}.`);
}
