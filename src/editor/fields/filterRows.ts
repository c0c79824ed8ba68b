import { FILTER_OPERATORS, type FilterOperator } from '../../domain/filters';
import type { EditedFilter } from './editedQuery';
import { message } from '../locale/translate';

/** How many values an operator takes, which decides how they are entered. */
export type Entry = 'one' | 'many' | 'expression';

export const OPERATOR_FACTS: Readonly<Record<FilterOperator, { readonly meaning: string; readonly entry: Entry }>> = {
  '=': { meaning: message('is'), entry: 'one' },
  '!=': { meaning: message('is not'), entry: 'one' },
  in: { meaning: message('is one of'), entry: 'many' },
  'not in': { meaning: message('is none of'), entry: 'many' },
  '=~': { meaning: message('matches an expression'), entry: 'expression' },
  '!~': { meaning: message('does not match'), entry: 'expression' },
};

export function entryOf(operator: string): Entry {
  const known = FILTER_OPERATORS.find((one) => one === operator);
  return known === undefined ? 'one' : OPERATOR_FACTS[known].entry;
}

export const NEW_FILTER: EditedFilter = { dimension: '', operator: 'in', values: [] };

/** A row that restricts nothing yet stays in the editor and is not stored. */
export function isComplete({ dimension, values }: EditedFilter): boolean {
  return dimension !== '' && values.length > 0;
}

/** Another operator keeps the values as far as it can take them. */
export function withOperator(filter: EditedFilter, operator: string): EditedFilter {
  const entry = entryOf(operator);
  const kept = entry === 'expression' || entryOf(filter.operator) === 'expression' ? entryOf(filter.operator) === entry : true;
  const values = kept ? filter.values : [];
  return { ...filter, operator, values: entry === 'many' ? values : values.slice(0, 1) };
}
