import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { DEFAULT_LIFT, DEFAULT_TRIAGE_CALLS } from './schema';
import type { EditedQuery } from '../../editor/fields/editedQuery';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { NumberField } from '../../editor/fields/NumberField';

const OF: SelectableValue<NonNullable<EditedQuery['of']>>[] = [
  { value: 'dominant', label: 'The most frequent', description: 'The most frequent result that is not answered' },
  { value: 'each', label: 'Each', description: 'Every result that is not answered' },
];

/** Which results are explained, and when a value stands out. */
export function TriageFields({ query, change }: FieldProps) {
  return (
    <>
      <EditorField label="Of" tooltip="Which of the results that are not answered.">
        <RadioButtonGroup aria-label="Of" options={OF} value={query.of ?? 'dominant'} onChange={(of) => change({ of })} />
      </EditorField>
      <NumberField
        label="Minimum lift"
        tooltip="How many times as frequent as among all calls the result must be with a value."
        value={query.minimumLift ?? DEFAULT_LIFT}
        allowed={(lift) => lift >= 1}
        hint="1 or more, such as 1.5"
        onCommit={(minimumLift) => change({ minimumLift })}
      />
      <NumberField
        label="Minimum calls"
        tooltip="How many calls of the result a value must have."
        value={query.minimumCalls ?? DEFAULT_TRIAGE_CALLS}
        allowed={(calls) => Number.isInteger(calls) && calls >= 1}
        hint="A whole number, 1 or more"
        onCommit={(minimumCalls) => change({ minimumCalls })}
      />
    </>
  );
}
