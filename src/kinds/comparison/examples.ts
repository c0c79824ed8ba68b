import type { Example } from '../example';

export const comparisonExamples: readonly Example[] = [
  {
    title: 'Better or worse than before',
    when: 'After a change: every result against the range before, with a test of whether chance explains the difference.',
    range: 'second half',
    query: { version: 1, kind: 'comparison' },
  },
  {
    title: 'Two trunks, code by code',
    when: 'To compare two carriers, or the runs of a test.',
    range: 'whole',
    query: {
      version: 1,
      kind: 'comparison',
      by: 'code',
      against: { type: 'runs', dimension: 'trunk', baseline: ['wholesale-east'], current: ['wholesale-south'] },
    },
  },
];
