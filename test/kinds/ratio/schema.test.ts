import { parseCallQuery } from '../../../src/kinds/kinds';

const share = (rest: object) => ({ kind: 'ratio', ratios: [{ name: 'mine', numerator: { codes: '486' }, ...rest }] });

test('a query for ratios asks for ASR over the range unless it says otherwise', () => {
  expect(parseCallQuery({ kind: 'ratio' })).toMatchObject({ ratios: ['ASR'], over: 'range', minimumCalls: 0, counts: false });
  expect(parseCallQuery({ kind: 'ratio' })).not.toHaveProperty('confidence');
});

test.each([
  ['an unknown name', { kind: 'ratio', ratios: ['ASR', 'ABR'] }, 'ratios.1: "ABR" is not allowed; allowed: ASR, SER,'],
  [
    'a pattern that is none',
    share({ numerator: { codes: '4yy' } }),
    'ratios.0.numerator.codes: "4yy" is not allowed; "4yy" is not a code pattern.',
  ],
  ['a variable that nobody replaced', share({ numerator: { codes: '$code' } }), 'the variable $code was not replaced'],
  ['a variable as a name', { kind: 'ratio', ratios: ['$ratio'] }, 'the variable $ratio was not replaced'],
  ['a result that is none', share({ numerator: { results: ['bsy'] } }), 'ratios.0.numerator.results.0: "bsy" is not allowed'],
  ['a side of both', share({ numerator: { results: ['busy'], codes: '486' } }), 'allowed: either {"results"'],
  ['a side of neither', share({ denominator: {} }), 'ratios.0.denominator: {} is not allowed; allowed: either'],
  ['codes without a call in common', share({ denominator: { codes: '5xx,200-485' } }), 'no call in common'],
  [
    'results without a call in common',
    share({ numerator: { results: ['busy'] }, denominator: { results: ['failed'] } }),
    'no call in common',
  ],
  ['a field that does not exist', share({ unit: 'percent' }), 'Unknown field "unit" in ratios.0.'],
  ['a name twice', { kind: 'ratio', ratios: ['ASR', 'ASR'] }, 'would have the same name'],
  [
    'a name that is a field of another',
    { kind: 'ratio', ratios: ['ASR', { name: 'ASR lower', numerator: { codes: '200' } }] },
    'would have the same name',
  ],
  ['no ratio', { kind: 'ratio', ratios: [] }, 'at least 1'],
  ['a confidence of another level', { kind: 'ratio', confidence: 80 }, 'allowed: 90, 95, 99'],
  ['results, which would cut both sides', { kind: 'ratio', results: ['busy'] }, 'Unknown field "results".'],
])('%s is refused with the repair', (_name, query, message) => {
  expect(() => parseCallQuery(query)).toThrow(message);
});

test.each([{ denominator: { codes: '480-486' } }, { denominator: { results: ['failed'] } }, {}])(
  'sides that may have calls in common are taken: %j',
  (rest) => {
    expect(() => parseCallQuery(share(rest))).not.toThrow();
  }
);
