import type { CallFilter, ValueFilter } from './question';

/** Those of the conditions that are on dimensions. */
export function onDimensions(filters: readonly CallFilter[]): ValueFilter[] {
  return filters.filter((filter) => 'dimension' in filter);
}
