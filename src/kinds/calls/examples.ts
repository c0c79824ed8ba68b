import type { Example } from '../example';

export const callsExamples: readonly Example[] = [
  {
    title: 'The latest failed calls',
    when: 'To see who is behind a number, and to open a call where its signalling is kept.',
    range: 'whole',
    query: { version: 1, kind: 'calls', results: ['failed'], limit: 10 },
  },
];
