import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { CallResultError } from '../../domain/errors';
import { DEFAULT_RECORDS_DIR } from '../../domain/settings';
import { settingTexts } from '../../domain/settingTexts';
import { DEFAULT_TEMP_LIMIT_MB, type StoreEnvironment } from '../stores/store';

/** Queries that wait hold what others could use, so that none waits for an import as long as for an answer. */
const WAITS_OF_A_QUERY = 6;

/** A whole number as it is written in an ini file. */
const wholeNumber = (min: number, otherwise: number) =>
  z
    .string()
    .refine((text) => Number.isSafeInteger(Number(text)) && Number(text) >= min, { error: `allowed: a whole number of at least ${min}` })
    .transform(Number)
    .default(otherwise);

/** The plugin's section of grafana.ini. Each key has its default and its text here, which the docs show. */
export const serverSettingFields = {
  records_dir: z.string().default(DEFAULT_RECORDS_DIR).register(settingTexts, {
    label: 'Records folder',
    help: 'The only folder whose files data sources can read.',
  }),
  memory_limit_mb: wholeNumber(64, 1024).register(settingTexts, {
    label: 'Memory limit',
    help: "Memory of the file engine; what does not fit goes to the system's temporary folder.",
  }),
  temp_limit_mb: wholeNumber(100, DEFAULT_TEMP_LIMIT_MB).register(settingTexts, {
    label: 'Temporary disk space limit',
    help: "Disk space in the system's temporary folder for copies of records from files and for what does not fit into memory; never more than 40 percent of what is free at the start.",
  }),
  import_cache_dir: z.string().default('').register(settingTexts, {
    label: 'Import cache folder',
    help: 'A folder in which imported files are kept over a restart of Grafana.',
    whenAbsent: 'none',
  }),
  import_cache_mb: wholeNumber(1, 10_000).register(settingTexts, {
    label: 'Import cache limit',
    help: 'Disk space of the import cache folder, in megabytes; the imports that were used least recently are removed first.',
  }),
  threads: wholeNumber(1, availableParallelism()).register(settingTexts, {
    label: 'Threads',
    help: 'Threads of the file engine.',
    whenAbsent: 'one per processor',
  }),
  cache_mb: wholeNumber(0, 128).register(settingTexts, {
    label: 'Cache',
    help: 'Memory in which counts of past calls are kept, in megabytes, for all data sources together; 0 keeps none.',
  }),
  live_channels: wholeNumber(0, 100).register(settingTexts, {
    label: 'Live channels',
    help: 'How many different live queries run at once, however many people watch them; 0 turns live panels off.',
  }),
  query_timeout_seconds: wholeNumber(1, 60).register(settingTexts, {
    label: 'Query timeout',
    help: 'Time after which a query is stopped.',
  }),
};
const serverSettingsSchema = z.object(serverSettingFields);

/** What the server's owner decides. */
export interface ServerEnvironment extends StoreEnvironment {
  /** Megabytes of memory in which the data sources together keep what they counted. */
  readonly cacheMb: number;
  /** Live channels that run at once. */
  readonly liveChannels: number;
}

/**
 * Reads the plugin's section of grafana.ini, which Grafana hands over as GF_PLUGIN_<KEY>.
 * @throws CallResultError `settings`, naming the key
 */
export function readEnvironment(env: NodeJS.ProcessEnv): ServerEnvironment {
  const texts = Object.fromEntries(
    Object.keys(serverSettingFields).map((key) => [key, env[`GF_PLUGIN_${key.toUpperCase()}`] || undefined])
  );
  const { data, error } = serverSettingsSchema.safeParse(texts);
  if (error !== undefined) {
    const wrong = error.issues.map(({ path: [key = ''], message }) => {
      const text = texts[String(key)];
      return `${String(key)} in grafana.ini: ${JSON.stringify(text)} is not allowed; ${message}.`;
    });
    throw new CallResultError('settings', wrong.join(' '));
  }
  return {
    recordsDir: data.records_dir,
    memoryLimitMb: data.memory_limit_mb,
    tempLimitMb: data.temp_limit_mb,
    threads: data.threads,
    longestQueryMs: data.query_timeout_seconds * 1_000,
    ...(data.import_cache_dir === '' ? {} : { importCache: { folder: data.import_cache_dir, limitMb: data.import_cache_mb } }),
    longestWaitMs: Math.round((data.query_timeout_seconds * 1_000) / WAITS_OF_A_QUERY),
    cacheMb: data.cache_mb,
    liveChannels: data.live_channels,
  };
}
