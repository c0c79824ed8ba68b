import type { QueryEditorProps, SelectableValue } from '@grafana/data';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import type { EditedSettings, EditorDataSource } from '../editorDataSource';
import { variableOptions, withChosen } from '../parts/choices';
import { useLoaded } from '../parts/useLoaded';
import type { EditedQuery } from '../fields/editedQuery';
import { FiltersField } from '../fields/FiltersField';
import type { VariableQuery } from './options';
import { message, t, translated } from '../locale/translate';

type Props = QueryEditorProps<EditorDataSource, EditedQuery, EditedSettings, VariableQuery>;

const TYPES: SelectableValue<VariableQuery['type']>[] = [
  { value: 'results', label: message('Call results') },
  { value: 'codes', label: message('Status codes'), description: message('The codes that occur') },
  { value: 'dimensions', label: message('Dimensions'), description: message('To choose what panels split by') },
  { value: 'values', label: message('Values of a dimension'), description: message('Most frequent first') },
  { value: 'runs', label: message('Runs'), description: message('Latest first') },
];

/** Chooses the values of a dashboard variable. */
export function VariableQueryEditor({ datasource, query, onChange, range }: Props) {
  const id = useId();
  const loaded = useLoaded(datasource.uid, () => datasource.records.dimensions());
  const names = (loaded.state === 'loaded' ? loaded.value : []).map((name) => ({ value: name, label: name }));
  const base = { refId: query.refId };
  return (
    <EditorRow>
      <EditorField label={t('Values')}>
        <RadioButtonGroup
          aria-label={t('Values')}
          options={translated(TYPES)}
          value={query.type ?? 'results'}
          onChange={(type) => onChange(newVariable(type, base))}
        />
      </EditorField>
      {(query.type === 'values' || query.type === 'runs') && (
        <EditorField label={t('Dimension')} htmlFor={id}>
          <Select
            inputId={id}
            aria-label={t('Dimension')}
            options={withChosen(
              [...names, ...variableOptions(datasource.variableNames())],
              query.dimension === '' ? [] : [query.dimension]
            )}
            value={query.dimension === '' ? null : query.dimension}
            onChange={({ value }) => onChange({ ...query, dimension: value ?? '' })}
            isLoading={loaded.state === 'loading'}
            noOptionsMessage={loaded.state === 'failed' ? loaded.message : t('The records have no dimensions')}
            allowCustomValue
            width={30}
          />
        </EditorField>
      )}
      {query.type !== undefined && query.type !== 'results' && query.type !== 'dimensions' && (
        <FiltersField
          query={{ filters: query.filters ?? [] }}
          change={({ filters }) => onChange({ ...query, filters })}
          variables={datasource.variableNames()}
          dimensions={loaded.state === 'loaded' ? loaded.value : []}
          records={datasource.records}
          range={range}
        />
      )}
    </EditorRow>
  );
}

function newVariable(type: VariableQuery['type'], base: { readonly refId: string }): VariableQuery {
  switch (type) {
    case 'results':
    case 'dimensions':
    case 'codes':
      return { ...base, type };
    case 'values':
      return { ...base, type, dimension: '' };
    case 'runs':
      return { ...base, type, dimension: 'run_id' };
  }
}
