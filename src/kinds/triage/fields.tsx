import { EditorRow } from '@grafana/plugin-ui';
import { ExaminedField } from '../../editor/fields/ExaminedField';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
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
  help: 'Causes of calls that were not answered, and what to check first',
  Fields: TriageRow,
};
