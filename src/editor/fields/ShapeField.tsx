import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { EditedQuery } from './editedQuery';
import type { FieldProps } from './fieldProps';

const SHAPES: SelectableValue<NonNullable<EditedQuery['shape']>>[] = [
  { value: 'series', label: 'Series', description: 'One field per result, for graphs and alert rules' },
  { value: 'table', label: 'Table', description: 'One row per result, for tables' },
];

/** As what the answer is returned. */
export function ShapeField({ query, change }: FieldProps) {
  return (
    <EditorField label="Shape" tooltip="Series for graphs and alert rules, or a table.">
      <RadioButtonGroup aria-label="Shape" options={SHAPES} value={query.shape ?? 'series'} onChange={(shape) => change({ shape })} />
    </EditorField>
  );
}
