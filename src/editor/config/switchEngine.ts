import { DEFAULT_PORTS, type ServerEngine } from '../../domain/serverSettings';
import { changedSettings, type Engine, engineOf } from './editedSettings';
import type { Options } from './options';

const OF_FILES = ['path'];
const OF_SERVERS = ['tlsMode', 'tlsCaCertificate', 'tlsClientCertificate', 'schema', 'tables', 'rollup', 'connections'];

/** The same records looked for in another store: what fits there is kept. */
export function switchEngine(options: Options, engine: Engine): Options {
  const before = engineOf(options.jsonData);
  if (before === engine) {
    return options;
  }
  const foreign = ['engine', ...(engine === 'files' ? OF_SERVERS : OF_FILES), ...(engine === 'postgres' ? [] : ['schema'])];
  const kept = Object.fromEntries(Object.entries(options.jsonData).filter(([field]) => !foreign.includes(field)));
  const url = before === 'files' || engine === 'files' ? options.url : addressFor(options.url, before);
  return { ...options, url, jsonData: changedSettings({ engine }, kept) };
}

/** A socket, a scheme and the usual port are the former engine's own. */
function addressFor(url: string, before: ServerEngine): string {
  return url.startsWith('/') ? '' : url.replace(/^[a-z]+:\/\//i, '').replace(new RegExp(`:${DEFAULT_PORTS[before]}$`), '');
}
