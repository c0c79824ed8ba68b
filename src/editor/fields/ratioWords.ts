import { DEFAULT_RATIOS } from '../../domain/queryRatios';
import type { RatioReturn } from '../../kinds/ratio/schema';
import type { EditedQuery } from './editedQuery';
import { message, t } from '../locale/translate';
import { listed, overTime } from './summaryWords';

const PARTS: Readonly<Record<Exclude<RatioReturn, 'value'>, string>> = {
  lower: message('Lower bound of {{ratios}}'),
  upper: message('Upper bound of {{ratios}}'),
  calls: message('Numerator of {{ratios}}'),
  of: message('Denominator of {{ratios}}'),
};

export function ratioNames({ ratios }: Pick<EditedQuery, 'ratios'>): string[] {
  return (ratios ?? DEFAULT_RATIOS).map((ratio) => (typeof ratio === 'string' ? ratio : ratio.name));
}

/** `ASR and NER HOMER over time, from 20 calls on`. */
export function ratioWords(query: EditedQuery): string {
  const { minimumCalls = 0, return: part = 'value' } = query;
  const ratios = listed(ratioNames(query));
  const words = overTime(part === 'value' ? ratios : t(PARTS[part], { ratios }), query);
  return minimumCalls > 0 ? t('{{words}}, from {{minimumCalls}} calls on', { words, minimumCalls }) : words;
}
