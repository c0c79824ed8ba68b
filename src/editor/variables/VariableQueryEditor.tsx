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

type Props = QueryEditorProps<EditorDataSource, EditedQuery, EditedSettings, VariableQuery>;

const TYPES: SelectableValue<VariableQuery['type']>[] = [
  { value: 'results', label: 'Call results' },
  { value: 'codes', label: 'Status codes', description: 'The codes that occur' },
  { value: 'dimensions', label: 'Dimensions', description: 'To choose what panels split by' },
  { value: 'values', label: 'Values of a dimension', description: 'Most frequent first' },
  { value: 'runs', label: 'Runs', description: 'Latest first' },
];

/** Chooses the values of a dashboard variable. */
export function VariableQueryEditor({ datasource, query, onChange, range }: Props) {
  const id = useId();
  const loaded = useLoaded(datasource.uid, () => datasource.records.dimensions());
  const names = (loaded.state === 'loaded' ? loaded.value : []).map((name) => ({ value: name, label: name }));
  const base = { refId: query.refId };
  return (
    <EditorRow>
      <EditorField label="Values">
        <RadioButtonGroup
          aria-label="Values"
          options={TYPES}
          value={query.type ?? 'results'}
          onChange={(type) => onChange(newVariable(type, base))}
        />
      </EditorField>
      {(query.type === 'values' || query.type === 'runs') && (
        <EditorField label="Dimension" htmlFor={id}>
          <Select
            inputId={id}
            aria-label="Dimension"
            options={withChosen(
              [...names, ...variableOptions(datasource.variableNames())],
              query.dimension === '' ? [] : [query.dimension]
            )}
            value={query.dimension === '' ? null : query.dimension}
            onChange={({ value }) => onChange({ ...query, dimension: value ?? '' })}
            isLoading={loaded.state === 'loading'}
            noOptionsMessage={loaded.state === 'failed' ? loaded.message : 'The records have no dimensions'}
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
