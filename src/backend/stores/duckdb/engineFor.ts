import type { StoreEnvironment } from '../store';
import { DuckDbEngine } from './engine';

const engines = new Map<string, Promise<DuckDbEngine>>();

/** One engine for all data sources of the same records folder. */
export function engineFor(environment: StoreEnvironment): Promise<DuckDbEngine> {
  const key = JSON.stringify(environment);
  const known = engines.get(key);
  if (known !== undefined) {
    return known;
  }
  const starting = DuckDbEngine.start(environment);
  engines.set(key, starting);
  starting.catch(() => engines.delete(key));
  return starting;
}
