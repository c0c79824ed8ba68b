import type { Records, ValuesRequest } from '../../src/editor/records';
import { findOptions } from '../../src/editor/variables/options';

const asked: ValuesRequest[] = [];
const records: Records = {
  dimensions: () => Promise.resolve(['run_id']),
  codes: () => Promise.resolve([]),
  values: (request) => {
    asked.push(request);
    return Promise.resolve({
      values: [
        { value: '', calls: 9 },
        { value: 'run-2', calls: 1 },
        { value: 'run-1', calls: 3 },
      ],
      more: false,
    });
  },
};

test('calls without a run are not listed: the newest one is on top', async () => {
  const runs = await findOptions({ refId: 'v', type: 'runs', dimension: 'run_id' }, records);
  expect(runs).toEqual([
    { text: 'run-2', value: 'run-2' },
    { text: 'run-1', value: 'run-1' },
  ]);
  expect(asked.at(-1)).toMatchObject({ dimension: 'run_id', order: 'newest' });
});

test('a missing value of a dimension can be chosen', async () => {
  const [first] = await findOptions({ refId: 'v', type: 'values', dimension: 'run_id' }, records);
  expect(first).toEqual({ text: '(none)', value: '' });
});

test('the dimensions of the records can be chosen, to split by one of them', async () => {
  expect(await findOptions({ refId: 'v', type: 'dimensions' }, records)).toEqual([{ text: 'run_id', value: 'run_id' }]);
});
