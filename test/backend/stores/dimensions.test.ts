import { recordText } from '../../../src/domain/recordText';
import { selectResults } from '../../../src/backend/stores/selectResults';
import { codesOf, PATIENT, RecordsFolder } from '../../support/records';
import { writeParquet } from '../../support/duckdb';
import type { CallResult } from '../../../src/domain/results';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

async function derived(values: readonly string[], dimension: Record<string, unknown>): Promise<string[]> {
  const lines = values.map((from, n) =>
    JSON.stringify({ start_time: '2026-11-23 08:00:00', sip_code: 200, from, n: String(n).padStart(3, '0') })
  );
  const records = await folder.open({
    path: folder.put({ 'calls.ndjson': lines.join('\n') }),
    dimensions: [{ name: 'd', column: 'from', ...dimension }],
  });
  const found = (await records.calls(['n', 'd'])).map(({ dimensions }) => dimensions);
  return found.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)).map(([, value = '']) => value);
}

test('domain of an address', async () => {
  const addresses: Record<string, string> = {
    'alice@example.org': 'example.org',
    'sip:alice@Example.ORG': 'example.org',
    'sip:example.org': 'example.org',
    'sip:example.org:5060': 'example.org',
    '"Alice" <sip:alice@example.org:5060;transport=tcp>;tag=x': 'example.org',
    '"a@b" <sip:alice@example.org>': 'example.org',
    '<sips:alice@10.0.0.1>': '10.0.0.1',
    'sip:alice@[2001:db8::1]:5060': '[2001:db8::1]',
    'sip:[2001:db8::1]': '[2001:db8::1]',
    'sip:alice@example.org?subject=x': 'example.org',
    'tel:+4930123': '',
    '+4930123': '',
    '': '',
  };
  expect(await derived(Object.keys(addresses), { derive: 'domain' })).toEqual(Object.values(addresses));
});

test('leading digits: the longest prefix wins, in whatever order they stand', async () => {
  const numbers: Record<string, string> = {
    '4930123': '4930',
    '+4930123': '4930',
    '4940123': '+49',
    'sip:+4930123@x': '4930',
    'tel:4915': '+4915',
    '"Bob 4930" <sip:4915@x>': '+4915',
    '1212': '1',
    '0049': '',
    alice: '',
    '': '',
  };
  expect(await derived(Object.keys(numbers), { derive: 'prefix', prefixes: ['+49', '1', '4930', '+4915'] })).toEqual(
    Object.values(numbers)
  );
});

test('direction by own domains and own numbers', async () => {
  const lines = [
    ['sip:a@own.org', 'sip:b@other.org', 'outbound'],
    ['sip:a@other.org', 'sip:b@OWN.org', 'inbound'],
    ['sip:a@own.org', 'sip:+4930999@other.org', 'internal'],
    ['sip:a@notown.org', 'sip:b@own.org.evil', 'transit'],
    ['', '', 'transit'],
    ['4930111', '4940', 'outbound'],
  ];
  const where = folder.put({
    'calls.ndjson': lines
      .map(([from, to, expected]) => JSON.stringify({ start_time: '2026-11-23 08:00:00', sip_code: 200, from, to, expected }))
      .join('\n'),
  });
  const records = await folder.open({
    path: where,
    dimensions: [{ name: 'direction', derive: 'direction', from: 'from', to: 'to', own: ['Own.org', '+4930'] }],
  });
  for (const { dimensions } of await records.calls(['direction', 'expected'])) {
    expect(dimensions[0]).toBe(dimensions[1]);
  }
});

test('a dimension may replace the column of its name, and one without its column is left out', async () => {
  const where = folder.put({ 'calls.csv': 'start_time,sip_code,from\n2026-11-23 08:00:00,200,a@x\n' });
  const records = await folder.open({
    path: where,
    dimensions: [
      { name: 'from', column: 'from', derive: 'domain' },
      { name: 'gone', column: 'nowhere' },
      { name: 'code', column: 'sip_code' },
    ],
  });
  expect(await records.values('from')).toEqual({ x: 1 });
  expect(await records.values('code')).toEqual({ 200: 1 });
  expect((await records.extent()).dimensions).not.toContain('gone');
});

