import { EditorRow } from '@grafana/plugin-ui';
import { ExaminedField } from '../../editor/fields/ExaminedField';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { listed } from '../../editor/fields/summaryWords';
import type { KindEditor } from '../editor';
import { TriageFields } from './TriageFields';
import { message, t } from '../../editor/locale/translate';

/** The results to explain, and the dimensions to examine. */
function TriageRow(props: KindFieldProps) {
  return (
    <EditorRow>
      <TriageFields {...props} />
      <ExaminedField {...props} />
    </EditorRow>
  );
}

export const triageEditor: KindEditor = {
  title: message('Triage'),
  help: message('Causes of unanswered calls, and what to check first'),
  question: 'What changed, and why?',
  panels: () => ['Table'],
  summary: ({ of, dimensions = [] }) => {
    const causes =
      of === 'each' ? t('Causes of each result that is not answered') : t('Causes of the most frequent result that is not answered');
    return dimensions.length === 0 ? causes : t('{{causes}}, by {{dimensions}}', { causes, dimensions: listed(dimensions) });
  },
  Fields: TriageRow,
};
