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

/** Where the pages of a column are in a Parquet file of one row group. */
export async function parquetColumn(file: string, column: string): Promise<{ offset: number; length: number }> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const found = await connection.run(
      'select coalesce(dictionary_page_offset, data_page_offset), total_compressed_size from parquet_metadata($1) where path_in_schema = $2',
      [file, column]
    );
    const [[offset, length] = []] = await found.getRows();
    return { offset: Number(offset), length: Number(length) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** What DuckDB makes of an expression of `v`, for each text as `v`. */
export async function evaluateInDuckDb(values: readonly string[], expression: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const answers: unknown[] = [];
    for (const value of values) {
      const columns = await (await connection.run(`select ${expression} from (select $1::varchar as v)`, [value])).getColumns();
      const answer = columns[0]?.[0];
      answers.push(typeof answer === 'bigint' ? Number(answer) : answer);
    }
    return answers;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