/** Calls made by a formula, with what they are known to be: asked as CSV and as Parquet. */
interface Call {
  readonly minute: number;
  readonly code: number;
  readonly trunk: string;
  readonly region: string;
}
const CALLS: readonly Call[] = Array.from({ length: 600 }, (_, n) => ({
  minute: n % 50,
  code: [200, 200, 486, 404, 503, 487, 0][(n * 5 + (n % 3)) % 7] ?? 0,
  trunk: ['t1', 't1', 't2', '', 'T3', 'a t'][(n * 5 + Math.floor(n / 7)) % 6] ?? '',
  region: ['north', '', 'south'][n % 3] ?? '',
}));
const RESULT_OF: Readonly<Record<number, CallResult>> = {
  200: 'answered',
  486: 'busy',
  404: 'failed',
  503: 'unavailable',
  487: 'cancelled',
  0: 'unclassified',
};
const START = Date.parse('2026-11-23T08:00:00Z');
const CSV = `start_time,sip_code,trunk,region\n${CALLS.map(({ minute, code, trunk, region }) => `2026-11-23 08:${String(minute).padStart(2, '0')}:00,${code},${trunk},${region}`).join('\n')}\n`;

function countBy(calls: readonly Call[], key: (call: Call) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) {
    counts[key(call)] = (counts[key(call)] ?? 0) + 1;
  }
  return counts;
}

