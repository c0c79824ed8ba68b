import { CallResultError } from '../../domain/errors';
import type { CallResultSettings } from '../../domain/settings';
import { openDuckDbStore } from './duckdb/duckDbStore';
import type { Store, StoreEnvironment } from './store';

/** Opens the store that the settings name. A new engine is one folder and one line here. */
export async function openStore(settings: CallResultSettings, environment: StoreEnvironment): Promise<Store> {
  switch (settings.engine) {
    case 'files':
      return openDuckDbStore(settings, environment);
    case 'postgres':
    case 'mysql':
    case 'clickhouse':
      throw new CallResultError('settings', `engine: ${settings.engine} is not built in.`);
  }
}
