import { EditorRow } from '@grafana/plugin-ui';
import { AgainstFields } from '../../editor/fields/AgainstFields';
import { ExaminedField } from '../../editor/fields/ExaminedField';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import type { KindEditor } from '../editor';
import { ChangesFields } from './ChangesFields';

/** What calls are compared with, and which dimensions may explain the change. */
function ChangesRow(props: KindFieldProps) {
  return (
    <EditorRow>
      <AgainstFields {...props} />
      <ExaminedField {...props} />
      <ChangesFields {...props} />
    </EditorRow>
  );
}

export const changesEditor: KindEditor = {
  title: 'Changes',
  help: 'What explains the change of the answered share',
  Fields: ChangesRow,
};
