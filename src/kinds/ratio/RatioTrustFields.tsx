import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { InlineSwitch, RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import { MAX_MINIMUM_CALLS } from '../../domain/queryParts';
import { type Confidence, CONFIDENCES, type RatioReturn } from './schema';
import { BoundedNumberField } from '../../editor/fields/BoundedNumberField';
import type { FieldProps } from '../../editor/fields/fieldProps';

const LEVELS: SelectableValue<Confidence | 0>[] = [
  { value: 0, label: 'none' },
  ...CONFIDENCES.map((value) => ({ value, label: `${value} %` })),
];

const RETURNS: SelectableValue<RatioReturn | 'all'>[] = [
  { value: 'all', label: 'everything', description: 'Panels get all fields, alert rules the value' },
  { value: 'value', label: 'value', description: 'The ratio itself' },
  { value: 'lower', label: 'lower bound', description: 'For rules on ratios that are bad when they rise' },
  { value: 'upper', label: 'upper bound', description: 'For rules on ratios that are bad when they fall' },
  { value: 'calls', label: 'calls', description: 'The calls of the numerator' },
  { value: 'of', label: 'of', description: 'The calls of the denominator: a rule below 1 tells of silence' },
];

/** How far a ratio is to be trusted, and which of its fields are answered. */
export function RatioTrustFields({ query, change }: FieldProps) {
  const [confidenceId, returnId, countsId] = [useId(), useId(), useId()];
  return (
    <>
      <BoundedNumberField
        label="Minimum calls"
        tooltip="A ratio of fewer calls says nothing and is left empty."
        value={query.minimumCalls ?? 0}
        min={0}
        max={MAX_MINIMUM_CALLS}
        whole
        usual={0}
        onChange={(minimumCalls) => change({ minimumCalls })}
      />
      <EditorField
        label="Confidence"
        htmlFor={confidenceId}
        tooltip="Adds between which bounds the ratio lies with this confidence (Wilson score interval)."
      >
        <RadioButtonGroup<Confidence | 0>
          id={confidenceId}
          aria-label="Confidence"
          options={LEVELS}
          value={query.confidence ?? 0}
          onChange={(level) => change({ confidence: level === 0 ? undefined : level })}
        />
      </EditorField>
      <EditorField label="Counts" htmlFor={countsId} tooltip="Adds the calls of numerator and denominator.">
        <InlineSwitch
          id={countsId}
          aria-label="Counts"
          value={query.counts ?? false}
          onChange={(event) => change({ counts: event.currentTarget.checked })}
        />
      </EditorField>
      <EditorField
        label="Return"
        htmlFor={returnId}
        tooltip="Alert rules judge every number they get: choose the one that they shall judge."
      >
        <Select<RatioReturn | 'all'>
          inputId={returnId}
          aria-label="Return"
          options={RETURNS}
          value={query.return ?? 'all'}
          onChange={({ value }) => change({ return: value === 'all' ? undefined : value })}
          width={18}
        />
      </EditorField>
    </>
  );
}
