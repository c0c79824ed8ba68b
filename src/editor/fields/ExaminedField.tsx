import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect } from '@grafana/ui';
import { useId } from 'react';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import type { FieldProps, WithVariables } from './fieldProps';
import { t } from '../locale/translate';

/** The dimensions to examine for outliers. */
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
      label={t('Examined dimensions')}
      htmlFor={id}
      tooltip={t('The dimensions whose values are examined; none selected means the first dimensions of the records.')}
    >
      <MultiSelect
        inputId={id}
        aria-label={t('Examined dimensions')}
        options={options}
        value={chosen.map((name) => ({ value: name, label: name }))}
        onChange={(items) => change({ dimensions: chosenValues(items) })}
        placeholder={t('First dimensions')}
        allowCustomValue
        isClearable
        tabSelectsValue={false}
        width="auto"
      />
    </EditorField>
  );
}
