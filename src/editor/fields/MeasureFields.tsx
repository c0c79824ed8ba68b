import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { Measure, RateUnit } from '../../domain/queryParts';
import type { EditedQuery } from './editedQuery';
import type { FieldProps } from './fieldProps';
import { message, t, translated } from '../locale/translate';

const MEASURES: SelectableValue<Measure>[] = [
  { value: 'calls', label: message('Calls'), description: message('Number of calls') },
  { value: 'share', label: message('Share'), description: message('Share of all calls, whichever results are shown') },
  { value: 'rate', label: message('Rate'), description: message('Calls per second, minute or hour') },
];

const RATES: SelectableValue<RateUnit>[] = [
  { value: 'second', label: message('second') },
  { value: 'minute', label: message('minute') },
  { value: 'hour', label: message('hour') },
];

const SHARES: SelectableValue<NonNullable<EditedQuery['shareOf']>>[] = [
  { value: 'split', label: message('split value'), description: message('The calls of the same split value') },
  { value: 'all', label: message('all calls'), description: message('All calls that match the filters') },
];

/** What is counted. */
export function MeasureFields({ query, change }: FieldProps) {
  const measure = query.measure ?? 'calls';
  const split = (query.splitBy ?? []).length > 0;
  return (
    <>
      <EditorField label={t('Measure')} tooltip={t('The number of calls, their share of all results, or their number per unit of time.')}>
        <RadioButtonGroup
          aria-label={t('Measure')}
          options={translated(MEASURES)}
          value={measure}
          onChange={(next) => change({ measure: next })}
        />
      </EditorField>
      {measure === 'rate' && (
        <EditorField label={t('Rate unit')} tooltip={t('The unit of time of the rate.')}>
          <RadioButtonGroup
            aria-label={t('Rate unit')}
            options={translated(RATES)}
            value={query.ratePer ?? 'minute'}
            onChange={(ratePer) => change({ ratePer })}
          />
        </EditorField>
      )}
      {measure === 'share' && split && (
        <EditorField
          label={t('Share of')}
          tooltip={t('The calls that make 100%: those of the same split value, or all that match the filters.')}
        >
          <RadioButtonGroup
            aria-label={t('Share of')}
            options={translated(SHARES)}
            value={query.shareOf ?? 'split'}
            onChange={(shareOf) => change({ shareOf })}
          />
        </EditorField>
      )}
    </>
  );
}
