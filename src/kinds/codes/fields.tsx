import type { KindEditor } from '../editor';

export const codesEditor: KindEditor = {
  title: 'Codes',
  help: 'The status codes behind the results',
  Fields: null,
};
