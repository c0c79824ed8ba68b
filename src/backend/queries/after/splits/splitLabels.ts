import { MISSING_VALUE } from '../../../../domain/filters';
import { type RecordText, textKey, type ValueText } from '../../../../domain/recordText';
import { TIMING_MEASURES } from '../../../../kinds/timing/schema';

/** How the groups of a split are named towards the reader. */
export interface SplitLabels {
  /** Label keys, and column names in tables, one per split dimension. */
  readonly keys: readonly string[];
  /** For each group one text per dimension; the last group is "all others". */
  readonly groups: readonly (readonly string[])[];
  /** What the groups but the last are filtered by; null where the reader may not see it. */
  readonly filterable: { readonly dimensions: readonly string[]; readonly values: readonly (readonly string[] | null)[] };
  /** True where "all others" must have no series: a rule's labels would come and go with it. */
  readonly withoutOther?: boolean;
}

export const NO_SPLIT: SplitLabels = { keys: [], groups: [[]], filterable: { dimensions: [], values: [[]] } };

/** Names that frames use themselves. */
const TAKEN_KEYS: ReadonlySet<string> = new Set([
  ...['time', 'result', 'calls', 'share', 'rate', 'ratio', 'bound', 'count', 'passed', 'why', 'timing', 'statistic', 'measure'],
  ...['violating calls', 'worst code', 'worst result', ...TIMING_MEASURES],
]);

const MISSING_NAMES = ['(none)', '(no value)', '(missing value)'];
const OTHER_NAMES = ['other', '(other)', '(all others)'];

/**
 * Names the groups of a split, each value as the reader may see it. A missing value is called `(none)` and the last group `other`, unless these are real
 * values of the dimension; no two groups get the same labels.
 */
export function splitLabels<Value extends ValueText>(
  dimensions: readonly string[],
  values: readonly (readonly Value[])[],
  shown: (value: Value) => string
): SplitLabels {
  const looks = values.map((group) => group.map(shown));
  const groups = distinguishable(looks);
  const keys = dimensions.map((name) => (TAKEN_KEYS.has(name) ? `dimension_${name}` : name));
  const names = dimensions.map((_, index) => {
    const real = new Set(groups.map((group) => group[index] ?? MISSING_VALUE));
    const missing = firstFree(MISSING_NAMES, real);
    return { missing, other: firstFree(OTHER_NAMES, new Set([...real, missing])) };
  });
  const named = groups.map((group) => group.map((value, index) => (value === MISSING_VALUE ? (names[index]?.missing ?? value) : value)));
  const open = looks.map((group, index) => (group.every((look, position) => look === values[index]?.[position]) ? group : null));
  return { keys, groups: [...named, names.map(({ other }) => other)], filterable: { dimensions, values: open } };
}

/** Values that look the same with their digits hidden are numbered: no two series may have the same labels. */
function distinguishable(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const seen = new Map<RecordText, number>();
  return groups.map((group) => {
    const key = textKey(group);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? group : [`${group[0] ?? ''} (${count})`, ...group.slice(1)];
  });
}

function firstFree(names: readonly string[], taken: ReadonlySet<string>): string {
  const [last = ''] = names.slice(-1);
  let free = names.find((name) => !taken.has(name)) ?? last;
  while (taken.has(free)) {
    free = `(${free})`;
  }
  return free;
}

/** The labels of one group. */
export function labelsOf(split: SplitLabels, group: number): Record<string, string> {
  return Object.fromEntries(split.keys.map((key, index) => [key, split.groups[group]?.[index] ?? '']));
}
