import { codeFilter } from '../../../../../src/backend/queries/before/filters/codeFilter';
import type { DimensionFilter } from '../../../../../src/domain/filters';
import { compileRules } from '../../../../../src/domain/rules';
import type { Vocabulary } from '../../../../../src/domain/vocabularies/vocabulary';

const WORDS: Vocabulary = new Map<string, number | 'failed'>([
  ['user_busy', 486],
  ['no_answer', 480],
  ['originator_cancel', 487],
  ['failed', 'failed'],
]);
const RULES = compileRules([], WORDS);
const still = () => 0;
const filterOf = (operator: string, ...values: string[]) =>
  codeFilter({ dimension: 'code', operator, values } as DimensionFilter, RULES, still);

test.each([
  [['=', '486'], [[486, 486]], ['user_busy']],
  [
    ['in', '486', '480-487', '7xx'],
    [
      [480, 487],
      [700, 799],
    ],
    ['user_busy', 'no_answer', 'originator_cancel'],
  ],
  [
    ['=~', '48(0|6)'],
    [
      [480, 480],
      [486, 486],
    ],
    ['user_busy', 'no_answer'],
  ],
])('%j takes the codes and the words that stand for them', ([operator = '', ...values], ranges, words) => {
  expect(filterOf(operator, ...values)).toEqual({
    includes: true,
    outcome: { ranges: ranges.map(([first, last]) => ({ first, last })), words },
  });
});

test('a negation takes calls without a code', () => {
  expect(filterOf('!=', '486')).toEqual({ includes: false, outcome: { ranges: [{ first: 486, last: 486 }], words: ['user_busy'] } });
});

test('calls without a code are those that no code and no word with a code takes', () => {
  const all = { ranges: [{ first: 0, last: 999 }], words: ['user_busy', 'no_answer', 'originator_cancel'] };
  expect(filterOf('=', '')).toEqual({ includes: false, outcome: all });
  expect(filterOf('!=', '')).toEqual({ includes: true, outcome: all });
  expect(filterOf('in', '', '481-999')).toEqual({
    includes: false,
    outcome: { ranges: [{ first: 0, last: 480 }], words: ['no_answer'] },
  });
});

test('an empty list and an expression that fits all restrict nothing', () => {
  expect(filterOf('in')).toBeNull();
  expect(filterOf('=~', '.*')).toBeNull();
});

test('a value that is not a code is an error of the query', () => {
  expect(() => filterOf('=', 'busy')).toThrow(
    expect.objectContaining({ kind: 'query', message: expect.stringMatching(/"busy" is not a code pattern/) })
  );
});
