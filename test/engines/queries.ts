import type { Scenario } from './scenario';

type Query = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Every kind of query, over time and not, split, filtered, in calendars of other zones. */
export function queriesOf({ jsonData, range }: Scenario): Query[] {
  const { dimension, other, value, filter, timings, attempts } = OF_LAYOUT[String(jsonData['layout'])] ?? OF_LAYOUT['calls']!;
  const filters = [{ dimension, operator: '!=', values: [value] }];
  const zones = ['UTC', 'Asia/Kolkata', 'America/St_Johns'];
  return [
    { kind: 'distribution' },
    { kind: 'distribution', splitBy: [dimension], top: 4 },
    { kind: 'distribution', splitBy: [dimension, other], measure: 'share', top: 5, filters },
    { kind: 'trend', bucket: '10m' },
    { kind: 'trend', bucket: '1h', splitBy: [dimension], top: 3, measure: 'share' },
    ...zones.map((timeZone) => ({ kind: 'trend', bucket: 'day', timeZone })),
    { kind: 'trend', bucket: 'week', timeZone: 'Europe/Berlin', filters: [{ dimension, operator: '=~', values: [filter] }] },
    { kind: 'codes' },
    { kind: 'codes', filters },
    { kind: 'ratio', ratios: ['ASR', 'SER', 'SEER', 'ISA', 'NER E.425'], counts: true, confidence: 95 },
    { kind: 'ratio', ratios: ['ASR'], over: 'time', bucket: '30m', splitBy: [other], top: 3 },
    { kind: 'verdict', per: other, minimumShare: 0.4 },
    { kind: 'verdict', per: dimension, expected: ['answered', 'busy'], limit: 5 },
    ...timings.flatMap((timing) => [
      { kind: 'timing', timings: [timing], statistics: ['count', 'mean', 'p50', 'p95', 'p99', 'max'], byResult: true },
      { kind: 'timing', timings: [timing], over: 'time', bucket: '1h', statistics: ['p90'] },
      { kind: 'timing', timings: [timing], over: 'histogram', bucket: '1h' },
      { kind: 'calls', order: 'slowest', slowestBy: timing, limit: 40 },
    ]),
    { kind: 'calls', limit: 200 },
    { kind: 'calls', limit: 50, results: ['busy', 'timeout', 'unclassified'], filters },
    { kind: 'comparison', against: { type: 'shift', by: '1h' } },
    { kind: 'comparison', against: { type: 'previous' }, by: 'code' },
    { kind: 'comparison', against: { type: 'filters', filters } },
    { kind: 'changes', dimensions: [dimension, other], against: { type: 'shift', by: '1h' } },
    { kind: 'triage', of: 'each', dimensions: [dimension, other] },
    { kind: 'annotations', event: 'spans', per: other },
    ...(attempts
      ? [
          { kind: 'codes', unit: 'attempts' },
          { kind: 'ratio', ratios: ['retry rescue', 'ASR'], counts: true },
          { kind: 'trend', bucket: '1h', unit: 'attempts', splitBy: [dimension] },
        ]
      : []),
    // A range that cuts calls' windows in two.
    { kind: 'trend', bucket: '1s', filters, results: ['answered'], ...(range.to - range.from > 11_000_000 ? { bucket: '1m' } : {}) },
  ];
}

interface OfLayout {
  readonly dimension: string;
  readonly other: string;
  readonly value: string;
  /** A regular expression. */
  readonly filter: string;
  readonly timings: readonly string[];
  readonly attempts: boolean;
}

const OF_LAYOUT: Readonly<Record<string, OfLayout>> = {
  calls: { dimension: 'trunk', other: 'run_id', value: 'nord', filter: '.*o.*', timings: ['pdd', 'setup', 'duration'], attempts: false },
  kamailio: { dimension: 'dst_user', other: 'src_ip', value: '5559106810', filter: '555.*', timings: [], attempts: false },
  asterisk: { dimension: 'from', other: 'to', value: '100', filter: '1.*', timings: ['setup', 'duration'], attempts: true },
};
