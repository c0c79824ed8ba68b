import { recordText, type RecordText } from '../../../domain/recordText';

/** What the rows of some columns of text hold. */
export interface Combinations {
  /** The different combinations that occur. */
  readonly values: readonly (readonly RecordText[])[];
  /** Which of them each row has; -1 where a column has nothing. */
  readonly indexes: Int32Array;
}

/** Different texts in the order in which they come, and which each row has; -1 for null. */
export function indexTexts(column: readonly unknown[]): { readonly texts: readonly RecordText[]; readonly indexes: Int32Array } {
  const positions = new Map<RecordText, number>();
  const indexes = column.map((value) => {
    if (value === null) {
      return -1;
    }
    const text = recordText(String(value));
    const known = positions.get(text);
    if (known === undefined) {
      positions.set(text, positions.size);
    }
    return known ?? positions.size - 1;
  });
  return { texts: [...positions.keys()], indexes: Int32Array.from(indexes) };
}

/** Tells the combinations of one or more columns of equal length apart. */
export function indexCombinations([first = [], ...others]: readonly (readonly unknown[])[]): Combinations {
  const { texts, indexes } = indexTexts(first);
  const alone: Combinations = { values: texts.map((text) => [text]), indexes };
  return others.reduce(combined, alone);
}

function combined(before: Combinations, column: readonly unknown[]): Combinations {
  const { texts, indexes } = indexTexts(column);
  const positions = new Map<number, number>();
  const values: (readonly RecordText[])[] = [];
  const pairs = indexes.map((index, row) => {
    const left = before.indexes[row] ?? -1;
    if (index < 0 || left < 0) {
      return -1;
    }
    const pair = left * texts.length + index;
    const known = positions.get(pair);
    if (known !== undefined) {
      return known;
    }
    positions.set(pair, values.length);
    return values.push([...(before.values[left] ?? []), texts[index] ?? recordText('')]) - 1;
  });
  return { values, indexes: pairs };
}
