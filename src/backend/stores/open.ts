import { type ServerAccount, serverConnection } from '../../domain/serverConnection';
import { type CallResultSettings, vocabularyOf } from '../../domain/settings';

import { openClickHouseServer } from './clickhouse/open';
import { openDuckDbStore } from './duckdb/duckDbStore';

import { openMysqlServer } from './mysql/open';
import { openPostgresServer } from './postgres/open';
import { openSqlStore } from './sql/sqlStore';
import type { Store, StoreEnvironment } from './store';

/**
 * Opens the store that the settings name. A new engine is one folder and one line here.
 * @param account what Grafana keeps of the data source beside its settings
 * @throws CallResultError `settings` if the settings and the account do not tell how to reach the records
 */
export async function openStore(settings: CallResultSettings, account: ServerAccount, environment: StoreEnvironment): Promise<Store> {
  switch (settings.engine) {
    case 'files':
      return openDuckDbStore(settings, environment);
    case 'postgres':
      return openSqlStore(
        settings,
        openPostgresServer(serverConnection(settings, account, environment.longestQueryMs)),
        vocabularyOf(settings)
      );
    case 'mysql':
      return openSqlStore(
        settings,
        openMysqlServer(serverConnection(settings, account, environment.longestQueryMs)),
        vocabularyOf(settings)
      );
    case 'clickhouse':
      return openSqlStore(
        settings,
        openClickHouseServer(serverConnection(settings, account, environment.longestQueryMs)),
        vocabularyOf(settings)
      );
  }
}
