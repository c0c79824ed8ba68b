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

const OVER: SelectableValue<NonNullable<EditedQuery['over']>>[] = [
  { value: 'range', label: 'Range', description: 'One number for the whole time range' },
  { value: 'time', label: 'Time', description: 'One number per bucket' },
];

const SORTS: SelectableValue<RatioSort>[] = [
  { value: 'calls', label: 'Calls', description: 'The most calls first' },
  { value: 'lowest', label: 'Lowest', description: 'The lowest ratio first' },
  { value: 'highest', label: 'Highest', description: 'The highest ratio first' },
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
        <EditorField label="Over" tooltip="One number for the whole time range, or one per bucket.">
          <RadioButtonGroup aria-label="Over" options={OVER} value={query.over ?? 'range'} onChange={(over) => change({ over })} />
        </EditorField>
        {query.over === 'time' && <BucketFields {...field} zoneOwner={zoneOwner} />}
        <SplitFields {...field} />
        {(query.splitBy ?? []).length > 0 && (
          <EditorField label="Order" tooltip="The order of the split values, by the first ratio; over time, by that of the newest bucket.">
            <RadioButtonGroup aria-label="Order" options={SORTS} value={query.sort ?? 'calls'} onChange={(sort) => change({ sort })} />
          </EditorField>
        )}
        <RatioTrustFields {...field} />
        <ShapeField {...field} />
      </EditorRow>
    </>
  );
}

export const ratioEditor: KindEditor = {
  title: 'Ratio',
  help: 'ASR and related ratios, or custom ratios',
  question: 'Is that good enough?',
  panels: ({ over, shape }) =>
    shape === 'table' ? ['Table'] : over === 'time' ? ['Time series', 'State timeline'] : ['Stat', 'Gauge', 'Bar gauge'],
  summary: ratioWords,
  Fields: RatioRows,
};
