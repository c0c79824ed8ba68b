import type { QueryKind, StoredCallQuery } from './kinds';

/** A question worth asking, as the gallery shows it. */
export interface Example {
  readonly title: string;
  /** One sentence: when to use it. */
  readonly when: string;
  /** The page's range, or its second half: then "the range before" is the first half. */
  readonly range: 'whole' | 'second half';
  /** Only records that hold attempts can answer it; elsewhere it is not shown. */
  readonly ofAttempts?: true;
  readonly query: StoredCallQuery;
}

/** Of each kind an example or more; at least one of them needs no particular dimension. */
export const EXAMPLES: Readonly<Record<QueryKind, readonly Example[]>> = {
  distribution: [
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
  ],
  trend: [
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
  ],
  codes: [
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
  ],
  ratio: [
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
      title: 'A share of your own',
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
  ],
  verdict: [
    {
      title: 'Nightly test runs: passed or failed',
      when: 'For synthetic tests, where a run has to become a yes or a no.',
      range: 'whole',
      query: { version: 1, kind: 'verdict', per: 'run_id', leastShare: 0.96, leastCalls: 200 },
    },
    {
      title: 'Did the network keep its promise?',
      when: 'For the acceptance of a change: one verdict on all calls of the range.',
      range: 'whole',
      query: { version: 1, kind: 'verdict', expected: ['answered', 'busy', 'cancelled'], leastShare: 0.9, frames: 'table' },
    },
  ],
  comparison: [
    {
      title: 'Better or worse than before',
      when: 'After a change: every result against the range before, with a test of whether chance explains the difference.',
      range: 'second half',
      query: { version: 1, kind: 'comparison' },
    },
    {
      title: 'Two trunks, code by code',
      when: 'To hold two carriers, or the runs of a test, against each other.',
      range: 'whole',
      query: {
        version: 1,
        kind: 'comparison',
        by: 'code',
        against: { type: 'runs', dimension: 'trunk', baseline: ['wholesale-east'], current: ['wholesale-south'] },
      },
    },
  ],
  triage: [
    {
      title: 'What is wrong, and what to check first',
      when: 'When someone says that calls fail: the most frequent result that is not answered, and where it stands out.',
      range: 'whole',
      query: { version: 1, kind: 'triage', results: ['timeout', 'unavailable', 'failed'] },
    },
    {
      title: 'Every kind of failure, and its trunks',
      when: 'For a review: one paragraph per result, with the trunks that have more of it than others.',
      range: 'second half',
      query: { version: 1, kind: 'triage', of: 'each', results: ['timeout', 'unavailable', 'failed'], dimensions: ['trunk'] },
    },
  ],
  changes: [
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
  ],
  annotations: [
    {
      title: 'What was new, and when',
      when: 'To mark on every panel when a status code appeared that had not been seen for a day.',
      range: 'second half',
      query: { version: 1, kind: 'annotations', by: 'code', quiet: '1d', bucket: '1h', limit: 20 },
    },
    {
      title: 'When ASR fell below 50 %, and when it recovered',
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
      query: { version: 1, kind: 'annotations', event: 'verdict', per: 'run_id', leastShare: 0.96 },
    },
  ],
  timing: [
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
  ],
  calls: [
    {
      title: 'The latest failed calls',
      when: 'To see who is behind a number, and to open a call where its signalling is kept.',
      range: 'whole',
      query: { version: 1, kind: 'calls', results: ['failed'], limit: 10 },
    },
  ],
};
