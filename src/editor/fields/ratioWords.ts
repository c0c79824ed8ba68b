import { DEFAULT_RATIOS } from '../../domain/queryRatios';
import type { RatioReturn } from '../../kinds/ratio/schema';
import type { EditedQuery } from './editedQuery';
import { listed, overTime } from './summaryWords';

const PARTS: Readonly<Record<RatioReturn, string>> = {
  value: '',
  lower: 'Lower bound of ',
  upper: 'Upper bound of ',
  calls: 'Numerator of ',
  of: 'Denominator of ',
};

export function ratioNames({ ratios }: Pick<EditedQuery, 'ratios'>): string[] {
  return (ratios ?? DEFAULT_RATIOS).map((ratio) => (typeof ratio === 'string' ? ratio : ratio.name));
}

/** `ASR and NER HOMER over time, from 20 calls on`. */
export function ratioWords(query: EditedQuery): string {
  const { minimumCalls = 0, return: part = 'value' } = query;
  const words = overTime(`${PARTS[part]}${listed(ratioNames(query))}`, query);
  return minimumCalls > 0 ? `${words}, from ${minimumCalls} calls on` : words;
}
