import type { SelectableValue } from '@grafana/data';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { BucketFields } from '../../editor/fields/BucketFields';
import type { EditedQuery } from '../../editor/fields/editedQuery';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { RatiosField } from '../../editor/fields/RatiosField';
import { RatioTrustFields } from './RatioTrustFields';
import { ShapeField } from '../../editor/fields/ShapeField';
import { SplitFields } from '../../editor/fields/SplitFields';
import { ratioWords } from '../../editor/fields/ratioWords';
import type { KindEditor } from '../editor';
import type { RatioSort } from './schema';
import { message, t, translated } from '../../editor/locale/translate';

const OVER: SelectableValue<NonNullable<EditedQuery['over']>>[] = [
  { value: 'range', label: message('Range'), description: message('One number for the whole time range') },
  { value: 'time', label: message('Time'), description: message('One number per bucket') },
];

const SORTS: SelectableValue<RatioSort>[] = [
  { value: 'calls', label: message('Calls'), description: message('The most calls first') },
  { value: 'lowest', label: message('Lowest'), description: message('The lowest ratio first') },
  { value: 'highest', label: message('Highest'), description: message('The highest ratio first') },
];

/** The ratios, and how far they are to be trusted. */
function RatioRows({ zoneOwner, ...field }: KindFieldProps) {
  const { query, change } = field;
  return (
    <>
      <EditorRow>
        <RatiosField {...field} />
      </EditorRow>
      <EditorRow>
        <EditorField label={t('Over')} tooltip={t('One number for the whole time range, or one per bucket.')}>
          <RadioButtonGroup
            aria-label={t('Over')}
            options={translated(OVER)}
            value={query.over ?? 'range'}
            onChange={(over) => change({ over })}
          />
        </EditorField>
        {query.over === 'time' && <BucketFields {...field} zoneOwner={zoneOwner} />}
        <SplitFields {...field} />
        {(query.splitBy ?? []).length > 0 && (
          <EditorField
            label={t('Order')}
            tooltip={t('The order of the split values, by the first ratio; over time, by that of the newest bucket.')}
          >
            <RadioButtonGroup
              aria-label={t('Order')}
              options={translated(SORTS)}
              value={query.sort ?? 'calls'}
              onChange={(sort) => change({ sort })}
            />
          </EditorField>
        )}
        <RatioTrustFields {...field} />
        <ShapeField {...field} />
      </EditorRow>
    </>
  );
}

export const ratioEditor: KindEditor = {
  title: message('Ratio'),
  help: message('ASR and related ratios, or custom ratios'),
  question: 'Is that good enough?',
  panels: ({ over, shape }) =>
    shape === 'table' ? ['Table'] : over === 'time' ? ['Time series', 'State timeline'] : ['Stat', 'Gauge', 'Bar gauge'],
  summary: ratioWords,
  Fields: RatioRows,
};
