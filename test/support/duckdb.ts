import { DuckDBInstance } from '@duckdb/node-api';

/** Runs statements in a DuckDB of their own: how tests write Parquet and database files. */
export async function inDuckDb(...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run("set timezone = 'UTC'");
    for (const statement of statements) {
      await connection.run(statement);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A Parquet file of the rows that a SELECT gives. */
export function writeParquet(file: string, select: string): Promise<void> {
  return inDuckDb(`copy (${select}) to '${file.replaceAll("'", "''")}' (format parquet)`);
}
