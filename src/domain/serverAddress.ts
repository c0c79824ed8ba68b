import { CallResultError } from './errors';
import { defaultPort, type ServerEngine, type TlsMode } from './serverSettings';

/** Where a database listens. `path`: what ClickHouse's HTTP interface is mounted under, empty or beginning with `/`. */
export type ServerAddress = { readonly host: string; readonly port: number; readonly path: string } | { readonly socket: string };

const SCHEMES: Readonly<Record<ServerEngine, RegExp>> = {
  postgres: /^postgres(?:ql)?:\/\//i,
  mysql: /^(?:mysql|mariadb):\/\//i,
  clickhouse: /^https?:\/\//i,
};

/**
 * Reads `host:port`, `host`, `[::1]:5432`, `http://host:8123/path` (ClickHouse) or the path of a socket (the others).
 * @throws CallResultError `settings` with the forms that are allowed.
 */
export function readAddress(url: string, engine: ServerEngine, tlsMode: TlsMode): ServerAddress {
  const text = url.trim();
  if (text.startsWith('/') && engine !== 'clickhouse') {
    return { socket: text };
  }
  refuseOtherScheme(text, engine, tlsMode);
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?(\/[^?#\s]*)?$/i.exec(text.replace(SCHEMES[engine], ''));
  const port = Number(parts?.[2] ?? defaultPort(engine, tlsMode));
  const [host, path = ''] = [parts?.[1], parts?.[3]];
  if (host === undefined || port < 1 || port > 65_535 || (path.length > 1 && engine !== 'clickhouse')) {
    throw wrongAddress(text, engine, tlsMode);
  }
  return { host: host.replace(/^\[|\]$/g, ''), port, path: path === '/' ? '' : path };
}

/** `https` without TLS, or `http` with it, would do something else than one of the two says. */
function refuseOtherScheme(text: string, engine: ServerEngine, tlsMode: TlsMode): void {
  const scheme = engine === 'clickhouse' ? /^(https?):/i.exec(text)?.[1]?.toLowerCase() : undefined;
  if (scheme === 'https' && tlsMode === 'disable') {
    throw new CallResultError(
      'settings',
      'url: https asks for TLS, but tlsMode is "disable"; set tlsMode to verify-full, or write http://.'
    );
  }
  if (scheme === 'http' && tlsMode !== 'disable') {
    throw new CallResultError(
      'settings',
      `url: http is without TLS, but tlsMode is "${tlsMode}"; write https://, or set tlsMode to disable.`
    );
  }
}

/** Never quotes what stands before an @, which may be a password. */
function wrongAddress(text: string, engine: ServerEngine, tlsMode: TlsMode): CallResultError {
  const forms = `write host:port, such as db.example.org:${defaultPort(engine, tlsMode)}${engine === 'clickhouse' ? '' : ', or the path of a socket'}`;
  if (text.includes('@')) {
    return new CallResultError(
      'settings',
      `url: holds more than an address; ${forms}. User, password and database have fields of their own.`
    );
  }
  const came = text === '' ? 'missing' : `"${text.slice(0, 80)}" is no server address`;
  return new CallResultError('settings', `url: ${came}; ${forms}.`);
}
