import type { Example } from '../example';

export const codesExamples: readonly Example[] = [
  {
    title: 'Codes behind the failures',
    when: 'When a result is known and the cause is not: the final status codes and their phrases.',
    range: 'whole',
    query: { version: 1, kind: 'codes', results: ['timeout', 'unavailable', 'failed'] },
  },
  {
    title: 'How single attempts ended',
    when: 'To judge the carriers behind the calls: every attempt counts, also those that another one made good.',
    range: 'whole',
    ofAttempts: true,
    query: { version: 1, kind: 'codes', unit: 'attempts' },
  },
];
