import type { CallResult } from '../../../domain/results';
import type { Breakdown } from '../../analysis/triage/overRepresented';
import type { Notice } from '../../analysis/table';
import type { Inquiry } from './source';
import type { Side } from './twoSides';

/** Dimensions that are examined where a query names none, and values of each, those with the most calls of the results. */
const MOST_DIMENSIONS = 8;
const MOST_VALUES = 50;

export interface Examined {
  readonly dimensions: readonly string[];
  readonly notices: readonly Notice[];
}

/** A dimension with more values, or with one for every other call, tells calls apart and not groups of them: numbers, identifiers. */
const MOST_DISTINCT = 1_000;
const LEAST_CALLS_PER_VALUE = 2;
const MOST_LOOKED_AT = 20;

/** Which dimensions to look at: the query's, else the first that the records have and that divide the calls into groups. */
export async function examinedDimensions(named: readonly string[], scope: Side, inquiry: Inquiry): Promise<Examined> {
  if (named.length > 0) {
    return { dimensions: named, notices: [] };
  }
  const { dimensions: all } = await inquiry.source.store.ask({ kind: 'catalogue', of: 'shape', unit: inquiry.unit }, inquiry.signal);
  const looked = await Promise.all(all.slice(0, MOST_LOOKED_AT).map(async (name) => ({ name, divides: await dividesIntoGroups(name, scope, inquiry) })));
  const dimensions = looked.filter(({ divides }) => divides).map(({ name }) => name);
  const left = [...dimensions.slice(MOST_DIMENSIONS), ...all.slice(MOST_LOOKED_AT)];
  const text = `Only the first ${MOST_DIMENSIONS} dimensions were examined, not ${left.join(', ')}. Name others in "dimensions".`;
  return { dimensions: dimensions.slice(0, MOST_DIMENSIONS), notices: left.length === 0 ? [] : [{ severity: 'info', text }] };
}

async function dividesIntoGroups(dimension: string, { range, filters }: Side, inquiry: Inquiry): Promise<boolean> {
  const { values, calls, more } = await inquiry.ask({ kind: 'catalogue', of: 'values', dimensions: [dimension], only: null, search: '', range, filters, limit: MOST_DISTINCT });
  const sum = calls.reduce((all, some) => all + some, 0);
  return !more && (values.length <= 1 || sum >= LEAST_CALLS_PER_VALUE * values.length);
}

/** Counts the values of each dimension that have the most calls of some results. */
export async function breakDown(dimensions: readonly string[], results: readonly CallResult[], { range, filters }: Side, inquiry: Inquiry): Promise<Breakdown[]> {
  const only = { rules: inquiry.source.rules, results };
  return Promise.all(
    dimensions.map(async (dimension) => {
      const ranking = await inquiry.ask({ kind: 'catalogue', of: 'values', dimensions: [dimension], only, search: '', range, filters, limit: MOST_VALUES });
      const split = { dimensions: [dimension], groups: ranking.values };
      const answer = await inquiry.ask({ kind: 'counts', range, filters, grid: null, split });
      const values = ranking.values.map(([value = '']) => value);
      return { dimension, ...shownValues(values, inquiry), answer };
    })
  );
}

/** Values as whoever asks may see them, and which of them are hidden in part. */
export function shownValues(values: readonly string[], { shown }: Inquiry): { values: string[]; hidden: Set<number> } {
  const seen = values.map(shown);
  return { values: seen, hidden: new Set(seen.flatMap((value, index) => (value === values[index] ? [] : [index]))) };
}
