import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { Measure, RateUnit } from '../../domain/query';
import type { EditedQuery } from './editedQuery';
import type { FieldProps } from './fieldProps';

const MEASURES: SelectableValue<Measure>[] = [
  { value: 'calls', label: 'Calls', description: 'How many' },
  { value: 'share', label: 'Share', description: 'Which part of the calls, whatever results are shown' },
  { value: 'rate', label: 'Rate', description: 'How many per second, minute or hour' },
];

const RATES: SelectableValue<RateUnit>[] = [
  { value: 'second', label: 'second' },
  { value: 'minute', label: 'minute' },
  { value: 'hour', label: 'hour' },
];

const SHARES: SelectableValue<NonNullable<EditedQuery['shareOf']>>[] = [
  { value: 'split', label: 'its own value', description: 'The calls of the same split value' },
  { value: 'all', label: 'all calls', description: 'All calls under the filters' },
];

const SHAPES: SelectableValue<NonNullable<EditedQuery['shape']>>[] = [
  { value: 'series', label: 'Series', description: 'One field per result, for graphs and alert rules' },
  { value: 'table', label: 'Table', description: 'One row per result, for tables' },
];

/** What is counted, and as what it is returned. */
export function MeasureFields({ query, change }: FieldProps) {
  const measure = query.measure ?? 'calls';
  const split = (query.splitBy ?? []).length > 0;
  return (
    <>
      <EditorField label="Measure">
        <RadioButtonGroup aria-label="Measure" options={MEASURES} value={measure} onChange={(next) => change({ measure: next })} />
      </EditorField>
      {measure === 'rate' && (
        <EditorField label="Per">
          <RadioButtonGroup aria-label="Rate per" options={RATES} value={query.ratePer ?? 'minute'} onChange={(ratePer) => change({ ratePer })} />
        </EditorField>
      )}
      {measure === 'share' && split && (
        <EditorField label="Share of">
          <RadioButtonGroup aria-label="Share of" options={SHARES} value={query.shareOf ?? 'split'} onChange={(shareOf) => change({ shareOf })} />
        </EditorField>
      )}
      <EditorField label="Shape">
        <RadioButtonGroup aria-label="Shape" options={SHAPES} value={query.shape ?? 'series'} onChange={(shape) => change({ shape })} />
      </EditorField>
    </>
  );
}
