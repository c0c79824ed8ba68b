import type { Example } from '../example';

export const changesExamples: readonly Example[] = [
  {
    title: 'What moved the answered share',
    when: 'When a comparison says that it got worse: the trunks and codes that contributed most, against the range before.',
    range: 'second half',
    query: { version: 1, kind: 'changes', dimensions: ['trunk'], top: 8 },
  },
  {
    title: 'What moved it, whatever the dimension',
    when: 'When nobody knows yet where to look; each dimension explains the whole change for itself.',
    range: 'second half',
    query: { version: 1, kind: 'changes', top: 3 },
  },
];
