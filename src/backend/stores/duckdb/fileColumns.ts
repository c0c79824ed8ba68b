import { sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { DuckDbEngine } from './engine';
import { COLUMNS_OF_FILES_ONLY, enginePath } from './enginePath';
import type { RecordFile } from './recordFile';
import { forEachRelation, type ReadingOf } from './textRelation';

/** Files of a folder look alike; the newest tell what is written now. */
const MAX_LOOKED_AT = 10;

/**
 * The columns that files say they have, and their types: those of Parquet files, text in all others.
 * @throws CallResultError if none of the files can be read
 */
export async function fileColumns(
  engine: DuckDbEngine,
  files: readonly RecordFile[],
  of: ReadingOf,
  signal: AbortSignal
): Promise<Map<string, string>> {
  const newest = [...files].sort((a, b) => b.modifiedMs - a.modifiedMs).slice(0, MAX_LOOKED_AT);
  const types = new Map<string, string>();
  const failures: CallResultError[] = [];
  for (const file of newest) {
    try {
      (await columnsOf(engine, file, of, signal)).forEach((type, name) => types.set(name, type));
    } catch (error) {
      if (!(error instanceof CallResultError) || error.kind === 'cancelled') {
        throw error;
      }
      failures.push(error);
    }
  }
  if (failures[0] !== undefined && failures.length === newest.length) {
    throw failures[0];
  }
  return types;
}

async function columnsOf(engine: DuckDbEngine, file: RecordFile, of: ReadingOf, signal: AbortSignal): Promise<Map<string, string>> {
  if (file.format === 'parquet') {
    const { columns } = await engine.run(
      sql`select column_name, column_type from (describe select * from read_parquet(${enginePath(file.path)}, ${COLUMNS_OF_FILES_ONLY}))`,
      signal
    );
    return new Map((columns[0] ?? []).map((name, index) => [String(name), String(columns[1]?.[index])]));
  }
  const types = new Map<string, string>();
  await forEachRelation(engine, file, { ...of, headOnly: true }, signal, async ({ columns }) =>
    columns.forEach((name) => types.set(name, 'text'))
  );
  return types;
}
