import { type DecidingRank, type Layout, type Merge, USUAL_LOOKAHEAD_MS, USUAL_LOOKBACK_MS } from './layouts/layout';
import { LAYOUTS, type LayoutName } from './layouts/layouts';
import { parseDuration } from './durations';
import type { MergePreference, MergeSetting, RowConditionSetting } from './mergeSettings';
import { compileRules, type RuleSetting } from './rules';
import { type CallResultSettings, vocabularyOf } from './settings';

interface LaidOutBy {
  readonly layout: LayoutName;
  readonly merge?: MergeSetting | undefined;
  readonly only?: readonly RowConditionSetting[];
  readonly rules?: readonly RuleSetting[];
  readonly vocabulary?: CallResultSettings['vocabulary'];
  readonly words?: CallResultSettings['words'];
}

const ANSWERED = [{ first: 200, last: 299 }];
const NOT_ANSWERED = [{ first: 300, last: 999 }];

const RANKS: Readonly<Record<MergePreference, readonly DecidingRank[]>> = {
  'first-answered': [
    { meaning: 'the first row that was answered', codes: ANSWERED, prefers: 'earliest' },
    { meaning: 'the last row that was tried', codes: NOT_ANSWERED, prefers: 'latest' },
    { meaning: 'a row that does not say how the call ended', codes: 'unusable', prefers: 'latest' },
  ],
  first: [{ meaning: 'the first row', codes: 'all', prefers: 'earliest' }],
  last: [{ meaning: 'the last row', codes: 'all', prefers: 'latest' }],
};

/** The layout of a data source's records, as its settings change it. */
export function layoutOf({ layout, merge, only = [], rules = [], vocabulary, words = {} }: LaidOutBy): Layout {
  const laidOut: Layout = LAYOUTS[layout];
  const rowRules = rules.length === 0 ? [] : compileRules(rules, vocabularyOf({ layout, vocabulary, words })).rowRules;
  if (merge === undefined && only.length === 0 && rowRules.length === 0) {
    return laidOut;
  }
  const conditions = only.map(({ column, operator, values }) => ({
    column,
    values,
    not: operator === '!=' || operator === 'not in',
  }));
  return {
    ...laidOut,
    only: [...(laidOut.only ?? []), ...conditions],
    merge: merge === undefined ? laidOut.merge : mergeOf(laidOut.merge, merge),
    rowRules,
  };
}

function mergeOf(laidOut: Merge | null, { key, prefer, lookback, lookahead }: MergeSetting): Merge | null {
  const base = laidOut ?? {
    keys: [],
    id: null,
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: USUAL_LOOKAHEAD_MS,
    ranks: RANKS['first-answered'],
  };
  const { optional, unbridged, ...needed } = base;
  const keys = key === undefined ? base.keys : key.map((column) => ({ columns: [column] }));
  return keys.length === 0
    ? null
    : {
        ...(key === undefined && optional !== undefined ? { optional } : {}),
        ...(key === undefined && unbridged !== undefined ? { unbridged } : {}),
        ...needed,
        keys,
        ranks: prefer === undefined ? base.ranks : RANKS[prefer],
        lookbackMs: (lookback === undefined ? null : parseDuration(lookback)) ?? base.lookbackMs,
        lookaheadMs: (lookahead === undefined ? null : parseDuration(lookahead)) ?? base.lookaheadMs,
      };
}
