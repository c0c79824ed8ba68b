import { encodeFrame } from '../../src/backend/frames/arrow';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';

test('fields of one name keep their own labels, missing values are null, times are milliseconds', () => {
  const time = Float64Array.of(Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2));
  const bytes = encodeFrame({
    name: 'Call results',
    refId: 'A',
    meta: {
      type: 'timeseries-wide',
      typeVersion: [0, 1],
      custom: { calls: 5 },
      executedQueryString: 'select 1',
      preferredVisualisationType: 'graph',
    },
    fields: [
      { name: 'time', type: 'time', values: time, nullable: false, config: {} },
      {
        name: 'calls',
        type: 'number',
        labels: { result: 'answered' },
        values: Float64Array.of(3, 2),
        nullable: false,
        config: { unit: 'locale' },
      },
      { name: 'calls', type: 'number', labels: { result: 'busy' }, values: Float64Array.of(NaN, 0), nullable: true, config: {} },
      { name: 'word', type: 'string', values: ['ä', null], nullable: true, config: {} },
    ],
  });
  expect(decodeFrame(bytes)).toEqual({
    schema: {
      name: 'Call results',
      refId: 'A',
      meta: {
        type: 'timeseries-wide',
        typeVersion: [0, 1],
        custom: { calls: 5 },
        executedQueryString: 'select 1',
        preferredVisualisationType: 'graph',
      },
      fields: [
        { name: 'time', type: 'time', labels: undefined, config: {} },
        { name: 'calls', type: 'number', labels: { result: 'answered' }, config: { unit: 'locale' } },
        { name: 'calls', type: 'number', labels: { result: 'busy' }, config: {} },
        { name: 'word', type: 'string', labels: undefined, config: {} },
      ],
    },
    data: {
      values: [
        [1767225600000, 1767312000000],
        [3, 2],
        [null, 0],
        ['ä', null],
      ],
    },
  });
});
