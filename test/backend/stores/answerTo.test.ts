import type { StoreAnswer } from '../../../src/backend/stores/store';
import { answerTo } from '../../../src/backend/stores/store';

const ANSWER: StoreAnswer = {
  kind: 'columns',
  columns: [],
  statement: '',
  parameters: [],
  statementMs: 0,
  unread: { rows: 0, reasons: [] },
  origin: { records: [], rollup: null },
};

test('an answer has the type of its question', () => {
  expect(answerTo({ kind: 'columns' }, ANSWER).columns).toEqual([]);
});

test('an answer of another kind than its question is a fault of the plugin', () => {
  expect(() => answerTo({ kind: 'extent' }, ANSWER)).toThrow(expect.objectContaining({ kind: 'plugin' }));
});
