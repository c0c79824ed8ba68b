import { refusedPhrases } from '../../build/words/refusedPhrases';

test('a phrase is found with its line, also where a line or a comment breaks it', () => {
  expect(refusedPhrases('one\nThis is no call.')).toEqual([{ line: 2, found: 'is no call', instead: expect.stringContaining('not a') }]);
  expect(refusedPhrases('44.7 % of them')).toMatchObject([{ found: '7 %' }]);
  expect(refusedPhrases('/**\n * Two that cannot be told\n * apart.\n */')).toMatchObject([{ line: 2, found: 'told apart' }]);
  expect(refusedPhrases("// one by\n// itself\nconst text = 'who asks';")).toMatchObject([{ line: 1 }, { line: 3 }]);
});

test.each([
  'There is no folder "x".',
  'It is no longer there.',
  'Callers get NO ANSWER.',
  'Call-ID belies it',
  'by its name',
  '44.7% of them, and 10 % 3',
  'the answer is: no call',
])('"%s" passes', (text) => expect(refusedPhrases(text)).toEqual([]));
