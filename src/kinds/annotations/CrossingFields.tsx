import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { DEFAULT_THRESHOLD, type Direction } from './schema';
import { MAX_MINIMUM_CALLS } from '../../domain/queryParts';
import { BoundedNumberField } from '../../editor/fields/BoundedNumberField';
import type { FieldProps } from '../../editor/fields/fieldProps';

const DIRECTIONS: SelectableValue<Direction>[] = [
  { value: 'both', label: 'Both' },
  { value: 'below', label: 'Falls below' },
  { value: 'above', label: 'Rises to' },
];

/** Which threshold the ratios cross, and in which direction. */
export function CrossingFields({ query, change }: FieldProps) {
  return (
    <>
      <BoundedNumberField
        label="Threshold"
        tooltip="0 to 1; 0.5 is 50 %."
        value={query.threshold ?? DEFAULT_THRESHOLD}
        min={0}
        max={1}
        whole={false}
        usual={DEFAULT_THRESHOLD}
        onChange={(threshold) => change({ threshold })}
      />
      <EditorField label="Direction" tooltip="Falling below the threshold, rising to it, or both.">
        <RadioButtonGroup
          aria-label="Direction"
          options={DIRECTIONS}
          value={query.direction ?? 'both'}
          onChange={(direction) => change({ direction })}
        />
      </EditorField>
      <BoundedNumberField
        label="Minimum calls"
        tooltip="A bucket with fewer calls of the ratio says nothing."
        value={query.minimumCalls ?? 1}
        min={0}
        max={MAX_MINIMUM_CALLS}
        whole
        usual={1}
        onChange={(minimumCalls) => change({ minimumCalls })}
      />
    </>
  );
}
