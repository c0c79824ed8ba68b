import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect } from '@grafana/ui';
import { useId } from 'react';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import { RESULT_OPTIONS, ResultLabel } from '../parts/ResultLabel';
import type { FieldProps, WithVariables } from './fieldProps';
import { described, t } from '../locale/translate';

export function ResultsField({ query, change, variables }: FieldProps & WithVariables) {
  const id = useId();
  const chosen = query.results ?? [];
  const options = withChosen([...described(RESULT_OPTIONS), ...variableOptions(variables)], chosen);
  return (
    <EditorField label={t('Results')} htmlFor={id} tooltip={t('The results of the calls to include; none selected means all.')} width={36}>
      <MultiSelect
        inputId={id}
        aria-label={t('Results')}
        options={options}
        value={options.filter(({ value }) => value !== undefined && chosen.includes(value))}
        onChange={(items) => change({ results: chosenValues(items) })}
        formatOptionLabel={({ value, label }) => <ResultLabel result={value ?? label ?? ''} />}
        placeholder={t('All results')}
        closeMenuOnSelect={false}
        allowCustomValue
        isClearable
        tabSelectsValue={false}
      />
    </EditorField>
  );
}
