import { type RawBuilder, sql } from 'kysely';
import type { UnbridgedLegs } from '../../../domain/layouts/layout';
import type { CallResultSettings } from '../../../domain/settings';
import type { ColumnDoubt } from '../columnDoubts';
import { mappedName } from '../sql/records/columnNames';
import { doubtLegs, type LegFacts, LEGS_LOOKED_AT, lookAtLegs, mergesUnbridged } from '../sql/records/unbridgedLegs';
import type { DuckDbEngine } from './engine';

/** Whether legs of calls that were never bridged are merged two by two, as the records that are there tell. */
export class UnbridgedCalls {
  private merges = false;
  private newest: LegFacts | null = null;

  constructor(
    private readonly legs: UnbridgedLegs,
    private readonly engine: DuckDbEngine,
    private readonly records: RawBuilder<unknown>
  ) {}

  get areMerged(): boolean {
    return this.merges;
  }

  /** @param settings what the columns are called */
  doubts(settings: CallResultSettings): ColumnDoubt[] {
    return this.newest === null ? [] : doubtLegs(this.legs, mappedName(settings, this.legs.other), this.newest, this.merges);
  }

  /** Looks at the records as they are now; whether other rows are merged than before. */
  async look(signal: AbortSignal): Promise<boolean> {
    const before = this.merges;
    this.newest = await this.lookAt(sql`desc`, signal);
    const oldest = this.newest.rows < LEGS_LOOKED_AT ? this.newest : await this.lookAt(sql`asc`, signal);
    this.merges = mergesUnbridged(oldest, this.newest);
    return this.merges !== before;
  }

  private async lookAt(order: RawBuilder<unknown>, signal: AbortSignal): Promise<LegFacts> {
    const look = lookAtLegs(
      sql`select leg_key, call_id as leg from ${this.records} where leg_key <> '' and is_call order by call_at ${order}, call_id ${order} limit ${sql.lit(LEGS_LOOKED_AT)}`
    );
    return look.read((await this.engine.run(look.statement, signal)).columns);
  }
}
