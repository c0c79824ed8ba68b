import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect } from '@grafana/ui';
import { useId } from 'react';
import { MOST_LEAST_CALLS } from '../../kinds/verdict/schema';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import { RESULT_OPTIONS, ResultLabel } from '../parts/ResultLabel';
import { BoundedNumberField } from './BoundedNumberField';
import type { FieldProps, WithVariables } from './fieldProps';

const EXPECTED = ['answered'];

/** What passes. */
export function TermsFields({ query, change, variables }: FieldProps & WithVariables) {
  const expectedId = useId();
  const expected = query.expected ?? EXPECTED;
  const options = withChosen([...RESULT_OPTIONS, ...variableOptions(variables)], expected);
  return (
    <>
      <EditorField
        label="Expected"
        htmlFor={expectedId}
        tooltip="Results that are as they should be; every other call violates. None chosen: answered."
      >
        <MultiSelect
          inputId={expectedId}
          aria-label="Expected"
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
        label="Least share"
        tooltip="The share of expected results that passes, 0 to 1. 1: every call."
        value={query.leastShare ?? 1}
        least={0}
        most={1}
        whole={false}
        usual={1}
        onChange={(leastShare) => change({ leastShare })}
      />
      <BoundedNumberField
        label="Least calls"
        tooltip="Fewer calls do not pass, whatever their results."
        value={query.leastCalls ?? 1}
        least={0}
        most={MOST_LEAST_CALLS}
        whole
        usual={1}
        onChange={(leastCalls) => change({ leastCalls })}
      />
    </>
  );
}
