import type { ServerConnection } from '../../../domain/serverConnection';
import type { SqlServer } from '../sql/sqlServer';
import { ClickHouseServer } from './clickHouseServer';

/** How long to wait for a connection, milliseconds, and most bytes of an answer, as the server writes them. */
const BOUNDS = { connectMs: 5000, answerBytes: 256 * 1024 * 1024 };
export type Bounds = typeof BOUNDS;

/** A ClickHouse server. Nothing is opened before the first question; what was opened is closed again when it is idle. */
export function openClickHouseServer(connection: ServerConnection, bounds: Partial<Bounds> = {}): SqlServer {
  return new ClickHouseServer(connection, { ...BOUNDS, ...bounds });
}
