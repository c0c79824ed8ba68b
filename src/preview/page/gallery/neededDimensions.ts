import type { StoredCallQuery } from '../../../kinds/storedQuery';

/** Dimensions without which a query cannot be answered, each once. */
export function neededDimensions({ splitBy = [], filters = [], per, against, dimensions = [] }: StoredCallQuery): string[] {
  const named = [...splitBy, ...filters.map(({ dimension }) => dimension), ...(per === undefined ? [] : [per]), ...dimensions];
  return [...new Set([...named, ...baselineDimensions(against)])];
}

function baselineDimensions(against: StoredCallQuery['against']): string[] {
  switch (against?.type) {
    case 'runs':
      return [against.dimension ?? 'run_id'];
    case 'filters':
      return against.filters.map(({ dimension }) => dimension);
    case 'previous':
    case 'shift':
    case undefined:
      return [];
  }
}
