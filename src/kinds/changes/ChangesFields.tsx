import { DEFAULT_CHANGES_SHOWN } from './schema';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { NumberField } from '../../editor/fields/NumberField';

/** How much of the ranking is shown. */
export function ChangesFields({ query, change }: FieldProps) {
  return (
    <NumberField
      label="Largest"
      tooltip="Rows per dimension, those with the largest contribution; the rest is one row."
      value={Number(query.top ?? DEFAULT_CHANGES_SHOWN)}
      allowed={(top) => Number.isInteger(top) && top >= 1 && top <= 1_000}
      hint="1 to 1,000"
      onCommit={(top) => change({ top })}
    />
  );
}
