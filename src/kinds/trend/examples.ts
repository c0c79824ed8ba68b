import type { Example } from '../example';

export const trendExamples: readonly Example[] = [
  {
    title: 'Results over time',
    when: 'To see when something began, and whether it is over.',
    range: 'whole',
    query: { version: 1, kind: 'trend', bucket: 'day' },
  },
  {
    title: 'Unavailable calls by trunk',
    when: 'To see whose calls an outage took, and which trunk gets worse from day to day.',
    range: 'whole',
    query: { version: 1, kind: 'trend', results: ['unavailable'], splitBy: ['trunk'], bucket: 'day' },
  },
];
