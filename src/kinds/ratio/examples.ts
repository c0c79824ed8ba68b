import type { Example } from '../example';

export const ratioExamples: readonly Example[] = [
  {
    title: 'ASR, SEER and NER with their bounds',
    when: 'To report quality in the terms of the trade, and to know how sure the numbers are.',
    range: 'whole',
    query: { version: 1, kind: 'ratio', ratios: ['ASR', 'SEER', 'NER E.425'], confidence: 95 },
  },
  {
    title: 'ASR of each trunk, day by day',
    when: 'To find the trunk that degrades slowly; days with few calls are left out.',
    range: 'whole',
    query: { version: 1, kind: 'ratio', ratios: ['ASR'], over: 'time', bucket: 'day', splitBy: ['trunk'], minimumCalls: 50 },
  },
  {
    title: 'ASR over time, and how sure it is',
    when: 'To see whether a dip is more than chance: the band is where the ratio is with a confidence of 95%, in buckets as fine as the calls allow.',
    range: 'second half',
    query: { version: 1, kind: 'ratio', ratios: ['ASR'], over: 'time', splitBy: ['trunk'], top: 3, confidence: 95 },
  },
  {
    title: 'A custom ratio',
    when: 'For a number that has no name in the trade: any results or codes, of any others, with the calls behind it.',
    range: 'whole',
    query: {
      version: 1,
      kind: 'ratio',
      ratios: [{ name: 'wrong numbers', numerator: { codes: '404,484,604' }, denominator: { codes: '200-699' } }],
      counts: true,
    },
  },
  {
    title: 'What trying again is worth',
    when: 'Where calls are tried on several trunks: how many were answered after an attempt that was not.',
    range: 'whole',
    ofAttempts: true,
    query: { version: 1, kind: 'ratio', ratios: ['retry rescue', 'ASR'], confidence: 95, counts: true },
  },
];
