import { EditorRow } from '@grafana/plugin-ui';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import type { KindEditor } from '../editor';
import { CallsFields } from './CallsFields';

/** Which calls are listed first, and what of them. */
function CallsRow(props: KindFieldProps) {
  return (
    <EditorRow>
      <CallsFields {...props} />
    </EditorRow>
  );
}

export const callsEditor: KindEditor = {
  title: 'Calls',
  help: 'The calls themselves',
  Fields: CallsRow,
};
