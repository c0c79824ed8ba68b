import type { ServerConnection } from '../../../domain/serverConnection';
import type { SqlServer } from '../sql/sqlServer';
import { ClickHouseServer } from './clickHouseServer';

const CONNECT_MS = 5000;

/** A ClickHouse server. Nothing is opened before the first question; what was opened is closed again when it is idle. */
export function openClickHouseServer(connection: ServerConnection, connectMs: number = CONNECT_MS): SqlServer {
  return new ClickHouseServer(connection, connectMs);
}
