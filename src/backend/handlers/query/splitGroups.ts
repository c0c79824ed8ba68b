import { splitLabels, NO_SPLIT, type SplitLabels } from '../../analysis/splitLabels';
import type { ShownResults } from '../../analysis/shownResults';
import type { SplitGroups, TimeRange, ValueFilter } from '../../stores/store';
import type { Inquiry } from './source';

/** The values that an answer tells apart: what the store is asked, and how the reader is told. */
export interface RankedSplit {
  readonly groups: SplitGroups | null;
  readonly labels: SplitLabels;
}

/** Finds the largest combinations of values, by the calls of the results asked; everything else is one "other". */
export async function rankSplit(
  query: { readonly splitBy: readonly string[]; readonly top: number },
  shown: ShownResults,
  range: TimeRange,
  filters: readonly ValueFilter[],
  inquiry: Inquiry
): Promise<RankedSplit> {
  const dimensions = query.splitBy;
  if (dimensions.length === 0) {
    return { groups: null, labels: NO_SPLIT };
  }
  const only = shown.all ? null : { rules: inquiry.source.rules, results: shown.results };
  const ranking = await inquiry.ask({ kind: 'catalogue', of: 'values', dimensions, only, search: '', range, filters, limit: query.top });
  const complete = only === null && !ranking.more;
  return { groups: { dimensions, groups: ranking.values, complete }, labels: splitLabels(dimensions, ranking.values) };
}

/** How many combinations are told apart; null without a split. */
export function groupCount(split: SplitGroups | null): number | null {
  return split === null ? null : split.groups.length;
}
