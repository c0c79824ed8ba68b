import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { Measure, RateUnit } from '../../domain/queryParts';
import type { EditedQuery } from './editedQuery';
import type { FieldProps } from './fieldProps';

const MEASURES: SelectableValue<Measure>[] = [
  { value: 'calls', label: 'Calls', description: 'Number of calls' },
  { value: 'share', label: 'Share', description: 'Share of all calls, whichever results are shown' },
  { value: 'rate', label: 'Rate', description: 'Calls per second, minute or hour' },
];

const RATES: SelectableValue<RateUnit>[] = [
  { value: 'second', label: 'second' },
  { value: 'minute', label: 'minute' },
  { value: 'hour', label: 'hour' },
];

const SHARES: SelectableValue<NonNullable<EditedQuery['shareOf']>>[] = [
  { value: 'split', label: 'split value', description: 'The calls of the same split value' },
  { value: 'all', label: 'all calls', description: 'All calls that match the filters' },
];

/** What is counted. */
export function MeasureFields({ query, change }: FieldProps) {
  const measure = query.measure ?? 'calls';
  const split = (query.splitBy ?? []).length > 0;
  return (
    <>
      <EditorField label="Measure" tooltip="The number of calls, their share of all results, or their number per unit of time.">
        <RadioButtonGroup aria-label="Measure" options={MEASURES} value={measure} onChange={(next) => change({ measure: next })} />
      </EditorField>
      {measure === 'rate' && (
        <EditorField label="Rate unit" tooltip="The unit of time of the rate.">
          <RadioButtonGroup
            aria-label="Rate unit"
            options={RATES}
            value={query.ratePer ?? 'minute'}
            onChange={(ratePer) => change({ ratePer })}
          />
        </EditorField>
      )}
      {measure === 'share' && split && (
        <EditorField label="Share of" tooltip="The calls that make 100%: those of the same split value, or all that match the filters.">
          <RadioButtonGroup
            aria-label="Share of"
            options={SHARES}
            value={query.shareOf ?? 'split'}
            onChange={(shareOf) => change({ shareOf })}
          />
        </EditorField>
      )}
    </>
  );
}
