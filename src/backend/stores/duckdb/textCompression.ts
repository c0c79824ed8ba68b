import { type RawBuilder, sql } from 'kysely';
import type { DuckDbEngine } from './engine';

/**
 * The type of texts that hardly occur twice: to try other ways of packing them as well takes twice as long, and packs them no better. What does
 * not fit into it is not packed.
 */
export const UNIQUE_TEXT = sql`varchar using compression fsst`;
/** The same of texts of which there are few. */
const FEW_TEXTS = sql`varchar using compression dictionary`;
const ANY_TEXT = sql`varchar`;

/** Rows that are looked at: about as many as are packed together. */
const LOOKED_AT = 100_000;
/** Of fewer rows nothing is told, and nothing gained. */
export const MIN_ROWS_LOOKED_AT = 10_000;
const UNIQUE_SHARE = 0.5;
const FEW_SHARE = 0.01;

/** How often the texts of columns occur, by the first rows: the name of a column → its type in a table on disk. */
export async function textTypes(
  engine: DuckDbEngine,
  from: RawBuilder<unknown>,
  columns: readonly string[],
  signal: AbortSignal
): Promise<ReadonlyMap<string, RawBuilder<unknown>>> {
  if (columns.length === 0) {
    return new Map();
  }
  const names = columns.map((name) => sql.id(name));
  const counts = sql.join(names.map((name) => sql`cast(approx_count_distinct(${name}) as double)`));
  const { columns: found } = await engine.run(
    sql`select cast(count(*) as double), ${counts} from (select ${sql.join(names)} from ${from} limit ${sql.lit(LOOKED_AT)})`,
    signal
  );
  const [rows = 0, ...different] = found.map(([count]) => Number(count));
  return new Map(columns.map((name, index) => [name, typeOf((different[index] ?? 0) / rows)]));
}

function typeOf(differentShare: number): RawBuilder<unknown> {
  return differentShare > UNIQUE_SHARE ? UNIQUE_TEXT : differentShare < FEW_SHARE ? FEW_TEXTS : ANY_TEXT;
}
