import type { TlsMode } from '../serverSettings';
import { clickhouse } from './clickhouse';
import type { EngineDescriptor, ServerDescriptor } from './engine';
import { files } from './files';
import { mysql } from './mysql';
import { postgres } from './postgres';

/** Every database; a new one is a file here, a folder of its name in `src/backend/stores`, and a line here and there. */
const LIST = { postgres, mysql, clickhouse } as const satisfies Record<string, ServerDescriptor>;

export type ServerEngine = keyof typeof LIST;
export const SERVERS: Readonly<Record<ServerEngine, ServerDescriptor>> = LIST;
export const SERVER_ENGINES = Object.keys(LIST) as ServerEngine[];

/** Everything that records are read from, in the order in which it is offered. */
export type EngineName = 'files' | ServerEngine;
export const ENGINES: Readonly<Record<EngineName, EngineDescriptor>> = { files, ...SERVERS };
export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];

/** The port of an address that names none. */
export function defaultPort(engine: ServerEngine, tlsMode: TlsMode): number {
  const { port, tlsPort = port } = SERVERS[engine].address;
  return tlsMode === 'disable' ? port : tlsPort;
}
