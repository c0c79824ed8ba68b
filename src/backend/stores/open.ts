import type { ServerEngine } from '../../domain/engines/engines';
import { type ServerAccount, type ServerConnection, serverConnection } from '../../domain/serverConnection';
import { type CallResultSettings, vocabularyOf } from '../../domain/settings';
import { openClickHouseServer } from './clickhouse/open';
import { MAX_STATEMENTS, openDuckDbStore } from './duckdb/duckDbStore';
import { openMysqlServer } from './mysql/open';
import { openPostgresServer } from './postgres/open';
import type { SqlServer } from './sql/sqlServer';
import { openSqlStore } from './sql/sqlStore';
import type { Store, StoreEnvironment } from './store';

/** How to open each database of `src/domain/engines`. Nothing connects before the first question. */
export const OPEN_SERVER: Readonly<Record<ServerEngine, (connection: ServerConnection) => SqlServer>> = {
  postgres: openPostgresServer,
  mysql: openMysqlServer,
  clickhouse: openClickHouseServer,
};

/**
 * Opens the store that the settings name.
 * @param account what Grafana keeps of the data source beside its settings
 * @param maxBytes how much of files may be imported; absent: any amount
 * @throws CallResultError `settings` if the settings and the account do not say how to reach the records
 */
export async function openStore(
  settings: CallResultSettings,
  account: ServerAccount,
  environment: StoreEnvironment,
  maxBytes?: number
): Promise<Store> {
  if (settings.engine === 'files') {
    return openDuckDbStore(settings, environment, maxBytes);
  }
  const server = OPEN_SERVER[settings.engine](serverConnection(settings, account, environment.longestQueryMs));
  return openSqlStore(settings, server, vocabularyOf(settings));
}

/** How many statements a store of these settings runs at the same time. */
export function statementsAtOnce(settings: CallResultSettings): number {
  return settings.engine === 'files' ? MAX_STATEMENTS : settings.connections;
}