function ranked(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

describe.each(['CSV', 'Parquet'])('counting in %s', (format) => {
  let where: string;
  beforeAll(async () => {
    where = folder.put({ 'calls.csv': CSV });
    if (format === 'Parquet') {
      const csv = folder.at(`${where}/calls.csv`);
      where = folder.put({});
      await writeParquet(
        folder.at(`${where}/calls.parquet`),
        `select cast(start_time as timestamp) as start_time, cast(sip_code as integer) as sip_code, trunk, region from read_csv('${csv}', all_varchar = true)`
      );
    }
  });
  const open = () => folder.open({ path: where });

  test('filters include and exclude, a missing value is the empty text', async () => {
    const records = await open();
    for (const values of [['t1'], [''], ['t1', ''], ['T3', 'nobody'], ['nobody'], ['t3']]) {
      for (const includes of [true, false]) {
        const kept = CALLS.filter(({ trunk }) => values.includes(trunk) === includes);
        expect(await records.codes({ filters: [{ dimension: 'trunk', includes, values }] })).toEqual(
          countBy(kept, ({ code }) => String(code))
        );
      }
    }
    const both = CALLS.filter(({ trunk, region }) => trunk === 't1' && region !== 'north');
    expect(
      await records.codes({
        filters: [
          { dimension: 'trunk', includes: true, values: ['t1'] },
          { dimension: 'region', includes: false, values: ['north'] },
        ],
      })
    ).toEqual(countBy(both, ({ code }) => String(code)));
    expect(await records.codes({ filters: [{ dimension: 'trunk', includes: true, values: [] }] })).toEqual({});
  });

  test('a range takes its first moment and not its last', async () => {
    const records = await open();
    const kept = CALLS.filter(({ minute }) => minute >= 10 && minute < 20);
    expect(await records.codes({ range: { from: START + 10 * 60_000, to: START + 20 * 60_000 } })).toEqual(
      countBy(kept, ({ code }) => String(code))
    );
    expect(await records.codes({ range: { from: START, to: START } })).toEqual({});
  });

  test.each([
    [['trunk'], [['t1'], ['']]],
    [['trunk'], [['nobody']]],
    [['trunk'], []],
    [
      ['trunk', 'region'],
      [
        ['t1', 'north'],
        ['', ''],
        ['t2', 'south'],
        ['north', 't1'],
      ],
    ],
    [['region', 'trunk'], [['north', 't1']]],
  ] as [('trunk' | 'region')[], string[][]][])('split by %j into %j and all others', async (dimensions, groups) => {
    const records = await open();
    const grid = { stepMs: 600_000, offsets: [{ until: null, offsetMs: 0 }] };
    const answer = await records.store.ask({ kind: 'counts', range: null, filters: [], grid, split: { dimensions, groups } }, PATIENT);
    const found: Record<string, number> = {};
    answer.calls.forEach((calls, row) => {
      const key = [answer.bucket?.[row], answer.group?.[row], answer.code[row]].join();
      found[key] = (found[key] ?? 0) + calls;
    });
    const keyOf = (call: Call) => groups.findIndex((group) => group.every((value, index) => call[dimensions[index] ?? 'trunk'] === value));
    expect(found).toEqual(countBy(CALLS, (call) => [Math.floor((START + call.minute * 60_000) / 600_000), keyOf(call), call.code].join()));
  });

  test.each([[['trunk']], [['trunk', 'region']], [['region', 'trunk']]] as ('trunk' | 'region')[][][])(
    'every combination of %j is distinguished, and when its first call was',
    async (dimensions) => {
      const records = await open();
      const grid = { stepMs: 600_000, offsets: [{ until: null, offsetMs: 0 }] };
      const question = { kind: 'breakdown', range: null, filters: [], grid, dimensions, first: true } as const;
      const { values, first, group, bucket, code, calls, tooMany } = await records.store.ask({ ...question, maxEntries: 10_000 }, PATIENT);
      const found: Record<string, number> = {};
      calls.forEach((count, row) => {
        const key = [bucket?.[row], ...(values[group?.[row] ?? -1] ?? []), code[row]].join();
        found[key] = (found[key] ?? 0) + count;
      });
      const valuesOf = (call: Call) => dimensions.map((name) => call[name]);
      expect(found).toEqual(
        countBy(CALLS, (call) => [Math.floor((START + call.minute * 60_000) / 600_000), ...valuesOf(call), call.code].join())
      );
      for (const [index, combination] of values.entries()) {
        const minutes = CALLS.filter((call) => valuesOf(call).join() === combination.join()).map(({ minute }) => minute);
        const ofRows = Array.from(first ?? []).filter((_, row) => group?.[row] === index);
        expect(Math.min(...ofRows)).toBe(START + Math.min(...minutes) * 60_000);
      }
      expect(tooMany).toBe(false);
      const exactly = await records.store.ask({ ...question, maxEntries: calls.length }, PATIENT);
      expect(exactly.tooMany).toBe(false);
      const less = await records.store.ask({ ...question, maxEntries: calls.length - 1 }, PATIENT);
      expect({ tooMany: less.tooMany, calls: less.calls.length, values: less.values }).toEqual({ tooMany: true, calls: 0, values: [] });
    }
  );

  test('groups known to be complete count the same', async () => {
    const records = await open();
    const split = { dimensions: ['trunk'], groups: [['t1'], ['t2'], [''], ['T3'], ['a t']] };
    const ask = async (complete: boolean) => {
      const answer = await records.store.ask(
        { kind: 'counts', range: null, filters: [], grid: null, split: { ...split, complete } },
        PATIENT
      );
      return [...answer.calls].map((calls, row) => [answer.group?.[row], answer.code[row], calls].join()).sort();
    };
    expect(await ask(true)).toEqual(await ask(false));
  });

  test('values are ranked by the calls of the wanted results, ties by value, and tell if there are more', async () => {
    const records = await open();
    for (const results of [
      ['busy'],
      ['busy', 'failed'],
      ['unclassified'],
      ['answered', 'unclassified'],
      ['timeout'],
      [],
    ] as CallResult[][]) {
      const expected = ranked(
        countBy(
          CALLS.filter(({ code }) => results.includes(RESULT_OF[code] ?? 'failed')),
          ({ trunk }) => trunk
        )
      );
      const answer = await records.store.ask(
        {
          kind: 'values',
          dimensions: ['trunk'],
          range: null,
          filters: [],
          only: selectResults(records.rules, results),
          search: '',
          limit: 3,
        },
        PATIENT
      );
      expect({ ranking: answer.values.map(([value], row) => [value, answer.calls[row]]), more: answer.more }).toEqual({
        ranking: expected.slice(0, 3),
        more: expected.length > 3,
      });
    }
  });

  test('pairs of values are ranked too', async () => {
    const records = await open();
    const answer = await records.store.ask(
      { kind: 'values', dimensions: ['trunk', 'region'], range: null, filters: [], only: null, search: '', limit: 100 },
      PATIENT
    );
    expect(Object.fromEntries(answer.values.map((pair, row) => [pair.join('|'), answer.calls[row]]))).toEqual(
      countBy(CALLS, ({ trunk, region }) => `${trunk}|${region}`)
    );
    expect(answer.more).toBe(false);
  });

  test.each(['t', 'T', 'a T', '', 'north', '%', '_'])(
    'a search for "%s" looks at the first dimension, whatever its case',
    async (search) => {
      const records = await open();
      const answer = await records.store.ask(
        { kind: 'values', dimensions: ['trunk', 'region'], range: null, filters: [], only: null, search, limit: 100 },
        PATIENT
      );
      const expected = countBy(
        CALLS.filter(({ trunk }) => trunk.toLowerCase().includes(search.toLowerCase())),
        ({ trunk, region }) => `${trunk}|${region}`
      );
      expect(Object.fromEntries(answer.values.map((pair, row) => [pair.join('|'), answer.calls[row]]))).toEqual(expected);
    }
  );

  test('exactly as many values as the limit are not more', async () => {
    const records = await open();
    const answer = await records.store.ask(
      { kind: 'values', dimensions: ['trunk'], range: null, filters: [], only: null, search: '', limit: 5 },
      PATIENT
    );
    expect([answer.values.length, answer.more]).toEqual([5, false]);
  });

  test('a page of records is the newest', async () => {
    const records = await open();
    const { records: page } = await records.store.ask(
      {
        kind: 'records',
        range: null,
        filters: [{ dimension: 'trunk', includes: true, values: ['t2'] }],
        dimensions: ['trunk'],
        limit: 4,
        order: 'time',
        only: null,
        after: null,
      },
      PATIENT
    );
    const newest = CALLS.filter(({ trunk }) => trunk === 't2')
      .map(({ minute }) => START + minute * 60_000)
      .sort((a, b) => b - a)
      .slice(0, 4);
    expect(page.map(({ time }) => time)).toEqual(newest);
    expect(page.every(({ dimensions }) => dimensions[0] === recordText('t2'))).toBe(true);
  });

  test('buckets of days follow the clocks of a zone', async () => {
    const records = await open();
    const ask = async (offsetMs: number) => {
      const answer = await records.store.ask(
        {
          kind: 'counts',
          range: null,
          filters: [],
          grid: {
            stepMs: 86_400_000,
            offsets: [
              { until: START + 30 * 60_000, offsetMs: 0 },
              { until: null, offsetMs },
            ],
          },
          split: null,
        },
        PATIENT
      );
      const days: Record<string, number> = {};
      answer.calls.forEach((calls, row) => (days[answer.bucket?.[row] ?? -1] = (days[answer.bucket?.[row] ?? -1] ?? 0) + calls));
      return days;
    };
    const day = Math.floor(START / 86_400_000);
    const early = CALLS.filter(({ minute }) => minute < 30).length;
    expect(await ask(0)).toEqual({ [day]: 600 });
    expect(await ask(16 * 3_600_000)).toEqual({ [day]: early, [day + 1]: 600 - early });
    expect(codesOf(await records.counts())).toEqual(countBy(CALLS, ({ code }) => String(code)));
  });
});
