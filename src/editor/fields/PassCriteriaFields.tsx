import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect } from '@grafana/ui';
import { useId } from 'react';
import { MinimumCallsField } from './MinimumCallsField';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import { RESULT_OPTIONS, ResultLabel } from '../parts/ResultLabel';
import { BoundedNumberField } from './BoundedNumberField';
import type { FieldProps, WithVariables } from './fieldProps';

const EXPECTED = ['answered'];

/** What passes. */
export function PassCriteriaFields({ query, change, variables }: FieldProps & WithVariables) {
  const expectedId = useId();
  const expected = query.expected ?? EXPECTED;
  const options = withChosen([...RESULT_OPTIONS, ...variableOptions(variables)], expected);
  return (
    <>
      <EditorField label="Expected results" htmlFor={expectedId} tooltip="The results that pass; none selected means answered.">
        <MultiSelect
          inputId={expectedId}
          aria-label="Expected results"
          options={options}
          value={options.filter(({ value }) => value !== undefined && expected.includes(value))}
          onChange={(items) => change({ expected: chosenValues(items) })}
          formatOptionLabel={({ value, label }) => <ResultLabel result={value ?? label ?? ''} />}
          closeMenuOnSelect={false}
          allowCustomValue
          isClearable
          tabSelectsValue={false}
          width="auto"
        />
      </EditorField>
      <BoundedNumberField
        label="Minimum share"
        tooltip="The share of expected results that passes, 0 to 1."
        value={query.minimumShare ?? 1}
        min={0}
        max={1}
        whole={false}
        usual={1}
        onChange={(minimumShare) => change({ minimumShare })}
      />
      <MinimumCallsField query={query} change={change} tooltip="The number of calls required to pass." usual={1} />
    </>
  );
}
