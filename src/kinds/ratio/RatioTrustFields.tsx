import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { InlineSwitch, RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import { MinimumCallsField } from '../../editor/fields/MinimumCallsField';
import { type Confidence, CONFIDENCES, type RatioReturn } from './schema';
import type { FieldProps } from '../../editor/fields/fieldProps';

const LEVELS: SelectableValue<Confidence | 0>[] = [
  { value: 0, label: 'none' },
  ...CONFIDENCES.map((value) => ({ value, label: `${value}%` })),
];

const RETURNS: SelectableValue<RatioReturn | 'all'>[] = [
  { value: 'all', label: 'all fields', description: 'Panels get all fields, alert rules the value' },
  { value: 'value', label: 'value', description: 'The ratio' },
  { value: 'lower', label: 'lower bound', description: 'For rules on ratios that are bad when they rise' },
  { value: 'upper', label: 'upper bound', description: 'For rules on ratios that are bad when they fall' },
  { value: 'calls', label: 'calls', description: 'The calls of the numerator' },
  { value: 'of', label: 'of', description: 'The calls of the denominator; below 1, calls have stopped' },
];

/** How far a ratio is to be trusted, and which of its fields are returned. */
export function RatioTrustFields({ query, change }: FieldProps) {
  const [confidenceId, returnId, countsId] = [useId(), useId(), useId()];
  return (
    <>
      <MinimumCallsField
        query={query}
        change={change}
        tooltip="The number of calls that a ratio needs; with fewer calls it is empty."
        usual={0}
      />
      <EditorField
        label="Confidence"
        htmlFor={confidenceId}
        tooltip="Adds the bounds of the ratio at this confidence (Wilson score interval)."
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
        label="Returned fields"
        htmlFor={returnId}
        tooltip="The fields to return; alert rules evaluate every number that they get."
      >
        <Select<RatioReturn | 'all'>
          inputId={returnId}
          aria-label="Returned fields"
          options={RETURNS}
          value={query.return ?? 'all'}
          onChange={({ value }) => change({ return: value === 'all' ? undefined : value })}
          width={18}
        />
      </EditorField>
    </>
  );
}
