import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { DEFAULT_ALPHA } from './schema';
import type { EditedQuery } from '../../editor/fields/editedQuery';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { NumberField } from '../../editor/fields/NumberField';
import { message, t, translated } from '../../editor/locale/translate';

const ROWS: SelectableValue<NonNullable<EditedQuery['by']>>[] = [
  { value: 'result', label: message('By result') },
  { value: 'code', label: message('By code') },
];

const SHAPES: SelectableValue<NonNullable<EditedQuery['shape']>>[] = [
  { value: 'table', label: message('Table'), description: message('One row per result or code, with its assessment') },
  {
    value: 'series',
    label: message('Series'),
    description: message('One field per result or code, 1 where it got worse, for alert rules'),
  },
];

/** What is compared, and when a difference counts. */
export function ComparisonFields({ query, change }: FieldProps) {
  return (
    <>
      <EditorField label={t('Rows')} tooltip={t('One row per result, or one per code.')}>
        <RadioButtonGroup
          aria-label={t('Rows')}
          options={translated(ROWS)}
          value={query.by ?? 'result'}
          onChange={(by) => change({ by })}
        />
      </EditorField>
      <NumberField
        label={t('Alpha')}
        tooltip={t('The probability of a false alarm, over all rows together.')}
        value={query.alpha ?? DEFAULT_ALPHA}
        allowed={(alpha) => alpha > 0 && alpha < 1}
        hint={t('Enter a number between 0 and 1, such as 0.01.')}
        onCommit={(alpha) => change({ alpha })}
      />
      <NumberField
        label={t('Minimum calls')}
        tooltip={t('The number of calls that each side needs to be judged.')}
        value={query.minimumCalls ?? 0}
        allowed={(calls) => Number.isInteger(calls) && calls >= 0}
        hint={t('Enter a whole number, 0 or more.')}
        onCommit={(minimumCalls) => change({ minimumCalls })}
      />
      <EditorField label={t('Shape')} tooltip={t('A table for people, or series for alert rules.')}>
        <RadioButtonGroup
          aria-label={t('Shape')}
          options={translated(SHAPES)}
          value={query.shape ?? 'table'}
          onChange={(shape) => change({ shape })}
        />
      </EditorField>
    </>
  );
}
