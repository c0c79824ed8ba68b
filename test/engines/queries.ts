import { QUERY_KINDS, type QueryKind } from '../../src/kinds/kinds';
import type { Scenario } from './scenario';

type Fields = Readonly<Record<string, unknown>>;
type Query = Fields & { readonly kind: QueryKind };

/** Queries of every kind, over time and not, split, filtered, in calendars of other zones. */
export function queriesOf({ jsonData, range }: Scenario): Query[] {
  const queries = fieldsOf(OF_LAYOUT[String(jsonData['layout'])] ?? OF_LAYOUT['calls']!, range.to - range.from);
  return QUERY_KINDS.flatMap((kind) => queries[kind].map((fields) => ({ kind, ...fields })));
}

/** None of timings where the records have none. */
type OfKinds = Readonly<Record<QueryKind, readonly Fields[]>>;

function fieldsOf({ dimension, other, value, filter, timings, attempts }: OfLayout, rangeMs: number): OfKinds {
  const filters = [{ dimension, operator: '!=', values: [value] }];
  const onCode = (operator: string, ...values: string[]) => ({ filters: [{ dimension: 'code', operator, values }] });
  const zones = ['UTC', 'Asia/Kolkata', 'America/St_Johns'];
  const ofAttempts = (...fields: Fields[]) => (attempts ? fields : []);
  return {
    distribution: [
      {},
      { splitBy: [dimension], top: 4, ...onCode('!=', '200-299') },
      { splitBy: [dimension], top: 4 },
      { splitBy: [dimension, other], measure: 'share', top: 5, filters },
    ],
    trend: [
      { bucket: '10m' },
      { bucket: '1h', splitBy: [dimension], top: 3, measure: 'share' },
      ...zones.map((timeZone) => ({ bucket: 'day', timeZone })),
      { bucket: 'week', timeZone: 'Europe/Berlin', filters: [{ dimension, operator: '=~', values: [filter] }] },
      // A range that cuts calls' windows in two.
      { bucket: '1s', filters, results: ['answered'], ...(rangeMs > 11_000_000 ? { bucket: '1m' } : {}) },
      ...ofAttempts({ bucket: '1h', unit: 'attempts', splitBy: [dimension] }),
    ],
    codes: [
      {},
      { filters },
      onCode('in', '486', '4xx', ''),
      onCode('!=', '200'),
      onCode('!~', '4.*|'),
      ...ofAttempts({ unit: 'attempts' }),
    ],
    ratio: [
      { ratios: ['ASR', 'SER', 'SEER', 'ISA', 'NER E.425'], counts: true, confidence: 95 },
      { ratios: ['ASR'], over: 'time', bucket: '30m', splitBy: [other], top: 3 },
      ...ofAttempts({ ratios: ['retry rescue', 'ASR'], counts: true }),
    ],
    verdict: [
      { per: other, minimumShare: 0.4 },
      { per: dimension, expected: ['answered', 'busy'], limit: 5 },
    ],
    timing: timings.flatMap((timing) => [
      { timings: [timing], statistics: ['count', 'mean', 'p50', 'p95', 'p99', 'max'], byResult: true },
      { timings: [timing], over: 'time', bucket: '1h', statistics: ['p90'] },
      { timings: [timing], over: 'histogram', bucket: '1h', ...onCode('=', '486,480,2xx') },
    ]),
    calls: [
      { limit: 200 },
      { limit: 50, results: ['busy', 'timeout', 'unclassified'], filters },
      { limit: 50, ...onCode('not in', '200', '5xx') },
      ...timings.map((timing) => ({ order: 'slowest', slowestBy: timing, limit: 40 })),
    ],
    comparison: [
      { against: { type: 'shift', by: '1h' } },
      { against: { type: 'previous' }, by: 'code' },
      { against: { type: 'filters', filters } },
    ],
    changes: [{ dimensions: [dimension, other], against: { type: 'shift', by: '1h' } }],
    triage: [{ of: 'each', dimensions: [dimension, other] }],
    annotations: [{ event: 'spans', per: other }],
  };
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
