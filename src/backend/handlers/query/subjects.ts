import { MISSING_VALUE } from '../../../domain/filters';
import type { TimeRange, ValueFilter } from '../../stores/store';
import type { Inquiry } from './source';

/** Values of a dimension that are looked at one by one, in the order of their beginning. */
export interface Subjects {
  readonly values: readonly string[];
  readonly began: readonly number[];
  /** There were more, which began earlier. */
  readonly more: boolean;
}

/** The values that began last. Calls that have no value belong to none and are not judged. */
export async function findSubjects(per: string, limit: number, range: TimeRange, filters: readonly ValueFilter[], inquiry: Inquiry): Promise<Subjects> {
  const named: ValueFilter = { dimension: per, includes: false, values: [MISSING_VALUE] };
  const found = await inquiry.ask({ kind: 'catalogue', of: 'values', dimensions: [per], only: null, search: '', range, filters: [...filters, named], limit, order: 'newest' });
  const seen = found.values.map(([value = ''], index) => ({ value, began: found.first?.[index] ?? range.from }));
  // A rule that names a value wants a verdict even if nothing was heard of it.
  const wanted = inquiry.asked.rule ? valuesNamed(per, filters) : [];
  const silent = wanted.filter((value) => !seen.some((one) => one.value === value)).slice(0, limit);
  const all = [...seen.reverse(), ...silent.map((value) => ({ value, began: range.to }))];
  return { values: all.map(({ value }) => value), began: all.map(({ began }) => began), more: found.more };
}

function valuesNamed(per: string, filters: readonly ValueFilter[]): string[] {
  const own = filters.filter(({ dimension }) => dimension === per);
  const named = own.find(({ includes }) => includes)?.values ?? [];
  return named.filter((value) => value !== MISSING_VALUE && own.every(({ includes, values }) => values.includes(value) === includes));
}
