import { EditorRow } from '@grafana/plugin-ui';
import { AgainstFields } from '../../editor/fields/AgainstFields';
import { ExaminedField } from '../../editor/fields/ExaminedField';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { baselineWords, currentWords, listed } from '../../editor/fields/summaryWords';
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
  question: 'What changed, and why?',
  panels: () => ['Table'],
  summary: ({ against, dimensions = [] }) =>
    `Change of the answered share${currentWords(against)} against ${baselineWords(against)}${dimensions.length === 0 ? '' : `, explained by ${listed(dimensions)}`}`,
  Fields: ChangesRow,
};
