import type { Example } from '../example';

export const timingExamples: readonly Example[] = [
  {
    title: 'Post-dial delay by trunk',
    when: 'When people say that it takes long until it rings: half of the calls, and all but five in a hundred, are faster.',
    range: 'whole',
    query: { version: 1, kind: 'timing', timings: ['pdd'], statistics: ['p50', 'p95'], splitBy: ['trunk'], shape: 'table' },
  },
  {
    title: 'Post-dial delay over time',
    when: 'To see two groups of calls where an average sees one: how many calls took how long.',
    range: 'whole',
    query: { version: 1, kind: 'timing', timings: ['pdd'], over: 'histogram', bucket: 'day' },
  },
  {
    title: 'Average call duration, and very short calls',
    when: 'To find one-way audio and false answers: calls that were answered, and given up within seconds.',
    range: 'whole',
    query: { version: 1, kind: 'timing', measures: ['ACD', 'short calls'], splitBy: ['trunk'], shape: 'table' },
  },
];
