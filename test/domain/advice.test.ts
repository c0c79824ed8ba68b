import { codeAdvice } from '../../src/domain/codeAdvice';
import { reasonPhrase } from '../../src/domain/reasonPhrases';
import { RESULT_ADVICE } from '../../src/domain/resultAdvice';
import { RESULTS } from '../../src/domain/results';

const known = Array.from({ length: 1000 }, (_, code) => code).filter((code) => codeAdvice(code) !== null);

test('there is advice for every result, and for codes that a document defines', () => {
  expect(Object.keys(RESULT_ADVICE)).toEqual([...RESULTS]);
  expect(known.length).toBeGreaterThan(30);
  expect(known.filter((code) => code < 400 || reasonPhrase(code) === null)).toEqual([]);
  for (const code of [403, 404, 408, 480, 486, 487, 488, 500, 503, 603]) {
    expect(known).toContain(code);
  }
});

test('advice is whole sentences, and the document named is the one that defines the code', () => {
  for (const { means, check } of [...known.map((code) => codeAdvice(code)), ...Object.values(RESULT_ADVICE)].filter(
    (one) => one !== null
  )) {
    expect([means, check].every((text) => /^[A-Z4].*\.$/.test(text))).toBe(true);
  }
  for (const code of known) {
    const named = /RFC \d+/.exec(codeAdvice(code)?.means ?? '')?.[0];
    expect(named ?? reasonPhrase(code)?.source).toBe(reasonPhrase(code)?.source);
  }
});
