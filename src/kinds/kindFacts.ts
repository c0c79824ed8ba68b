import { z } from 'zod';

/** A query as an editor has it: any field may be absent, or still a `$variable`. */
type EditedFields = Readonly<Record<string, unknown>>;

/** What an editor has to know of a kind beside its fields and their defaults. */
export interface KindFacts {
  /** Whether the answer has buckets of time. Absent: where `over` says so. */
  readonly isOverTime?: (query: EditedFields) => boolean;
  /** Whether the answer is a table also for alert rules. Absent: where `shape` says so, and for kinds without a shape. */
  readonly isTable?: (query: EditedFields) => boolean;
  /** Fields that have no effect beside the others. Absent: none. */
  readonly withoutEffect?: (query: EditedFields) => readonly string[];
}

/** By the schema of a kind; most need no more than their fields. */
export const kindFacts = z.registry<KindFacts>();
