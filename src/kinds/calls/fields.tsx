import { EditorRow } from '@grafana/plugin-ui';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import type { KindEditor } from '../editor';
import { CallsFields } from './CallsFields';

/** The order, number and dimensions of the listed calls. */
function CallsRow(props: KindFieldProps) {
  return (
    <EditorRow>
      <CallsFields {...props} />
    </EditorRow>
  );
}

export const callsEditor: KindEditor = {
  title: 'Calls',
  help: 'Call details, one row per call',
  Fields: CallsRow,
};
