import { type RawBuilder, sql } from 'kysely';
import type { DuckDbEngine } from './engine';
import { enginePath } from './enginePath';

/** For what must be done even when the one who asked is gone. */
const NEVER = new AbortController().signal;

/**
 * Reads many small files with a JSON object each and gives them to the work: a select of `document`, null for what is not JSON, so that
 * one that cannot be read does not hide the others. They are read once into a table, since every look at their fields would read them again.
 */
export async function withJsonDocuments(
  engine: DuckDbEngine,
  paths: readonly string[],
  signal: AbortSignal,
  work: (documents: RawBuilder<unknown>) => Promise<void>
): Promise<void> {
  // In memory, as rows that are staged; what does not fit is spilled. The engine reads what is in one small table with one processor.
  const tables = [0, 1].map(() => sql.id('memory', 'main', engine.freshName()));
  const half = Math.ceil(paths.length / tables.length);
  try {
    await Promise.all(
      tables.map(async (table, index) => {
        const part = paths.slice(index * half, (index + 1) * half);
        const contents =
          part.length === 0 ? sql`(select null as content where false)` : sql`read_blob([${sql.join(part.map(enginePath))}])`;
        await engine.run(sql`create table ${table} as select try_cast(try(decode(content)) as json) as document from ${contents}`, signal);
      })
    );
    await work(
      sql.join(
        tables.map((table) => sql`select document from ${table}`),
        sql` union all `
      )
    );
  } finally {
    for (const table of tables) {
      await engine.run(sql`drop table if exists ${table}`, NEVER);
    }
  }
}
