import type { Example } from '../example';

export const distributionExamples: readonly Example[] = [
  {
    title: 'How the calls ended',
    when: 'The first look at any range: which results there are, and how many calls each has.',
    range: 'whole',
    query: { version: 1, kind: 'distribution' },
  },
  {
    title: 'Answered share by trunk',
    when: 'To compare trunks, carriers or sites that carry different amounts of calls.',
    range: 'whole',
    query: { version: 1, kind: 'distribution', results: ['answered'], measure: 'share', splitBy: ['trunk'] },
  },
];
