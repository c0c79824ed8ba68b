import type { QueryEditorProps, SelectableValue } from '@grafana/data';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import type { CallResultDataSource, EditedSettings } from '../CallResultDataSource';
import { variableOptions, withChosen } from '../parts/choices';
import { useLoaded } from '../parts/useLoaded';
import type { EditedQuery } from '../query/editedQuery';
import type { VariableQuery } from './options';

type Props = QueryEditorProps<CallResultDataSource, EditedQuery, EditedSettings, VariableQuery>;

const TYPES: SelectableValue<VariableQuery['type']>[] = [
  { value: 'results', label: 'Call results' },
  { value: 'values', label: 'Values of a dimension' },
];

/** Chooses what a dashboard variable offers. */
export function VariableQueryEditor({ datasource, query, onChange }: Props) {
  const id = useId();
  const loaded = useLoaded(datasource.uid, () => datasource.records.dimensions());
  const names = (loaded.state === 'loaded' ? loaded.value : []).map((name) => ({ value: name, label: name }));
  const base = { refId: query.refId };
  return (
    <EditorRow>
      <EditorField label="Offer">
        <RadioButtonGroup
          aria-label="Offer"
          options={TYPES}
          value={query.type ?? 'results'}
          onChange={(type) => onChange(type === 'results' ? { ...base, type } : { ...base, type, dimension: '' })}
        />
      </EditorField>
      {query.type === 'values' && (
        <EditorField label="Dimension" htmlFor={id}>
          <Select
            inputId={id}
            aria-label="Dimension"
            options={withChosen([...names, ...variableOptions(datasource.variableNames())], query.dimension === '' ? [] : [query.dimension])}
            value={query.dimension === '' ? null : query.dimension}
            onChange={({ value }) => onChange({ ...base, type: 'values', dimension: value ?? '' })}
            isLoading={loaded.state === 'loading'}
            noOptionsMessage={loaded.state === 'failed' ? loaded.message : 'The records have no dimensions'}
            allowCustomValue
            width={30}
          />
        </EditorField>
      )}
    </EditorRow>
  );
}
