import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { DEFAULT_THRESHOLD, type Direction } from './schema';
import { MinimumCallsField } from '../../editor/fields/MinimumCallsField';
import { BoundedNumberField } from '../../editor/fields/BoundedNumberField';
import type { FieldProps } from '../../editor/fields/fieldProps';

const DIRECTIONS: SelectableValue<Direction>[] = [
  { value: 'both', label: 'Both' },
  { value: 'below', label: 'Falls below' },
  { value: 'above', label: 'Rises to' },
];

/** The threshold that ratios cross, and the direction. */
export function CrossingFields({ query, change }: FieldProps) {
  return (
    <>
      <BoundedNumberField
        label="Threshold"
        tooltip="The ratio to watch for, 0 to 1."
        value={query.threshold ?? DEFAULT_THRESHOLD}
        min={0}
        max={1}
        whole={false}
        usual={DEFAULT_THRESHOLD}
        onChange={(threshold) => change({ threshold })}
      />
      <EditorField label="Direction" tooltip="Whether the ratio falls below the threshold, rises to it, or either.">
        <RadioButtonGroup
          aria-label="Direction"
          options={DIRECTIONS}
          value={query.direction ?? 'both'}
          onChange={(direction) => change({ direction })}
        />
      </EditorField>
      <MinimumCallsField query={query} change={change} tooltip="The number of calls that a bucket needs to be judged." usual={1} />
    </>
  );
}
