import type { Example } from '../example';

export const triageExamples: readonly Example[] = [
  {
    title: 'What is wrong, and what to check first',
    when: 'When someone says that calls fail: the most frequent result that is not answered, and where it stands out.',
    range: 'whole',
    query: { version: 1, kind: 'triage', results: ['timeout', 'unavailable', 'failed'] },
  },
  {
    title: 'Every kind of failure, and its trunks',
    when: 'For a review: one paragraph per result, with the trunks that have more of it than others.',
    range: 'second half',
    query: { version: 1, kind: 'triage', of: 'each', results: ['timeout', 'unavailable', 'failed'], dimensions: ['trunk'] },
  },
];
