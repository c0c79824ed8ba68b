import { RE2JS, RE2JSException } from 're2js';
import { CallResultError } from '../../../../domain/errors';
import type { ShowText } from '../../../../domain/numberMask';
import type { ValueText } from '../../../../domain/recordText';
import type { ValueFilter } from '../../../stores/question';

/** How long one expression may be evaluated. Time is linear in the length of the values, so only huge counts reach this. */
const LONGEST_MS = 2_000;
const LOOK_EVERY = 256;

/**
 * Turns a regular expression into a list of values. The expression must match a whole value; a missing value is the
 * empty text. It is RE2's, read here and never by a store, so that all stores agree.
 * @param values the distinct values of the dimension
 * @param clock milliseconds
 * @param shown how the reader may see a value: hidden digits cannot be found out by trying
 * @returns null if the filter restricts nothing
 * @throws CallResultError `query` if the expression is malformed or takes too long
 */
export function matchValues(
  dimension: string,
  operator: '=~' | '!~',
  expression: string,
  values: readonly ValueText[],
  clock: () => number,
  shown: ShowText
): ValueFilter | null {
  const pattern = compile(dimension, expression);
  const deadline = clock() + LONGEST_MS;
  const sought = operator === '=~';
  const kept: ValueText[] = [];
  const dropped: ValueText[] = [];
  values.forEach((value, index) => {
    if (index % LOOK_EVERY === 0 && clock() > deadline) {
      throw new CallResultError(
        'query',
        `filters: the expression "${expression}" on "${dimension}" takes too long on ${values.length} values. Simplify it, in particular counted repetitions such as {1000}.`
      );
    }
    (pattern.testExact(shown(value)) === sought ? kept : dropped).push(value);
  });
  if (dropped.length === 0) {
    return null;
  }
  return kept.length <= dropped.length ? { dimension, includes: true, values: kept } : { dimension, includes: false, values: dropped };
}

function compile(dimension: string, expression: string): RE2JS {
  try {
    return RE2JS.compile(expression, RE2JS.DOTALL);
  } catch (error) {
    if (error instanceof RE2JSException) {
      const reason = error.message.replace(/\s+/g, ' ');
      throw new CallResultError(
        'query',
        `filters: "${expression}" on "${dimension}" is not a valid RE2 expression (${reason}). Correct it; RE2 has no look-around and no back-references.`,
        { cause: error }
      );
    }
    throw error;
  }
}
