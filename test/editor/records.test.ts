import { RecordsResource } from '../../src/editor/records';

test('values that look the same with their digits hidden are offered once', async () => {
  const values = [
    { value: '+49****', calls: 5 },
    { value: 't1', calls: 4 },
    { value: '+49****', calls: 3 },
  ];
  const records = new RecordsResource({ getResource: <T>() => Promise.resolve({ values, more: true } as T) });
  expect(await records.values({ dimension: 'from' })).toEqual({
    values: [
      { value: '+49****', calls: 8 },
      { value: 't1', calls: 4 },
    ],
    more: true,
  });
});
