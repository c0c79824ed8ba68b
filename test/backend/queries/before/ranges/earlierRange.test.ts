import { baselineRange } from '../../../../../src/backend/queries/before/ranges/earlierRange';
import { ask, rowsOf } from '../../../../kinds/queryHarness';
import { MemoryStore, type TestCall } from '../../../../kinds/memoryStore';

const utc = (text: string) => Date.parse(text);
const HOUR = 3_600_000;

function baseline(against: Parameters<typeof baselineRange>[0], from: string, to: string, zone = 'Europe/Berlin'): string[] {
  const range = baselineRange(against, { from: utc(from), to: utc(to) }, zone);
  return [range.from, range.to].map((at) => new Date(at).toISOString().replace('.000', ''));
}

test('the range before ends where this one begins', () => {
  expect(baseline({ type: 'previous' }, '2026-11-23T08:00:00Z', '2026-11-23T10:00:00Z')).toEqual([
    '2026-11-23T06:00:00Z',
    '2026-11-23T08:00:00Z',
  ]);
  expect(baselineRange({ type: 'previous' }, { from: HOUR, to: 3 * HOUR }, 'UTC')).toEqual({ from: 0, to: HOUR });
});

// Clocks in Berlin went back on 25 October 2026 at 01:00 UTC: 08:00 there was 06:00Z before and 07:00Z after.
test.each([
  ['1w', '2026-10-21T06:00:00Z', '2026-10-21T18:00:00Z'],
  ['7d', '2026-10-21T06:00:00Z', '2026-10-21T18:00:00Z'],
  ['168h', '2026-10-21T07:00:00Z', '2026-10-21T19:00:00Z'],
  ['2w', '2026-10-14T06:00:00Z', '2026-10-14T18:00:00Z'],
  ['1h', '2026-10-28T06:00:00Z', '2026-10-28T18:00:00Z'],
])('%s before 8 to 20 in Berlin', (by, from, to) => {
  expect(baseline({ type: 'shift', by }, '2026-10-28T07:00:00Z', '2026-10-28T19:00:00Z')).toEqual([from, to]);
});

test('a day of 24 hours is held against one of 25', () => {
  expect(baseline({ type: 'shift', by: '1d' }, '2026-10-25T23:00:00Z', '2026-10-26T23:00:00Z')).toEqual([
    '2026-10-24T22:00:00Z',
    '2026-10-25T23:00:00Z',
  ]);
  expect(baseline({ type: 'shift', by: '1d' }, '2026-10-26T00:00:00Z', '2026-10-27T00:00:00Z', 'UTC')).toEqual([
    '2026-10-25T00:00:00Z',
    '2026-10-26T00:00:00Z',
  ]);
});

describe('which calls are on which side', () => {
  const call = (at: string, code: number, trunk: string): TestCall => ({ time: utc(at), code, word: null, dimensions: { trunk } });
  const store = new MemoryStore(
    [
      call('2026-11-16T08:30:00Z', 486, 't1'),
      call('2026-11-23T07:30:00Z', 487, 't1'),
      call('2026-11-23T08:30:00Z', 200, 't1'),
      call('2026-11-23T08:31:00Z', 200, 't2'),
      call('2026-11-23T08:32:00Z', 408, 't3'),
    ],
    ['trunk']
  );
  const range = { from: utc('2026-11-23T08:00:00Z'), to: utc('2026-11-23T09:00:00Z') };
  const T1 = [{ dimension: 'trunk', operator: '=', values: ['t1'] }];

  test.each([
    [
      'previous',
      {},
      [
        [200, 0, 2],
        [408, 0, 1],
        [487, 1, 0],
      ],
    ],
    [
      'filters of the query hold on both sides',
      { filters: T1 },
      [
        [200, 0, 1],
        [487, 1, 0],
      ],
    ],
    [
      'shift',
      { against: { type: 'shift', by: '1w' } },
      [
        [200, 0, 2],
        [408, 0, 1],
        [486, 1, 0],
      ],
    ],
    [
      "filters of the baseline stand instead of the query's",
      { filters: T1, against: { type: 'filters', filters: [{ dimension: 'trunk', operator: '=~', values: ['t[23]'] }] } },
      [
        [200, 1, 1],
        [408, 1, 0],
      ],
    ],
    [
      'runs',
      { against: { type: 'runs', dimension: 'trunk', baseline: ['t1'], current: ['t2', 't3'] } },
      [
        [200, 1, 1],
        [408, 0, 1],
      ],
    ],
    [
      'runs under filters',
      { filters: T1, against: { type: 'runs', dimension: 'trunk', baseline: ['t1'], current: ['t2'] } },
      [[200, 1, 0]],
    ],
  ])('%s', async (_name, query, expected) => {
    const rows = rowsOf(await ask(store, { kind: 'comparison', by: 'code', ...query }, { range }));
    const counted = rows.map((row) => [Number(row.code), row['baseline calls'], row.calls]);
    expect(counted.sort(([a], [b]) => Number(a) - Number(b))).toEqual(expected);
  });

  test('a baseline that reaches into the range is told', async () => {
    const notices = async (by: string) =>
      (await ask(store, { kind: 'comparison', against: { type: 'shift', by } }, { range: { from: range.from - 3_600_000, to: range.to } }))
        .notices;
    expect(await notices('1h')).toEqual([{ severity: 'warning', text: expect.stringContaining('ends at 2026-11-23T08:00:00Z') }]);
    expect(await notices('1w')).toEqual([]);
  });
});
