import { type RawBuilder, sql } from 'kysely';
import type { Merge } from '../../../layouts/layout';
import type { TimeRange } from '../../question';
import type { SqlDialect } from '../dialect';
import { MERGED, scoreExpression } from '../records/ranks';

/** Rows of all tables of a layout, as selects of the same columns under the same names. */
export interface NearRows {
  /** The records near a range, among them the columns of `MERGED`, `call_key`, `code`, `table_no` and `failed` (1 for an attempt that was not answered). */
  select(columns: readonly string[]): RawBuilder<unknown>;
}

/**
 * The deciding rows among records, as a relation of the columns named. A row decides its call if and only if no better
 * row of the same key lies within the merge window around it; so ranges add up to the same calls. Most keys have a
 * single row, which decides; only the others are looked at closely.
 * @param range the deciding rows' time; null: all
 * @param retried adds a column `retried`: 1 if any attempt of the call within the window was not answered, else 0
 */
export function decidingRows(dialect: SqlDialect, merge: Merge, near: NearRows, columns: readonly string[], range: TimeRange | null, retried: boolean): RawBuilder<unknown> {
  const { time } = MERGED;
  const used = [...new Set([...columns, 'call_at', 'call_key', 'code', 'table_no', 'rank_no', 'record_id', ...(retried ? ['failed'] : [])])];
  const of = (relation: string, names: readonly string[]) => sql.join(names.map((name) => sql.id(relation, name)));
  const contested = sql`(select ${sql.id('call_key')} as shared_key, 1 as contested from (${near.select(['call_key'])}) as k where ${sql.id('call_key')} <> '' group by ${sql.id('call_key')} having count(*) > 1)`;
  const within = range === null ? sql`1 = 1` : sql`${time} >= ${sql.lit(range.from)} and ${time} < ${sql.lit(range.to)}`;
  const window = sql`partition by ${sql.id('call_key')} order by ${time} range between ${sql.lit(merge.windowMs)} preceding and ${sql.lit(merge.windowMs)} following`;
  const failed = sql.id('n', 'failed');
  const flag = (expression: RawBuilder<unknown>) => (retried ? sql`, ${expression} as retried` : sql``);
  const names = (relation: string) => sql`${of(relation, columns)}`;
  const alone = sql`select ${names('n')}${flag(failed)} from (${near.select(used)}) as n left join ${contested} as c on c.shared_key = n.call_key where coalesce(c.contested, 0) = 0 and ${within}`;
  const rows = sql`select ${of('n', used)}, ${scoreExpression(dialect, merge)} as score${flag(failed)} from (${near.select(used)}) as n inner join ${contested} as c on c.shared_key = n.call_key`;
  const around = sql`select s.*, max(score) over (${window}) as best_around${retried ? sql`, max(retried) over (${window}) as any_retried` : sql``} from ${dialect.apart(rows)} as s`;
  const best = sql`select b.*, row_number() over (partition by ${sql.id('call_key')}, score order by coalesce(code, -1), table_no) as place from (${around}) as b where score = best_around`;
  const many = sql`select ${names('d')}${flag(sql`any_retried`)} from (${best}) as d where place = 1 and ${within}`;
  return sql`(${alone} union all ${many})`;
}
