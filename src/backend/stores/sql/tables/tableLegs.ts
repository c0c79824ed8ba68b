import { type RawBuilder, sql } from 'kysely';
import type { Layout } from '../../../../domain/layouts/layout';
import type { ColumnDoubt } from '../../columnDoubts';
import type { TableColumn } from '../columns';
import { presentOrNull } from '../records/presentText';
import type { ColumnOf } from '../records/readColumn';
import { type RecordColumns, rowsCondition } from '../records/recordColumns';
import { doubtLegs, legKey, LEGS_LOOKED_AT, lookAtLegs, mergesUnbridged } from '../records/unbridgedLegs';
import type { SqlServer } from '../sqlServer';

/** How a table writes the legs of calls that were never bridged. */
export interface TableLegs {
  readonly areMerged: boolean;
  readonly doubts: readonly ColumnDoubt[];
}

/**
 * Looks at the oldest and the newest records where an index finds them, else at any: no more than are looked at for how times are written.
 * Null where the legs of a call have a key in common.
 */
export async function legsOf(
  server: SqlServer,
  { merge }: Layout,
  of: {
    readonly name: string;
    readonly record: RecordColumns;
    readonly time: { readonly column: TableColumn; readonly complete: boolean };
    readonly columnOf: ColumnOf;
  },
  signal: AbortSignal
): Promise<TableLegs | null> {
  const { record, time, columnOf } = of;
  const legs = record.unbridged;
  const unbridged = merge?.unbridged;
  if (legs === null || unbridged === undefined) {
    return null;
  }
  const { dialect } = server;
  const missing = record.missing.ofMeanings;
  const values = sql`${legKey(dialect, legs, record.outcome, columnOf, missing)} as leg_key, ${presentOrNull(dialect, columnOf(legs.leg), missing)} as leg`;
  const areCalls = rowsCondition(dialect, record.rows.calls, columnOf);
  const where = areCalls === null ? sql`` : sql` where ${areCalls}`;
  const lookAt = async (order: RawBuilder<unknown>) => {
    const records = sql`select * from ${server.table(of.name)}${where}${order} limit ${sql.lit(LEGS_LOOKED_AT)}`;
    const look = lookAtLegs(sql`select ${values} from (${records}) as ${sql.id('records')}`);
    return look.read((await server.run(look.statement, signal)).columns);
  };
  const isFoundByTime = time.complete && time.column.indexed;
  const byTime = sql.id(time.column.name);
  const newest = await lookAt(isFoundByTime ? sql` order by ${byTime} desc` : sql``);
  const oldest = isFoundByTime ? await lookAt(sql` order by ${byTime}`) : newest;
  const areMerged = mergesUnbridged(oldest, newest);
  return { areMerged, doubts: doubtLegs(unbridged, legs.other, newest, areMerged) };
}
