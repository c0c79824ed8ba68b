import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect } from '@grafana/ui';
import { useId } from 'react';
import { MinimumCallsField } from './MinimumCallsField';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import { RESULT_OPTIONS, ResultLabel } from '../parts/ResultLabel';
import { BoundedNumberField } from './BoundedNumberField';
import type { FieldProps, WithVariables } from './fieldProps';
import { t } from '../locale/translate';

const EXPECTED = ['answered'];

/** What passes. */
export function PassCriteriaFields({ query, change, variables }: FieldProps & WithVariables) {
  const expectedId = useId();
  const expected = query.expected ?? EXPECTED;
  const options = withChosen([...RESULT_OPTIONS, ...variableOptions(variables)], expected);
  return (
    <>
      <EditorField label={t('Expected results')} htmlFor={expectedId} tooltip={t('The results that pass; none selected means answered.')}>
        <MultiSelect
          inputId={expectedId}
          aria-label={t('Expected results')}
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
        label={t('Minimum share')}
        tooltip={t('The share of expected results that passes, 0 to 1.')}
        value={query.minimumShare ?? 1}
        min={0}
        max={1}
        whole={false}
        usual={1}
        onChange={(minimumShare) => change({ minimumShare })}
      />
      <MinimumCallsField query={query} change={change} tooltip={t('The number of calls required to pass.')} usual={1} />
    </>
  );
}
