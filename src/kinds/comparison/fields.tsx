import { EditorRow } from '@grafana/plugin-ui';
import { AgainstFields } from '../../editor/fields/AgainstFields';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { baselineWords, currentWords } from '../../editor/fields/summaryWords';
import type { KindEditor } from '../editor';
import { ComparisonFields } from './ComparisonFields';
import { message, t } from '../../editor/locale/translate';

/** What calls are compared with, and how differences are judged. */
function ComparisonRow(props: KindFieldProps) {
  return (
    <EditorRow>
      <AgainstFields {...props} />
      <ComparisonFields {...props} />
    </EditorRow>
  );
}

export const comparisonEditor: KindEditor = {
  title: message('Comparison'),
  help: message('Results that got worse or better than a baseline'),
  question: 'What changed, and why?',
  panels: ({ shape }) => (shape === 'series' ? ['Stat'] : ['Table']),
  summary: ({ by, against }) =>
    t('{{rows}}{{current}} compared with {{baseline}}', {
      rows: by === 'code' ? t('Status codes') : t('Results'),
      current: currentWords(against),
      baseline: baselineWords(against),
    }),
  Fields: ComparisonRow,
};
