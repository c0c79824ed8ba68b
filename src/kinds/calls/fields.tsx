import { EditorRow } from '@grafana/plugin-ui';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { TIMING_FACTS } from '../../domain/timings';
import { DEFAULT_CALLS } from './schema';
import type { KindEditor } from '../editor';
import { CallsFields } from './CallsFields';
import { message, t } from '../../editor/locale/translate';

/** The order, number and dimensions of the listed calls. */
function CallsRow(props: KindFieldProps) {
  return (
    <EditorRow>
      <CallsFields {...props} />
    </EditorRow>
  );
}

export const callsEditor: KindEditor = {
  title: message('Calls'),
  help: message('Call details, one row per call'),
  question: 'Which calls, and when?',
  panels: () => ['Table'],
  summary: ({ unit, limit = DEFAULT_CALLS, order, slowestBy = 'pdd' }) =>
    order === 'slowest'
      ? t('The {{limit}} slowest {{unit}} by {{timing}}', {
          limit,
          unit: unit === 'attempts' ? t('attempts') : t('calls'),
          timing: t(TIMING_FACTS[slowestBy].title),
        })
      : t('The {{limit}} newest {{unit}}', { limit, unit: unit === 'attempts' ? t('attempts') : t('calls') }),
  Fields: CallsRow,
};
