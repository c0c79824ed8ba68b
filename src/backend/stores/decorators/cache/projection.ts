import { textKey } from '../../../../domain/recordText';
import type { BreakdownQuestion } from '../../question';
import { questionKey } from '../../questionKey';
import type { CachedQuestion } from './cachedQuestion';
import type { Outcome } from './combinations';

/** What an outcome of one question is in the answer to another one, which distinguishes less. */
export type Projection = (outcome: Outcome) => Outcome;

/** Null if the answer to a question does not tell that to the other one. */
export function projectionOf(of: CachedQuestion, to: CachedQuestion): Projection | null {
  if (of.kind !== 'breakdown' || scopeKey(of) !== scopeKey(to)) {
    return null;
  }
  switch (to.kind) {
    case 'counts':
      return to.retried === true ? null : ontoGroups(of, to.split);
    case 'breakdown': {
      const values = to.first && !of.first ? null : picking(of, to.dimensions);
      return values === null ? null : (outcome) => ({ ...outcome, values: values(outcome) });
    }
    case 'histogram':
      return null;
  }
}

function scopeKey({ unit, filters }: CachedQuestion): string {
  return questionKey({ kind: 'counts', ...(unit === undefined ? {} : { unit }), filters, range: null, grid: null, split: null });
}

function ontoGroups(of: BreakdownQuestion, split: Extract<CachedQuestion, { kind: 'counts' }>['split']): Projection | null {
  if (split === null) {
    return (outcome) => ({ ...outcome, values: null });
  }
  const values = picking(of, split.dimensions);
  const groups = new Map(split.groups.map((group, index) => [textKey(group), index]));
  return values === null ? null : (outcome) => ({ ...outcome, values: null, group: groups.get(textKey(values(outcome))) ?? -1 });
}

/** The values of some of a breakdown's dimensions; null if it lacks one. */
function picking({ dimensions }: BreakdownQuestion, wanted: readonly string[]) {
  const places = wanted.map((name) => dimensions.indexOf(name));
  return places.includes(-1)
    ? null
    : ({ values }: Outcome): NonNullable<Outcome['values']> => places.flatMap((place) => values?.[place] ?? []);
}
