import type { SelectableValue } from '@grafana/data';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { BucketFields } from '../../editor/fields/BucketFields';
import type { EditedQuery } from '../../editor/fields/editedQuery';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { RatiosField } from '../../editor/fields/RatiosField';
import { RatioTrustFields } from './RatioTrustFields';
import { SplitFields } from '../../editor/fields/SplitFields';
import type { KindEditor } from '../editor';

const OVER: SelectableValue<NonNullable<EditedQuery['over']>>[] = [
  { value: 'range', label: 'Range', description: 'One number for the whole time range' },
  { value: 'time', label: 'Time', description: 'One number per bucket' },
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
        <RatioTrustFields {...field} />
      </EditorRow>
    </>
  );
}

export const ratioEditor: KindEditor = {
  title: 'Ratio',
  help: 'ASR and related ratios, or custom ratios',
  Fields: RatioRows,
};
