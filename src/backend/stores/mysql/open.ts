import type { ServerConnection } from '../../../domain/serverConnection';
import type { SqlServer } from '../sql/sqlServer';
import { MysqlServer } from './mysqlServer';

/** How long to wait for a connection, and how long to keep one that nobody uses, milliseconds. */
const DEFAULT_WAITS = { connectMs: 5000, idleMs: 60_000 };

/** A MySQL or MariaDB server. Nothing is opened before the first question; what was opened is closed again when it is idle. */
export function openMysqlServer(connection: ServerConnection, patience: Partial<typeof DEFAULT_WAITS> = {}): SqlServer {
  return new MysqlServer(connection, { ...DEFAULT_WAITS, ...patience });
}
