import type { KindEditor } from '../editor';

export const codesEditor: KindEditor = {
  title: 'Codes',
  help: 'The status codes behind the results',
  question: 'How did calls end?',
  panels: () => ['Table'],
  summary: ({ unit }) => `${unit === 'attempts' ? 'Attempts' : 'Calls'} by status code`,
  Fields: null,
};
