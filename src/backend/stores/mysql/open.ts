import type { ServerConnection } from '../../../domain/serverConnection';
import type { ConnectionWaits } from '../sql/pooledServer';
import type { SqlServer } from '../sql/sqlServer';
import { MysqlServer } from './mysqlServer';

/** A MySQL or MariaDB server. Nothing is opened before the first question. */
export function openMysqlServer(connection: ServerConnection, waits: Partial<ConnectionWaits> = {}): SqlServer {
  return new MysqlServer(connection, waits);
}
