import { HIGHEST_CODE, LOWEST_CODE, parseCodePattern } from '../../../../domain/codePatterns';
import { CallResultError } from '../../../../domain/errors';
import { CODE, type DimensionFilter, MISSING_VALUE } from '../../../../domain/filters';
import { showText } from '../../../../domain/numberMask';
import type { RuleTable } from '../../../../domain/rules';
import type { OutcomeFilter, OutcomeSet } from '../../../stores/question';
import { matchValues } from './matchValues';

/** Texts that a filter on the code can be about; the missing value is that of calls without a code. */
const ALL_CODES = Array.from({ length: HIGHEST_CODE - LOWEST_CODE + 1 }, (_, index) => String(LOWEST_CODE + index));

/**
 * A filter on the final status code as a store understands it. The codes are those that answers show: where a record has a word alone, that of the word.
 * Values may be patterns (`5xx`, `500-599`).
 * @returns null if the filter restricts nothing
 * @throws CallResultError `query` if a value is not a code
 */
export function codeFilter(filter: DimensionFilter, rules: RuleTable, clock: () => number): OutcomeFilter | null {
  const named = namedCodes(filter, clock);
  if (named === null) {
    return null;
  }
  const { includes, values } = named;
  // Calls without a code are those that no code takes.
  const withoutCode = values.has(MISSING_VALUE);
  const codes = ALL_CODES.filter((code) => values.has(code) !== withoutCode).map(Number);
  return { includes: includes !== withoutCode, outcome: outcomeOf(codes, rules) };
}

/** The codes that a filter keeps, or leaves out. */
function namedCodes(filter: DimensionFilter, clock: () => number): { includes: boolean; values: ReadonlySet<unknown> } | null {
  const { operator, values } = filter;
  switch (operator) {
    case '=~':
    case '!~': {
      const matched = matchValues(CODE, operator, values[0], [MISSING_VALUE, ...ALL_CODES], clock, showText('none'));
      return matched === null ? null : { includes: matched.includes, values: new Set(matched.values) };
    }
    case '=':
    case '!=':
    case 'in':
    case 'not in':
      return values.length === 0 ? null : { includes: operator === '=' || operator === 'in', values: new Set(values.flatMap(codesIn)) };
  }
}

function codesIn(value: string): string[] {
  if (value === MISSING_VALUE) {
    return [value];
  }
  try {
    const ranges = parseCodePattern(value, 'filters');
    return ALL_CODES.filter((code) => ranges.some(({ first, last }) => first <= Number(code) && Number(code) <= last));
  } catch (cause) {
    throw cause instanceof CallResultError ? new CallResultError('query', cause.message, { cause }) : cause;
  }
}

function outcomeOf(codes: readonly number[], { wordCodes }: RuleTable): OutcomeSet {
  const ranges: { first: number; last: number }[] = [];
  for (const code of codes) {
    const before = ranges.at(-1);
    if (before !== undefined && before.last === code - 1) {
      before.last = code;
    } else {
      ranges.push({ first: code, last: code });
    }
  }
  const known = new Set(codes);
  return { ranges, words: [...wordCodes].filter(([, code]) => known.has(code)).map(([word]) => word) };
}
