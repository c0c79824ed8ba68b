import { withStatusCodes } from '../../../../src/backend/stores/decorators/withStatusCodes';
import { compileRules } from '../../../../src/domain/rules';
import { VOCABULARIES } from '../../../../src/domain/vocabularies/vocabularies';
import { ask, numberColumns, rowsOf } from '../../../kinds/queryHarness';
import { FROM } from '../../../kinds/callsArbitrary';
import { MemoryStore } from '../../../kinds/memoryStore';

const rules = compileRules([], VOCABULARIES.asterisk);
const endings: readonly (readonly [number | null, string | null])[] = [
  [null, 'ANSWERED'],
  [null, 'ANSWERED'],
  [200, null],
  [null, 'BUSY'],
  [486, null],
  [null, 'FAILED'],
  [null, 'UNKNOWN'],
  [null, null],
];
const store = withStatusCodes(
  new MemoryStore(
    endings.map(([code, word], index) => ({ time: FROM + index, code, word, dimensions: {} })),
    []
  ),
  rules
);

test('ratios take words as the codes that they stand for', async () => {
  const table = await ask(store, { kind: 'ratio', ratios: ['ASR', 'SEER'], over: 'range' }, { rules });
  // Answered are 3 of 8; effective besides them BUSY and 486, so 5 of 8.
  expect(numberColumns(table).map(({ values }) => values[0])).toEqual([3 / 8, 5 / 8]);
});

test('codes stand beside the words, which stay', async () => {
  const rows = rowsOf(await ask(store, { kind: 'codes' }, { rules }));
  const told = rows.map(({ code, word, result, calls }) => [code, word, result, calls]);
  expect(told).toEqual([
    [200, 'ANSWERED', 'answered', 2],
    [200, null, 'answered', 1],
    [486, null, 'busy', 1],
    [486, 'BUSY', 'busy', 1],
    [NaN, null, 'unclassified', 1],
    [NaN, 'FAILED', 'failed', 1],
    [NaN, 'UNKNOWN', 'unclassified', 1],
  ]);
});
