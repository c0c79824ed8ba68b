import { describe as describeFinding } from '../../../src/domain/doctor/describe';

test.each([
  [8, 19_516, 'Under 0.1 % of the calls are unclassified: no code at all (8 calls).'],
  [8, 40, '20 % of the calls are unclassified: no code at all (8 calls).'],
])('a share of %i in %i begins a sentence', (calls, of, what) => {
  expect(describeFinding({ finding: 'unclassified', calls, of, outcomes: [{ outcome: null, calls }] }).what).toBe(what);
});
