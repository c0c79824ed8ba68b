import { CallResultError } from '../../src/domain/errors';
import type { CallResult } from '../../src/domain/results';
import { compileRules, type RuleSetting } from '../../src/domain/rules';
import { VOCABULARIES } from '../../src/domain/vocabularies/vocabularies';
import { withWords } from '../../src/domain/vocabularies/vocabulary';

/** The documented table, code by code: special codes first, then what is left of each hundred. */
function documented(code: number): CallResult {
  const special: Record<number, CallResult> = {
    486: 'busy',
    600: 'busy',
    403: 'rejected',
    603: 'rejected',
    408: 'timeout',
    487: 'cancelled',
    480: 'unavailable',
    503: 'unavailable',
  };
  const hundred = Math.floor(code / 100);
  return special[code] ?? (hundred === 2 ? 'answered' : hundred >= 4 && hundred <= 6 ? 'failed' : 'unclassified');
}

function messageOf(rules: readonly RuleSetting[]): string {
  try {
    compileRules(rules);
  } catch (error) {
    if (error instanceof CallResultError) {
      expect(error.kind).toBe('settings');
      return error.message;
    }
    throw error;
  }
  throw new Error('expected the rules to be refused');
}

test('every code from 0 to 999 has the documented result', () => {
  const { classify } = bind(compileRules());
  const found = Array.from({ length: 1_000 }, (_, code) => classify(code, null));
  expect(found).toEqual(Array.from({ length: 1_000 }, (_, code) => documented(code)));
});

test('no code, strange codes and words nobody named are unclassified', () => {
  const { classify } = bind(compileRules());
  for (const [code, word] of [
    [null, null],
    [1000, null],
    [-1, null],
    [4.5, null],
    [null, 'BUSY'],
    [null, '486'],
    [null, ''],
  ] as const) {
    expect(classify(code, word)).toBe('unclassified');
  }
});

function bind(table: ReturnType<typeof compileRules>) {
  return { classify: table.classify.bind(table) };
}

test('custom rules stand before the table, the first match wins', () => {
  const table = compileRules([
    { codes: '404, 484', result: 'rejected' },
    { codes: '500-503', result: 'busy' },
    { codes: '5xx', result: 'timeout' },
    { codes: '0', result: 'cancelled' },
    { codes: '999', result: 'answered' },
  ]);
  const results = [403, 404, 484, 485, 500, 503, 504, 599, 600, 0, 1, 999, 486].map((code) => table.classify(code, null));
  expect(results).toEqual([
    'rejected',
    'rejected',
    'rejected',
    'failed',
    'busy',
    'busy',
    'timeout',
    'timeout',
    'busy',
    'cancelled',
    'unclassified',
    'answered',
    'busy',
  ]);
  expect(table.decide(504, null)?.name).toBe('rule 3 (5xx → timeout)');
  expect(table.decide(486, null)?.builtIn).toBe(true);
});

test('words are compared without regard to case and blanks, and are in the same order as codes', () => {
  const table = compileRules([
    { words: [' No Answer '], result: 'timeout' },
    { codes: '200', words: ['BUSY'], result: 'busy' },
    { codes: '486', result: 'failed' },
  ]);
  expect(table.classify(null, 'NO ANSWER')).toBe('timeout');
  expect(table.classify(null, 'busy ')).toBe('busy');
  expect(table.classify(486, 'busy')).toBe('busy');
  expect(table.classify(200, 'no answer')).toBe('timeout');
  expect(table.classify(486, 'other')).toBe('failed');
});

