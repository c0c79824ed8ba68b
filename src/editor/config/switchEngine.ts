import { type EngineName, type ServerEngine, SERVERS } from '../../domain/engines/engines';
import { serverFields } from '../../domain/serverSettings';
import { changedSettings, engineOf } from './editedSettings';
import type { Options } from './options';

const OF_FILES = ['path', 'header', 'encoding'];
const OF_SERVERS = Object.keys(serverFields);

/** Looks for the same records in another store, and keeps the settings that it has too. */
export function switchEngine(options: Options, engine: EngineName): Options {
  const before = engineOf(options.jsonData);
  if (before === engine) {
    return options;
  }
  const foreign = ['engine', ...foreignFields(engine)];
  const kept = Object.fromEntries(Object.entries(options.jsonData).filter(([field]) => !foreign.includes(field)));
  const url = before === 'files' || engine === 'files' ? options.url : addressFor(options.url, before);
  return { ...options, url, jsonData: changedSettings({ engine }, kept) };
}

function foreignFields(engine: EngineName): readonly string[] {
  if (engine === 'files') {
    return OF_SERVERS;
  }
  return SERVERS[engine].usualSchema === null ? [...OF_FILES, 'schema'] : OF_FILES;
}

/** A socket, a scheme and the default port belong to the engine before. */
function addressFor(url: string, before: ServerEngine): string {
  return url.startsWith('/') ? '' : url.replace(/^[a-z]+:\/\//i, '').replace(new RegExp(`:${SERVERS[before].address.port}$`), '');
}
