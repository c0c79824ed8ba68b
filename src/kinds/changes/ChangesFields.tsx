import { DEFAULT_CHANGES_SHOWN } from './schema';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { NumberField } from '../../editor/fields/NumberField';
import { t } from '../../editor/locale/translate';

/** How much of the ranking is shown. */
export function ChangesFields({ query, change }: FieldProps) {
  return (
    <NumberField
      label={t('Limit')}
      tooltip={t('The number of rows per dimension, by contribution; the rest is one row.')}
      value={Number(query.top ?? DEFAULT_CHANGES_SHOWN)}
      allowed={(top) => Number.isInteger(top) && top >= 1 && top <= 1_000}
      hint={t('Enter a whole number from 1 to 1,000.')}
      onCommit={(top) => change({ top })}
    />
  );
}
