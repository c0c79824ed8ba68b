import type { ServerConnection } from '../../../domain/serverConnection';
import type { ConnectionWaits } from '../sql/pooledServer';
import type { SqlServer } from '../sql/sqlServer';
import { PostgresServer } from './postgresServer';

/** A PostgreSQL server. Nothing is opened before the first question. */
export function openPostgresServer(connection: ServerConnection, waits: Partial<ConnectionWaits> = {}): SqlServer {
  return new PostgresServer(connection, waits);
}
