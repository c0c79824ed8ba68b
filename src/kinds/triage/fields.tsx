import { EditorRow } from '@grafana/plugin-ui';
import { ExaminedField } from '../../editor/fields/ExaminedField';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import type { KindEditor } from '../editor';
import { TriageFields } from './TriageFields';

/** Which results are looked at, and where. */
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
  help: 'What is wrong with the calls that were not answered, and what to check first',
  Fields: TriageRow,
};
