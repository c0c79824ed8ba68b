import { EditorRow } from '@grafana/plugin-ui';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { TIMING_FACTS } from '../../domain/timings';
import { DEFAULT_CALLS } from './schema';
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
  question: 'Which calls, and when?',
  panels: () => ['Table'],
  summary: ({ unit, limit = DEFAULT_CALLS, order, slowestBy = 'pdd' }) =>
    `The ${limit} ${order === 'slowest' ? 'slowest' : 'newest'} ${unit ?? 'calls'}${order === 'slowest' ? ` by ${TIMING_FACTS[slowestBy].title}` : ''}`,
  Fields: CallsRow,
};
