import { availableParallelism } from 'node:os';
import { CallResultError } from '../../domain/errors';
import { DEFAULT_RECORDS_DIR } from '../../domain/settings';
import type { StoreEnvironment } from '../stores/store';

const DEFAULT_MEMORY_MB = 1024;
const DEFAULT_QUERY_SECONDS = 60;

/**
 * Reads the plugin's section of grafana.ini, which Grafana hands over as GF_PLUGIN_<KEY>.
 * @throws CallResultError `settings`, naming the key
 */
export function readEnvironment(env: NodeJS.ProcessEnv): StoreEnvironment {
  return {
    recordsDir: env.GF_PLUGIN_RECORDS_DIR || DEFAULT_RECORDS_DIR,
    memoryLimitMb: wholeNumber(env, 'memory_limit_mb', DEFAULT_MEMORY_MB, 64),
    threads: wholeNumber(env, 'threads', availableParallelism(), 1),
    longestQueryMs: wholeNumber(env, 'query_timeout_seconds', DEFAULT_QUERY_SECONDS, 1) * 1_000,
  };
}

function wholeNumber(env: NodeJS.ProcessEnv, key: string, otherwise: number, min: number): number {
  const text = env[`GF_PLUGIN_${key.toUpperCase()}`];
  if (text === undefined || text === '') {
    return otherwise;
  }
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < min) {
    throw new CallResultError('settings', `${key} in grafana.ini: "${text}" is not allowed; allowed: a whole number of at least ${min}.`);
  }
  return number;
}
