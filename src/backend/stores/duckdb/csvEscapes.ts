import { type RawBuilder, sql } from 'kysely';
import type { StatementAnswer } from './engine';
import { selectLines } from './textRelation';

/**
 * Whether quotes of a CSV file have backslashes before them, as MySQL's `INTO OUTFILE` writes them, and no backslash is anything but a sign
 * before a quote or another one, or part of the value `\N`. The engine would leave any other one out.
 */
export async function hasEscapedQuotes(
  run: (statement: RawBuilder<unknown>) => Promise<StatementAnswer>,
  path: string,
  delimiter: string
): Promise<boolean> {
  const others = sql`replace(replace(line, ${sql.lit(String.raw`\\`)}, ''), ${sql.lit(String.raw`\"`)}, '')`;
  const before = delimiter.replace(/[^\w\s]/g, String.raw`\$&`);
  const isOther = sql`regexp_matches(${others}, ${sql.lit(String.raw`\\(?:[^N]|$)|[^${before}]\\N`)})`;
  const found = await run(
    sql`select bool_or(contains(line, ${sql.lit(String.raw`\"`)})) and not bool_or(${isOther}) from (${selectLines(path)}) where contains(line, ${sql.lit('\\')})`
  );
  return found.columns[0]?.[0] === true;
}
