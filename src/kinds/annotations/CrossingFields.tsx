import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { DEFAULT_THRESHOLD, type Direction } from './schema';
import { MinimumCallsField } from '../../editor/fields/MinimumCallsField';
import { BoundedNumberField } from '../../editor/fields/BoundedNumberField';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { message, t, translated } from '../../editor/locale/translate';

const DIRECTIONS: SelectableValue<Direction>[] = [
  { value: 'both', label: message('Both') },
  { value: 'below', label: message('Falls below') },
  { value: 'above', label: message('Rises to') },
];

/** The threshold that ratios cross, and the direction. */
export function CrossingFields({ query, change }: FieldProps) {
  return (
    <>
      <BoundedNumberField
        label={t('Threshold')}
        tooltip={t('The ratio to watch for, 0 to 1.')}
        value={query.threshold ?? DEFAULT_THRESHOLD}
        min={0}
        max={1}
        whole={false}
        usual={DEFAULT_THRESHOLD}
        onChange={(threshold) => change({ threshold })}
      />
      <EditorField label={t('Direction')} tooltip={t('Whether the ratio falls below the threshold, rises to it, or either.')}>
        <RadioButtonGroup
          aria-label={t('Direction')}
          options={translated(DIRECTIONS)}
          value={query.direction ?? 'both'}
          onChange={(direction) => change({ direction })}
        />
      </EditorField>
      <MinimumCallsField query={query} change={change} tooltip={t('The number of calls that a bucket needs to be judged.')} usual={1} />
    </>
  );
}
