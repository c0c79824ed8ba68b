import type { KindEditor } from '../editor';
import { message, t } from '../../editor/locale/translate';

export const codesEditor: KindEditor = {
  title: message('Codes'),
  help: message('The status codes behind the results'),
  question: 'How did calls end?',
  panels: () => ['Table'],
  summary: ({ unit }) => t('{{counted}} by status code', { counted: unit === 'attempts' ? t('Attempts') : t('Calls') }),
  Fields: null,
};
