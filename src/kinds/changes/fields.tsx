import { EditorRow } from '@grafana/plugin-ui';
import { AgainstFields } from '../../editor/fields/AgainstFields';
import { ExaminedField } from '../../editor/fields/ExaminedField';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { baselineWords, currentWords, listed } from '../../editor/fields/summaryWords';
import type { KindEditor } from '../editor';
import { ChangesFields } from './ChangesFields';
import { message, t } from '../../editor/locale/translate';

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
  title: message('Changes'),
  help: message('What explains the change of the answered share'),
  question: 'What changed, and why?',
  panels: () => ['Table'],
  summary: ({ against, dimensions = [] }) => {
    const sides = { current: currentWords(against), baseline: baselineWords(against) };
    const change = t('Change of the answered share{{current}} against {{baseline}}', sides);
    return dimensions.length === 0 ? change : t('{{change}}, explained by {{dimensions}}', { change, dimensions: listed(dimensions) });
  },
  Fields: ChangesRow,
};
