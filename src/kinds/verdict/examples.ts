import type { Example } from '../example';

export const verdictExamples: readonly Example[] = [
  {
    title: 'Nightly test runs: passed or failed',
    when: 'For synthetic tests, where a run has to become a yes or a no.',
    range: 'whole',
    query: { version: 1, kind: 'verdict', per: 'run_id', minimumShare: 0.96, minimumCalls: 200 },
  },
  {
    title: 'Did the network keep its promise?',
    when: 'For the acceptance of a change: one verdict on all calls of the range.',
    range: 'whole',
    query: { version: 1, kind: 'verdict', expected: ['answered', 'busy', 'cancelled'], minimumShare: 0.9, frames: 'table' },
  },
];
