import { unreplacedVariable } from '../../domain/parse';
import { kindAccepts, QUERY_FIELDS, type QueryKind } from '../../kinds/kinds';
import { changed, type EditedQuery, fieldsOf, hasEffect, isOverTime } from './editedQuery';

/** A query, and what the kinds before had that it cannot say. */
export interface KindChange {
  readonly query: EditedQuery;
  readonly left: Partial<EditedQuery>;
}

/**
 * Another kind of query about the same calls: whatever still applies stays, and what the query has to leave out returns with a kind that
 * has it, so that people can look at another kind and come back.
 * @param left what the kinds before left out
 */
export function withKind(query: EditedQuery, kind: QueryKind, left: Partial<EditedQuery> = {}): KindChange {
  // What the query could say and does not, somebody has taken away.
  const sayable = Object.keys(changed({ ...left, ...query }, {})).filter((field) => !ofItsOwn(query.kind).includes(field));
  const all: EditedQuery = { ...without(left, sayable), ...without(query, ofItsOwn(query.kind)), kind: query.kind };
  const refused = fieldsOf(kind).filter((field) => !applies(kind, field, Reflect.get(all, field)));
  const next = { ...without(all, [...refused, ...ofItsOwn(kind)]), ...timeOf(query, kind), ...dividedBy(all, kind), kind } as EditedQuery;
  return { query: changed(next, {}), left: without(all, [...UNREMEMBERED, ...Object.keys(all).filter((field) => !KNOWN.has(field))]) };
}

const UNREMEMBERED = ['kind', 'version'];
const KNOWN = new Set(Object.values(QUERY_FIELDS).flat());

function without(query: Partial<EditedQuery>, fields: readonly string[]): EditedQuery {
  return Object.fromEntries(Object.entries(query).filter(([field]) => !fields.includes(field))) as unknown as EditedQuery;
}

/** Fields that mean something else in other kinds: how many rows there are, and, without a split, how many of each dimension. */
function ofItsOwn(kind: QueryKind): readonly string[] {
  return isSplit(kind) ? ['limit'] : ['limit', 'top'];
}

function isSplit(kind: QueryKind): boolean {
  return fieldsOf(kind).includes('splitBy');
}

/** Limits differ by kind. What a variable will hold, nobody knows yet. */
function applies(kind: QueryKind, field: string, value: unknown): boolean {
  return value === undefined || unreplacedVariable(JSON.stringify(value)) !== null || kindAccepts(kind, field, value);
}

/** An answer over time stays one where the new kind can give it, so that a panel keeps its time axis. */
function timeOf(query: EditedQuery, kind: QueryKind): Partial<EditedQuery> {
  return kind !== query.kind && isOverTime(query) && fieldsOf(kind).includes('over') ? { over: 'time' } : {};
}

/** What an answer is split by, and what each verdict or event is of, are the same where a kind has only one of the two. */
function dividedBy({ splitBy = [], per }: EditedQuery, kind: QueryKind): Partial<EditedQuery> {
  const [first] = splitBy;
  if (isSplit(kind)) {
    return splitBy.length === 0 && per !== undefined ? { splitBy: [per] } : {};
  }
  return per === undefined && first !== undefined && hasEffect({ kind }, 'per') ? { per: first } : {};
}
