import { EditorRow } from '@grafana/plugin-ui';
import { MeasureFields } from '../../editor/fields/MeasureFields';
import { ShapeField } from '../../editor/fields/ShapeField';
import { SplitFields } from '../../editor/fields/SplitFields';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { measureWords } from '../../editor/fields/summaryWords';
import type { KindEditor } from '../editor';
import { message, t } from '../../editor/locale/translate';

/** What is counted, and by what it is split. */
function DistributionFields(props: KindFieldProps) {
  return (
    <EditorRow>
      <MeasureFields {...props} />
      <SplitFields {...props} />
      <ShapeField {...props} />
    </EditorRow>
  );
}

export const distributionEditor: KindEditor = {
  title: message('Distribution'),
  help: message('Calls per result, over the whole time range'),
  question: 'How did calls end?',
  panels: ({ shape }) => (shape === 'table' ? ['Table'] : ['Bar gauge', 'Pie chart', 'Stat']),
  summary: (query) => t('{{measure}} by result', { measure: measureWords(query) }),
  Fields: DistributionFields,
};
