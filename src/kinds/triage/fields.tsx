import { EditorRow } from '@grafana/plugin-ui';
import { ExaminedField } from '../../editor/fields/ExaminedField';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { listed } from '../../editor/fields/summaryWords';
import type { KindEditor } from '../editor';
import { TriageFields } from './TriageFields';

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
  title: 'Triage',
  help: 'Causes of unanswered calls, and what to check first',
  question: 'What changed, and why?',
  panels: () => ['Table'],
  summary: ({ of, dimensions = [] }) =>
    `Causes of ${of === 'each' ? 'each result' : 'the most frequent result'} that is not answered${dimensions.length === 0 ? '' : `, by ${listed(dimensions)}`}`,
  Fields: TriageRow,
};
