import type { Column, Quantity } from '../queries/after/tables/table';
import type { FieldConfig } from './frame';

/** Pixels of Grafana's table: a letter, and the room around a cell's text with a line between columns. */
const LETTER = 7;
const PADDING = 20;

/** What a time of the form 2026-11-25 23:35:50 takes. */
const TIME_WIDTH = 170;
/** The least width that columns of texts shrink to before the table scrolls. */
const MIN_TEXT = 120;
const MIN_PROSE = 180;

/**
 * How a column looks in Grafana's table: times and numbers take what they need and texts share the rest, so that a table
 * fits its panel; sentences are wrapped; the records' own words are left out where there are none.
 */
export function tableCells(column: Column): FieldConfig {
  switch (column.type) {
    case 'time':
      return { custom: { width: TIME_WIDTH } };
    case 'number':
      return { custom: { width: column.quantity.of === 'moment' ? TIME_WIDTH : widthOf(column.name, digitsOf(column.quantity)) } };
    case 'text': {
      const hidden = column.name === 'word' && column.values.every((value) => value === null);
      return {
        ...(column.filterable === true ? { filterable: true } : {}),
        custom: {
          ...(column.longest === undefined
            ? { minWidth: column.prose === true ? MIN_PROSE : MIN_TEXT }
            : { width: widthOf(column.name, column.longest) }),
          ...(column.prose === true ? { wrapText: true } : {}),
          ...(hidden ? { hideFrom: { viz: true, legend: false, tooltip: false } } : {}),
        },
      };
    }
  }
}

function widthOf(name: string, letters: number): number {
  return Math.max(name.length, letters) * LETTER + PADDING;
}

/** Letters of the longest usual value. */
function digitsOf(quantity: Exclude<Quantity, { readonly of: 'moment' }>): number {
  switch (quantity.of) {
    case 'code':
      return 5;
    case 'calls':
    case 'age':
      return 10;
    case 'share':
    case 'ratio':
    case 'factor':
    case 'verdict':
    case 'probability':
      return 8;
    case 'flag':
    case 'rate':
    case 'milliseconds':
    case 'points':
      return 9;
  }
}
