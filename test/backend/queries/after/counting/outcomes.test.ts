import { classifier } from '../../../../../src/backend/queries/after/counting/classify';
import { codeRows } from '../../../../../src/backend/queries/after/counting/codeRows';
import { outcomesOf } from '../../../../../src/backend/queries/after/counting/outcomes';
import type { CountsAnswer } from '../../../../../src/backend/stores/answer';
import { recordText } from '../../../../../src/domain/recordText';
import { compileRules } from '../../../../../src/domain/rules';
import { Random } from '../../../../engines/truth/random';

/** Codes that no array has a place for, too. */
const CODES = [-1, 0, 200, 486, 487, 503, 777, 70_000, 2 ** 31 - 1];
const WORDS = ['ANSWERED', 'BUSY', 'NO ANSWER', 'odd'].map(recordText);

function randomAnswer(random: Random, { words, rules }: { words: boolean; rules: boolean }): CountsAnswer {
  const rows = Array.from({ length: random.whole(0, 199) }, () => ({
    code: random.pick(CODES),
    word: words ? random.whole(-1, WORDS.length - 1) : -1,
    rule: random.whole(0, 3),
    calls: random.whole(0, 4),
  }));
  return {
    kind: 'counts',
    statement: '',
    parameters: [],
    statementMs: 0,
    unread: { rows: 0, reasons: [] },
    origin: { records: [], rollup: null },
    bucket: null,
    group: null,
    code: Int32Array.from(rows, ({ code }) => code),
    word: Int32Array.from(rows, ({ word }) => word),
    words: words ? WORDS : [],
    ...(rules ? { rule: Int32Array.from(rows, ({ rule }) => rule) } : {}),
    calls: Float64Array.from(rows, ({ calls }) => calls),
  };
}

const KINDS = [false, true].flatMap((words) => [false, true].map((rules) => ({ words, rules })));

test.each(KINDS)('rows have the same outcome if and only if code, word and rule are the same: $words, $rules', (kind) => {
  const random = new Random(41);
  for (let time = 0; time < 50; time++) {
    const answer = randomAnswer(random, kind);
    const textOf = (row: number) => JSON.stringify([answer.code[row], answer.word[row], answer.rule?.[row]]);
    const outcomes = outcomesOf(answer);
    const texts = Array.from(answer.calls, (_, row) => textOf(row));
    expect(outcomes.rows.map(textOf)).toEqual([...new Set(texts)]);
    expect(Array.from(outcomes.of, (outcome) => textOf(outcomes.rows[outcome] ?? -1))).toEqual(texts);
  }
});

test('answers with the same columns are looked at once, those with another column anew', () => {
  const random = new Random(43);
  const [answer, other] = [randomAnswer(random, KINDS[3]!), randomAnswer(random, KINDS[3]!)];
  const outcomes = outcomesOf(answer);
  const { length } = answer.code;
  const regrouped = { ...answer, group: new Int32Array(length) };
  expect(outcomesOf(regrouped)).toBe(outcomes);
  const fewer = { ...answer, word: new Int32Array(length).fill(-1), rule: new Int32Array(length) };
  expect(outcomesOf(fewer).rows.length).toBe(new Set(answer.code).size);
  expect(outcomesOf(answer)).toEqual(outcomes);
  expect(outcomesOf(other)).not.toEqual(outcomes);
});

test.each(KINDS)('each row has the result of its own code, word and rule, and codes have all calls: $words, $rules', (kind) => {
  const random = new Random(42);
  const rules = compileRules([
    { codes: '487', result: 'answered' },
    { words: ['odd'], result: 'failed' },
  ]);
  for (let time = 0; time < 50; time++) {
    const answer = randomAnswer(random, kind);
    const resultOf = classifier(rules, answer);
    const calls = new Map<string, number>();
    answer.calls.forEach((count, row) => {
      const [code, word] = [answer.code[row] ?? -1, answer.words[answer.word[row] ?? -1] ?? null];
      const result = rules.classify(code < 0 ? null : code, word, answer.rule?.[row] ?? 0);
      expect(resultOf(row)).toBe(result);
      const key = JSON.stringify([code < 0 ? null : code, word, result]);
      calls.set(key, (calls.get(key) ?? 0) + count);
    });
    expect(new Map(codeRows(answer, rules).map((row) => [JSON.stringify([row.code, row.word, row.result]), row.calls]))).toEqual(calls);
  }
});