test.each<[string, RuleSetting[], string[]]>([
  [
    'hidden by one rule',
    [
      { codes: '4xx', result: 'busy' },
      { codes: '486', result: 'failed' },
    ],
    ['rule 2 (486 → failed)', 'rule 1 (4xx → busy)', 'can never match', 'Move the rule up'],
  ],
  [
    'hidden by several',
    [
      { codes: '400-450', result: 'busy' },
      { codes: '451-499', result: 'failed' },
      { codes: '4xx', result: 'timeout' },
    ],
    ['rule 3 (4xx → timeout)', 'rule 1'],
  ],
  [
    'one part in vain',
    [
      { codes: '486', result: 'busy' },
      { codes: '500,486', result: 'failed' },
    ],
    ['rule 2 (500,486 → failed)', '"486"', 'rule 1 (486 → busy)'],
  ],
  ['twice in one rule', [{ codes: '486,480-490,486', result: 'busy' }], ['rule 1', '"486"', 'same rule']],
  [
    'a word that an earlier rule has',
    [
      { words: ['Busy'], result: 'busy' },
      { words: ['x', 'BUSY'], result: 'failed' },
    ],
    ['rule 2', '"busy"', 'rule 1'],
  ],
  ['neither codes nor words', [{ result: 'busy' }], ['rule 1', 'no codes and no words']],
  ['an empty list of words', [{ words: [], result: 'busy' }], ['rule 1', 'no codes and no words']],
  ['an empty word', [{ words: ['  '], result: 'busy' }], ['rule 1', 'empty word']],
  ['an empty pattern', [{ codes: '', result: 'busy' }], ['rule 1', 'not a code pattern', '5xx']],
  ['a comma too many', [{ codes: '486,', result: 'busy' }], ['rule 1', '""', 'not a code pattern']],
  ['letters', [{ codes: '486,busy', result: 'busy' }], ['rule 1', '"busy" is not a code pattern', '500-599']],
  ['a code too long', [{ codes: '1000', result: 'busy' }], ['rule 1', '"1000"']],
  ['a negative code', [{ codes: '-1', result: 'busy' }], ['rule 1', '"-1"']],
  ['a range that runs backwards', [{ codes: '599-500', result: 'busy' }], ['rule 1', 'backwards', '500-599']],
  ['neither a result nor a code', [{ codes: '486' }], ['rule 1 (486 → nothing)', 'neither a result nor a code']],
  ['a result and a code', [{ codes: '486', result: 'busy', code: 600 }], ['rule 1', 'both a result and a code']],
  [
    'columns, of codes that an earlier rule has',
    [
      { codes: '2xx', result: 'failed' },
      { codes: '200', when: [{ column: 'app', operator: '=', values: ['Queue'] }], result: 'busy' },
    ],
    ['rule 2 (200, app = Queue → busy)', 'rule 1 (2xx → failed)', 'can never match'],
  ],
  [
    'too many rules for every row',
    Array.from({ length: 51 }, (_, code) => ({ when: [{ column: 'app', operator: '=' as const, values: [`${code}`] }], code: 200 })),
    ['51 rules', 'at most 50'],
  ],
  [
    'too many values',
    Array.from({ length: 11 }, () => ({
      when: [{ column: 'app', operator: 'in' as const, values: Array.from({ length: 100 }, (_, value) => `${value}`) }],
      code: 200,
    })),
    ['1100 values', 'at most 1000'],
  ],
  ['too many rules', Array.from({ length: 201 }, () => ({ codes: '486', result: 'busy' as const })), ['201 rules', 'at most 200']],
])('refused: %s', (_, rules, parts) => {
  const message = messageOf(rules);
  for (const part of parts) {
    expect(message).toContain(part);
  }
});

test('a rule that overlaps an earlier one without being hidden is fine', () => {
  expect(
    compileRules([
      { codes: '486', result: 'busy' },
      { codes: '4xx', result: 'failed' },
      { codes: '450-550', result: 'timeout' },
    ]).classify(501, null)
  ).toBe('timeout');
});

test('every pattern that is documented is read, blanks and capital letters included', () => {
  const table = compileRules([{ codes: ' 486 , 5XX,600 - 609, 7xx ,1', result: 'rejected' }]);
  expect([486, 500, 599, 600, 609, 700, 799, 1].map((code) => table.classify(code, null))).toEqual(
    Array.from({ length: 8 }, () => 'rejected')
  );
  expect([485, 499, 610, 800, 10].map((code) => table.classify(code, null))).not.toContain('rejected');
});

