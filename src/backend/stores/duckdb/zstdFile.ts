import { sql } from 'kysely';
import type { DuckDbEngine } from './engine';
import { COLUMNS_OF_FILES_ONLY, enginePath } from './enginePath';
import type { UnreadRows } from './unreadRows';
import { refuseTornZstd } from './zstdFrames';

/**
 * Unpacks a text file that is packed with zstd, which the engine can and older versions of Node.js cannot. Gives the lines that
 * are left out because they are not UTF-8.
 * @throws CallResultError `store` if the file is cut off or damaged
 */
export async function unpackZstd(engine: DuckDbEngine, file: string, copy: string, signal: AbortSignal): Promise<UnreadRows[]> {
  await refuseTornZstd(file);
  return engine.withConnection(signal, async (run) => {
    const lines = sql`select line from read_csv(${enginePath(file)}, compression = 'zstd', auto_detect = false, header = false, delim = '\x01', quote = '', escape = '', columns = {'line': 'VARCHAR'}, strict_mode = false, ignore_errors = true, store_rejects = true, ${COLUMNS_OF_FILES_ONLY})`;
    try {
      await run(sql`copy (${lines}) to ${sql.lit(copy)} (format csv, header false, delimiter '\x01', quote '', escape '')`);
      const lost = await run(sql`select count(*), any_value(error_message) from (select distinct line, error_message from reject_errors)`);
      const rows = Number(lost.columns[0]?.[0] ?? 0);
      return rows === 0 ? [] : [{ reason: 'lines that cannot be unpacked as UTF-8', rows, example: String(lost.columns[1]?.[0]) }];
    } finally {
      // They belong to the connection, which is used again.
      await run(sql`drop table if exists reject_errors`);
      await run(sql`drop table if exists reject_scans`);
    }
  });
}
