import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect } from '@grafana/ui';
import { useId } from 'react';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import type { FieldProps, WithVariables } from './fieldProps';

/** Where to look for values that stand out. */
export function ExaminedField({
  query,
  change,
  dimensions,
  variables,
}: FieldProps & WithVariables & { readonly dimensions: readonly string[] }) {
  const id = useId();
  const chosen = query.dimensions ?? [];
  const options = withChosen([...dimensions.map((name) => ({ value: name, label: name })), ...variableOptions(variables)], chosen);
  return (
    <EditorField
      label="Look at"
      htmlFor={id}
      tooltip="The dimensions whose values are examined. None chosen: the first that the records have."
    >
      <MultiSelect
        inputId={id}
        aria-label="Look at"
        options={options}
        value={chosen.map((name) => ({ value: name, label: name }))}
        onChange={(items) => change({ dimensions: chosenValues(items) })}
        placeholder="The first dimensions"
        allowCustomValue
        isClearable
        tabSelectsValue={false}
        width="auto"
      />
    </EditorField>
  );
}
