import type { Example } from '../example';

export const annotationsExamples: readonly Example[] = [
  {
    title: 'What was new, and when',
    when: 'To mark on every panel when a status code appeared that had not been seen for a day.',
    range: 'second half',
    query: { version: 1, kind: 'annotations', by: 'code', quiet: '1d', bucket: '1h', limit: 20 },
  },
  {
    title: 'When ASR fell below 50%, and when it recovered',
    when: 'To mark the hours in which a ratio crossed the threshold that people agreed upon.',
    range: 'second half',
    query: {
      version: 1,
      kind: 'annotations',
      event: 'crossing',
      ratios: ['ASR'],
      threshold: 0.5,
      minimumCalls: 20,
      bucket: '1h',
      limit: 20,
    },
  },
  {
    title: 'From the first to the last call of each run',
    when: 'To draw test runs, or campaigns, as regions on every panel.',
    range: 'whole',
    query: { version: 1, kind: 'annotations', event: 'spans', per: 'run_id', bucket: '1h' },
  },
  {
    title: 'Runs that failed',
    when: 'To mark on every panel which test runs did not pass, and why.',
    range: 'whole',
    query: { version: 1, kind: 'annotations', event: 'verdict', per: 'run_id', minimumShare: 0.96 },
  },
];
