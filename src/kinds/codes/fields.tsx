import type { KindEditor } from '../editor';

export const codesEditor: KindEditor = {
  title: 'Codes',
  help: 'Which status codes the results come from',
  Fields: null,
};
