import type { DataQuery } from '@grafana/data';
import { parseBucket } from '../../domain/buckets';
import { QUERY_VERSION } from '../../domain/queryParts';
import type { KindFacts } from '../../kinds/kindFacts';
import { KIND_FACTS, QUERY_DEFAULTS, QUERY_FIELDS, type QueryKind } from '../../kinds/kinds';
import type { StoredCallQuery } from '../../kinds/storedQuery';

/** A query as the editor and Grafana pass it around. */
export type EditedQuery = StoredCallQuery & DataQuery;

export type EditedFilter = NonNullable<EditedQuery['filters']>[number];

/** What a new annotation marks: results that show up after a quiet time. */
export const NEW_ANNOTATION: Pick<EditedQuery, 'version' | 'kind'> = { version: QUERY_VERSION, kind: 'annotations' };

/** What a new query asks: how the results develop. */
export const NEW_QUERY: Pick<EditedQuery, 'version' | 'kind'> = { version: QUERY_VERSION, kind: 'trend' };

/** Whatever their default: which kind it is, and how its fields are to be read. */
const ALWAYS_STORED = ['kind', 'version'];

type Absent<T> = { [Key in keyof T]: T[Key] | undefined };

/** Whether a bucket follows a calendar, so that a time zone matters. A variable may turn out to be one. */
export function dependsOnTimeZone(bucket: string | undefined): boolean {
  return parseBucket(bucket ?? 'auto')?.type !== 'fixed';
}

/** Whether a query's answer has buckets of time. */
export function isOverTime(query: Pick<EditedQuery, 'kind' | 'over' | 'event'>): boolean {
  const { kind, over } = query;
  return factsOf(kind).isOverTime?.(query) ?? (fieldsOf(kind).includes('over') && (over === 'time' || over === 'histogram'));
}

/** Whether the answer follows a calendar: in its buckets, or in how far back its baseline is. */
export function usesTimeZone(query: Pick<EditedQuery, 'kind' | 'over' | 'event' | 'bucket' | 'against'>): boolean {
  return (
    (isOverTime(query) && dependsOnTimeZone(query.bucket)) || (fieldsOf(query.kind).includes('against') && query.against?.type === 'shift')
  );
}

/** Whether the answer is a table also for alert rules. */
export function isTable(query: Pick<EditedQuery, 'kind' | 'shape' | 'over'>): boolean {
  const { kind, shape = QUERY_DEFAULTS[kind]?.['shape'] } = query;
  return factsOf(kind).isTable?.(query) ?? (!fieldsOf(kind).includes('shape') || shape === 'table');
}

/** Whether a field has an effect on the answer. */
export function hasEffect(query: Pick<EditedQuery, 'kind'>, field: string): boolean {
  return fieldsOf(query.kind).includes(field) && factsOf(query.kind).withoutEffect?.(query).includes(field) !== true;
}

/** None for the kinds of other data sources, whose queries come along when a panel changes its own. */
export function fieldsOf(kind: QueryKind): readonly string[] {
  return QUERY_FIELDS[kind] ?? [];
}

function factsOf(kind: QueryKind): KindFacts {
  return KIND_FACTS[kind] ?? {};
}

/**
 * Changes a query and leaves out what says nothing: defaults, empty lists, fields that the kind or the measure does
 * not know. Grafana's own fields stay as they are.
 */
export function changed(query: EditedQuery, change: Partial<Absent<EditedQuery>>): EditedQuery {
  const next = { ...NEW_QUERY, ...query, ...change } as EditedQuery;
  const defaults = QUERY_DEFAULTS[next.kind] ?? {};
  const known = new Set(Object.values(QUERY_FIELDS).flat());
  const idle = new Set(idleFields(next));
  const kept = Object.entries(next).filter(([field, value]) => {
    const saysSomething =
      value !== undefined && (value !== defaults[field] || ALWAYS_STORED.includes(field)) && !(Array.isArray(value) && value.length === 0);
    return known.has(field) ? saysSomething && !idle.has(field) && hasEffect(next, field) : value !== undefined;
  });
  return Object.fromEntries(kept) as unknown as EditedQuery;
}

/** Fields that several kinds have, and that say nothing beside the others. */
function idleFields(query: EditedQuery): string[] {
  const { kind, splitBy, measure, against } = query;
  const divides = fieldsOf(kind).includes('splitBy');
  const split = (splitBy?.length ?? 0) > 0;
  const idle = {
    top: divides && !split,
    ratePer: measure !== 'rate',
    shareOf: measure !== 'share' || !split,
    bucket: !isOverTime(query),
    timeZone: !usesTimeZone(query),
    against: against?.type === 'previous',
  };
  return Object.entries(idle).flatMap(([field, says]) => (says ? [field] : []));
}
