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

/** Which dimensions to look at: the query's, else the first that the records have. */
export async function examinedDimensions(named: readonly string[], inquiry: Inquiry): Promise<Examined> {
  if (named.length > 0) {
    return { dimensions: named, notices: [] };
  }
  const { dimensions } = await inquiry.ask({ kind: 'catalogue', of: 'extent' });
  const left = dimensions.slice(MOST_DIMENSIONS);
  const text = `Only the first ${MOST_DIMENSIONS} dimensions were examined, not ${left.join(', ')}. Name others in "dimensions".`;
  return { dimensions: dimensions.slice(0, MOST_DIMENSIONS), notices: left.length === 0 ? [] : [{ severity: 'info', text }] };
}

/** Counts the values of each dimension that have the most calls of some results. */
export async function breakDown(dimensions: readonly string[], results: readonly CallResult[], { range, filters }: Side, inquiry: Inquiry): Promise<Breakdown[]> {
  const only = { rules: inquiry.source.rules, results };
  return Promise.all(
    dimensions.map(async (dimension) => {
      const ranking = await inquiry.ask({ kind: 'catalogue', of: 'values', dimensions: [dimension], only, search: '', range, filters, limit: MOST_VALUES });
      const split = { dimensions: [dimension], groups: ranking.values };
      const answer = await inquiry.ask({ kind: 'counts', range, filters, grid: null, split });
      return { dimension, values: ranking.values.map(([value = '']) => inquiry.shown(value)), answer };
    })
  );
}
