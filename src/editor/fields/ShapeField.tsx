import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { EditedQuery } from './editedQuery';
import type { FieldProps } from './fieldProps';
import { message, t, translated } from '../locale/translate';

const SHAPES: SelectableValue<NonNullable<EditedQuery['shape']>>[] = [
  { value: 'series', label: message('Series'), description: message('One field per result, for graphs and alert rules') },
  { value: 'table', label: message('Table'), description: message('One row per result, for tables') },
];

/** As what the answer is returned. */
export function ShapeField({ query, change }: FieldProps) {
  return (
    <EditorField label={t('Shape')} tooltip={t('Series for graphs and alert rules, or a table.')}>
      <RadioButtonGroup
        aria-label={t('Shape')}
        options={translated(SHAPES)}
        value={query.shape ?? 'series'}
        onChange={(shape) => change({ shape })}
      />
    </EditorField>
  );
}
