import { z } from 'zod';
import type { CodeRange } from './codePatterns';
import { MAX_POSITION, nameOfPlace } from './recordColumn';
import { columnName } from './dimensionSettings';
import { rowConditionSchema } from './mergeSettings';

/** Rules that look at columns or give a code; each is evaluated for every row. */
export const MAX_ROW_RULES = 50;
/** Values of all their conditions together, each of which is a parameter of every statement, several times. */
export const MAX_RULE_VALUES = 1_000;
const MAX_CONDITIONS = 10;
/** Values that a rule's name tells. */
const MAX_NAMED_VALUES = 3;

/** A condition of a rule on a column of the records, by its name or, in files without header, by its position from 1. */
export const columnConditionSchema = rowConditionSchema.extend({
  column: z.union([columnName, z.number().int().min(1).max(MAX_POSITION)]),
});
export type ColumnConditionSetting = z.infer<typeof columnConditionSchema>;

export const columnConditionsSchema = z.array(columnConditionSchema).min(1).max(MAX_CONDITIONS);

/** Holds for rows whose column, read as text, is (or is not) one of these values; the empty text is a missing value. */
export interface ColumnCondition {
  readonly column: string;
  readonly values: readonly string[];
  readonly not: boolean;
}

/**
 * A step of the rules that a store evaluates for every row, before rows are merged into calls. The first step that takes a row decides:
 * the row gets the number, and the code where there is one.
 */
export interface RowRule {
  /** Position of the rule among the custom ones, from 1; 0 where the rule needs no more than code and word, so that no later step applies. */
  readonly number: number;
  /** How messages call the rule. */
  readonly name: string;
  /** Codes and words that it takes; null: all. */
  readonly outcome: { readonly ranges: readonly CodeRange[]; readonly words: readonly string[] } | null;
  /** All of these must hold. */
  readonly when: readonly ColumnCondition[];
  /** The final status code that it gives; null: it leaves the record's own. */
  readonly code: number | null;
}

export function columnConditions(when: readonly ColumnConditionSetting[]): ColumnCondition[] {
  return when.map(({ column, operator, values }) => ({
    column: nameOfPlace(column),
    values,
    not: operator === '!=' || operator === 'not in',
  }));
}

/** `lastapp = Queue and dstchannel is empty`. */
export function conditionsText(when: readonly ColumnCondition[]): string {
  return when.map(conditionText).join(' and ');
}

function conditionText({ column, values, not }: ColumnCondition): string {
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    return only === '' ? `${column} is ${not ? 'not ' : ''}empty` : `${column} ${not ? '!=' : '='} ${only}`;
  }
  const named = values.slice(0, MAX_NAMED_VALUES).map((value) => (value === '' ? 'empty' : value));
  const more = values.length - named.length;
  return `${column} ${not ? 'not in' : 'in'} (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}
