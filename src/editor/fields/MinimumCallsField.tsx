import { MAX_MINIMUM_CALLS } from '../../domain/queryParts';
import { BoundedNumberField } from './BoundedNumberField';
import type { FieldProps } from './fieldProps';
import { t } from '../locale/translate';

interface Props extends FieldProps {
  readonly tooltip: string;
  /** The kind's default. */
  readonly usual: number;
}

/** How many calls an answer needs. */
export function MinimumCallsField({ query, change, tooltip, usual }: Props) {
  return (
    <BoundedNumberField
      label={t('Minimum calls')}
      tooltip={tooltip}
      value={query.minimumCalls ?? usual}
      min={0}
      max={MAX_MINIMUM_CALLS}
      whole
      usual={usual}
      onChange={(minimumCalls) => change({ minimumCalls })}
    />
  );
}
