import { EditorRow } from '@grafana/plugin-ui';
import { BucketFields } from '../../editor/fields/BucketFields';
import { MeasureFields } from '../../editor/fields/MeasureFields';
import { ShapeField } from '../../editor/fields/ShapeField';
import { SplitFields } from '../../editor/fields/SplitFields';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { measureWords, overTime } from '../../editor/fields/summaryWords';
import type { KindEditor } from '../editor';
import { message, t } from '../../editor/locale/translate';

/** What is counted, by what it is split, and in which buckets. */
function TrendFields(props: KindFieldProps) {
  return (
    <EditorRow>
      <MeasureFields {...props} />
      <SplitFields {...props} />
      <BucketFields {...props} />
      <ShapeField {...props} />
    </EditorRow>
  );
}

export const trendEditor: KindEditor = {
  title: message('Trend'),
  help: message('Calls per result, over time'),
  question: 'How did calls end?',
  panels: ({ shape }) => (shape === 'table' ? ['Table'] : ['Time series', 'Bar chart']),
  summary: (query) => overTime(t('{{measure}} by result', { measure: measureWords(query) }), query),
  Fields: TrendFields,
};