describe('words that a vocabulary knows', () => {
  const { asterisk } = VOCABULARIES;

  test('are decided by the first rule that takes their code, or names them', () => {
    const table = compileRules(
      [
        { codes: '480-489', result: 'timeout' },
        { words: ['ANSWERED'], result: 'rejected' },
        { codes: '200', result: 'failed' },
      ],
      asterisk
    );
    const results = ['BUSY', 'NO ANSWER', 'ANSWERED', 'CONGESTION', 'FAILED'].map((word) => table.classify(null, word));
    expect(results).toEqual(['timeout', 'timeout', 'rejected', 'unavailable', 'failed']);
    expect(table.decide(null, 'BUSY')?.name).toBe('rule 1 (480-489 → timeout)');
    // The same with the word's code beside it.
    expect([table.classify(486, 'BUSY'), table.classify(200, 'ANSWERED')]).toEqual(['timeout', 'rejected']);
  });

  test('may be given another code, or one where the vocabulary has a result alone', () => {
    const table = compileRules([], withWords(asterisk, { 'no answer': 408, Failed: 503, DONTCALL: 603 }));
    expect(['NO ANSWER', 'FAILED', 'dontcall', 'BUSY'].map((word) => [table.codeOf(word), table.classify(null, word)])).toEqual([
      [408, 'timeout'],
      [503, 'unavailable'],
      [603, 'rejected'],
      [486, 'busy'],
    ]);
  });

  test('may be named by custom rules; a result alone gives way to them', () => {
    const table = compileRules([{ words: ['failed'], result: 'unavailable' }], asterisk);
    expect(table.classify(null, 'FAILED')).toBe('unavailable');
    expect(compileRules([], asterisk).decide(null, 'FAILED')).toMatchObject({
      builtIn: true,
      name: 'the cause code set (failed,invalidargs → failed)',
    });
  });

  test('are hidden where an earlier rule takes their code', () => {
    expect(() =>
      compileRules(
        [
          { codes: '4xx', result: 'failed' },
          { words: ['Busy'], result: 'busy' },
        ],
        asterisk
      )
    ).toThrow(/rule 2 .*"busy" can never match, because rule 1/);
    expect(() => compileRules([{ codes: '486', words: ['BUSY'], result: 'busy' }], asterisk)).not.toThrow();
    expect(() =>
      compileRules([
        { codes: '4xx', result: 'failed' },
        { words: ['Busy'], result: 'busy' },
      ])
    ).not.toThrow();
  });
});

describe('rules that look at columns', () => {
  const queue = { column: 'app', operator: '=' as const, values: ['Queue'] };
  const unbridged = { column: 'channel', operator: 'in' as const, values: [''] };

  test('are steps for the store, with the rules before them', () => {
    const table = compileRules([
      { codes: '503', result: 'busy' },
      { codes: '200', when: [queue, unbridged], code: 487 },
      { codes: '404', result: 'rejected' },
      { when: [{ column: 3, operator: 'not in', values: ['a', 'b', 'c', '', 'd'] }], result: 'timeout' },
      { codes: '405', result: 'rejected' },
    ]);
    expect(table.rowRules.map(({ number, name, code }) => [number, name, code])).toEqual([
      [0, 'rule 1 (503 → busy)', null],
      [2, 'rule 2 (200, app = Queue and channel is empty → 487)', 487],
      [0, 'rule 3 (404 → rejected)', null],
      [4, 'rule 4 (column_3 not in (a, b, c and 2 more) → timeout)', null],
    ]);
    expect(compileRules([{ codes: '503', result: 'busy' }]).rowRules).toEqual([]);
  });

  test('decide the calls that they took, those that give a code by the rules of that code', () => {
    const table = compileRules([
      { when: [queue], code: 487 },
      { codes: '200', when: [unbridged], result: 'failed' },
      { codes: '487', result: 'busy' },
    ]);
    expect([
      table.classify(487, null, 1),
      table.classify(200, null, 2),
      table.classify(200, null, 0),
      table.classify(487, null, 0),
    ]).toEqual(['busy', 'failed', 'answered', 'busy']);
    expect(table.decide(487, null, 1)?.name).toBe('rule 1 (app = Queue → 487)');
  });

  test('hide nothing from rules after them', () => {
    expect(() =>
      compileRules([
        { codes: '200', words: ['ok'], when: [queue], result: 'failed' },
        { codes: '200', words: ['ok'], result: 'busy' },
      ])
    ).not.toThrow();
  });

  test('take the words of their codes, and leave them to others too', () => {
    const { asterisk } = VOCABULARIES;
    const table = compileRules([{ codes: '2xx', when: [queue], result: 'failed' }], asterisk);
    expect(table.rowRules[0]?.outcome?.words).toContain('answered');
    expect(table.classify(null, 'ANSWERED')).toBe('answered');
  });

  test('a code without columns is given by code and word alone', () => {
    const table = compileRules([{ codes: '607', code: 603 }]);
    expect([table.classify(607, null), table.classify(603, null, 1), table.rowRules.length]).toEqual(['rejected', 'rejected', 1]);
  });
});
