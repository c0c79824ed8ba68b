import type { DataQuery } from '@grafana/data';
import { DEFAULT_EVENTS, DEFAULT_QUIET, DEFAULT_SPAN_DIMENSION, DEFAULT_THRESHOLD } from '../../kinds/annotations/schema';
import { parseBucket } from '../../domain/buckets';
import { DEFAULT_CALLS } from '../../kinds/calls/schema';
import { DEFAULT_CHANGES_SHOWN } from '../../kinds/changes/schema';
import { DEFAULT_ALPHA } from '../../kinds/comparison/schema';
import { DEFAULT_TOP, QUERY_VERSION } from '../../domain/queryParts';
import { QUERY_FIELDS, type QueryKind } from '../../kinds/kinds';
import type { StoredCallQuery } from '../../kinds/storedQuery';
import { DEFAULT_SHORT_MS } from '../../kinds/timing/schema';
import { DEFAULT_LIFT, DEFAULT_TRIAGE_CALLS } from '../../kinds/triage/schema';
import { DEFAULT_VERDICTS } from '../../kinds/verdict/schema';

/** A query as the editor and Grafana pass it around. */
export type EditedQuery = StoredCallQuery & DataQuery;

export type EditedFilter = NonNullable<EditedQuery['filters']>[number];

/** What a new annotation marks: results that show up after a quiet time. */
export const NEW_ANNOTATION: Pick<EditedQuery, 'version' | 'kind'> = { version: QUERY_VERSION, kind: 'annotations' };

/** What a new query asks: how the results develop. */
export const NEW_QUERY: Pick<EditedQuery, 'version' | 'kind'> = { version: QUERY_VERSION, kind: 'trend' };

type Absent<T> = { [Key in keyof T]: T[Key] | undefined };

const DEFAULTS: Partial<EditedQuery> = {
  unit: 'calls',
  top: DEFAULT_TOP,
  measure: 'calls',
  ratePer: 'minute',
  shareOf: 'split',
  shape: 'series',
  bucket: 'auto',
  over: 'range',
  minimumCalls: 0,
  counts: false,
  minimumShare: 1,
  frames: 'both',
  byResult: false,
  shortUnderMs: DEFAULT_SHORT_MS,
  order: 'newest',
  slowestBy: 'pdd',
  by: 'result',
  alpha: DEFAULT_ALPHA,
};

/** Where a kind's default is another one than that of all others. */
const KIND_DEFAULTS: Partial<Record<QueryKind, Partial<EditedQuery>>> = {
  verdict: { minimumCalls: 1 },
  comparison: { shape: 'table' },
  triage: { of: 'dominant', minimumLift: DEFAULT_LIFT, minimumCalls: DEFAULT_TRIAGE_CALLS },
  changes: { top: DEFAULT_CHANGES_SHOWN },
  annotations: {
    event: 'appearance',
    quiet: DEFAULT_QUIET,
    per: DEFAULT_SPAN_DIMENSION,
    threshold: DEFAULT_THRESHOLD,
    direction: 'both',
    limit: DEFAULT_EVENTS,
    minimumCalls: 1,
  },
};

/** Whether a bucket follows a calendar, so that a time zone matters. A variable may turn out to be one. */
export function dependsOnTimeZone(bucket: string | undefined): boolean {
  return parseBucket(bucket ?? 'auto')?.type !== 'fixed';
}

/** Whether a query's answer has buckets of time. */
export function isOverTime({ kind, over, event }: Pick<EditedQuery, 'kind' | 'over' | 'event'>): boolean {
  return (
    kind === 'trend' ||
    (kind === 'annotations' && event !== 'verdict') ||
    (fieldsOf(kind).includes('over') && (over === 'time' || over === 'histogram'))
  );
}

/** What changes with the kind: an answer over time stays one where the new kind can give it, so that a panel keeps its time axis. */
export function ofKind({ kind: before, over }: Pick<EditedQuery, 'kind' | 'over'>, kind: QueryKind): Partial<EditedQuery> {
  const overTime = before === 'trend' || (over === 'histogram' && kind !== before);
  return overTime && fieldsOf(kind).includes('over') ? { kind, over: 'time' } : { kind };
}

/** Whether the answer follows a calendar: in its buckets, or in how far back its baseline lies. */
export function usesTimeZone(query: Pick<EditedQuery, 'kind' | 'over' | 'event' | 'bucket' | 'against'>): boolean {
  return (
    (isOverTime(query) && dependsOnTimeZone(query.bucket)) || (fieldsOf(query.kind).includes('against') && query.against?.type === 'shift')
  );
}

/** Whether the answer is a table also for alert rules. */
export function isTable({ kind, shape, over }: Pick<EditedQuery, 'kind' | 'shape' | 'over'>): boolean {
  const fields = fieldsOf(kind);
  const always = !fields.includes('shape') && kind !== 'ratio' && kind !== 'verdict';
  return always || over === 'histogram' || (fields.includes('shape') && (shape ?? KIND_DEFAULTS[kind]?.shape) === 'table');
}

/** None for the kinds of other data sources, whose queries come along when a panel changes its own. */
function fieldsOf(kind: QueryKind): readonly string[] {
  return QUERY_FIELDS[kind] ?? [];
}

/**
 * Changes a query and leaves out what says nothing: defaults, empty lists, fields that the kind or the measure does
 * not know. Grafana's own fields stay as they are.
 */
export function changed(query: EditedQuery, change: Partial<Absent<EditedQuery>>): EditedQuery {
  const next = { ...NEW_QUERY, ...query, ...change } as EditedQuery;
  const split = (next.splitBy?.length ?? 0) > 0;
  const meaningful: Partial<Record<keyof EditedQuery, boolean>> = {
    top: split || next.kind === 'changes',
    ratePer: next.measure === 'rate',
    shareOf: next.measure === 'share' && split,
    bucket: isOverTime(next),
    timeZone: usesTimeZone(next),
    against: next.against?.type !== 'previous',
    slowestBy: next.order === 'slowest',
    limit: next.limit !== (next.kind === 'calls' ? DEFAULT_CALLS : DEFAULT_VERDICTS),
    ...(next.kind === 'annotations' ? ofEvent(next.event) : {}),
    shortUnderMs: next.measures?.includes('short calls') === true,
    ...(next.kind === 'timing' && next.over === 'histogram'
      ? { splitBy: false, top: false, statistics: false, measures: false, byResult: false, shape: false }
      : {}),
  };
  const defaults = { ...DEFAULTS, ...KIND_DEFAULTS[next.kind] };
  const own = new Set(QUERY_FIELDS[next.kind]);
  const known = new Set(Object.values(QUERY_FIELDS).flat());
  const kept = Object.entries(next).filter(([field, value]) => {
    const key = field as keyof EditedQuery;
    return (
      value !== undefined &&
      (!known.has(field) || own.has(field)) &&
      meaningful[key] !== false &&
      defaults[key] !== value &&
      !(known.has(field) && Array.isArray(value) && value.length === 0)
    );
  });
  return Object.fromEntries(kept) as unknown as EditedQuery;
}

/** Which fields mean something for an event. */
function ofEvent(event: EditedQuery['event'] = 'appearance'): Partial<Record<keyof EditedQuery, boolean>> {
  const [verdict, crossing] = [event === 'verdict', event === 'crossing'];
  return {
    results: !verdict && !crossing,
    by: event === 'appearance',
    per: event === 'spans' || verdict,
    expected: verdict,
    minimumShare: verdict,
    ratios: crossing,
    threshold: crossing,
    direction: crossing,
    minimumCalls: verdict || crossing,
  };
}
