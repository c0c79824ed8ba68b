import { selectResults } from '../../../src/backend/stores/selectResults';
import { inDuckDb, writeParquet } from '../../support/duckdb';
import { type OpenRecords, PATIENT, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const DAY = { from: Date.parse('2026-10-24T00:00:00Z'), to: Date.parse('2026-10-27T00:00:00Z') };

async function openRows(rows: readonly Record<string, string | null>[], settings: Record<string, unknown> = {}) {
  return folder.open({ path: folder.put({ 'calls.ndjson': rows.map((row) => JSON.stringify(row)).join('\n') }), ...settings });
}

async function timesOf(texts: readonly string[], timeZone = 'UTC'): Promise<(string | null)[]> {
  const records = await openRows(
    texts.map((start_time, index) => ({ start_time, sip_code: '200', n: String(index) })),
    { timeZone }
  );
  const found = new Map((await records.calls(['n'])).map(({ time, dimensions }) => [dimensions[0], new Date(time).toISOString()]));
  return texts.map((_, index) => found.get(String(index)) ?? null);
}

describe('times', () => {
  const EIGHT = '2026-11-23T08:00:05.000Z';
  test.each([
    '2026-11-23 08:00:05',
    '2026-11-23T08:00:05',
    '2026-11-23T08:00:05Z',
    '2026-11-23 08:00:05Z',
    '2026-11-23T10:00:05+02:00',
    '2026-11-23 10:00:05+02',
    '2026-11-23T10:00:05+0200',
    '2026-11-23T03:00:05-05:00',
    '2026-11-23 08:00:05.000',
    '2026-11-23 08:00:05.000000',
    '2026/11/23 08:00:05',
    '1795420805',
    '1795420805.000',
    '1795420805000',
    '1795420805000000',
    ' 2026-11-23 08:00:05 ',
    '2026-11-23 08:00:05 UTC',
    '2026-11-23 08:00:05 +00:00',
  ])('%s', async (text) => {
    expect(await timesOf([text])).toEqual([EIGHT]);
  });

  test('parts of a second are kept to the millisecond', async () => {
    expect(await timesOf(['2026-11-23 08:00:05.1239', '1795420805.123', '1795420805123', '1795420805123999'])).toEqual(
      Array.from({ length: 4 }, () => '2026-11-23T08:00:05.123Z')
    );
  });

  test('an offset or an epoch is not moved by the zone, a clock is', async () => {
    expect(
      await timesOf(
        ['2026-11-23T08:00:05Z', '2026-11-23 10:00:05+02', '1795420805', '2026-11-23 08:00:05 UTC', '2026-11-23 09:00:05'],
        'Europe/Berlin'
      )
    ).toEqual(Array.from({ length: 5 }, () => EIGHT));
  });

  test('across the changes of Berlin: the repeated hour is its first occurrence, the skipped one has the offset before', async () => {
    expect(
      await timesOf(
        [
          '2026-10-25 01:59:59',
          '2026-10-25 02:00:00',
          '2026-10-25 02:30:00',
          '2026-10-25 03:00:00',
          '2026-03-29 01:59:59',
          '2026-03-29 02:30:00',
          '2026-03-29 03:00:00',
          '2025-07-01 12:00:00',
        ],
        'Europe/Berlin'
      )
    ).toEqual([
      '2026-10-24T23:59:59.000Z',
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2026-03-29T00:59:59.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2025-07-01T10:00:00.000Z',
    ]);
  });

  test('where the chosen time is missing the others replace it', async () => {
    const rows = [
      { start_time: '2026-11-23 08:00:00', answer_time: '2026-11-23 08:00:05', end_time: '2026-11-23 08:01:00', sip_code: '200' },
      { start_time: null, answer_time: '', end_time: '2026-11-23 08:02:00', sip_code: '486' },
      { start_time: 'unknown', answer_time: '2026-11-23 08:03:00', end_time: '0000-00-00 00:00:00', sip_code: '200' },
      { start_time: '', answer_time: null, end_time: 'x', sip_code: '503' },
    ];
    const starts = async (callTime?: string) => {
      const records = await openRows(rows, callTime === undefined ? {} : { callTime });
      return {
        times: (await records.calls()).map(({ time }) => new Date(time).toISOString().slice(11, 19)),
        unread: (await records.extent()).unread.rows,
      };
    };
    expect(await starts()).toEqual({ times: ['08:00:00', '08:02:00', '08:03:00'], unread: 1 });
    expect(await starts('answer')).toEqual({ times: ['08:00:05', '08:02:00', '08:03:00'], unread: 1 });
    expect(await starts('end')).toEqual({ times: ['08:01:00', '08:02:00', '08:03:00'], unread: 1 });
  });
});

describe('codes', () => {
  test('as texts, numbers with a point, words, none', async () => {
    const texts = [
      '200',
      '486.0',
      ' 503 ',
      '0',
      '183',
      '302',
      '700',
      '999',
      '1000',
      'BUSY',
      'Busy',
      '',
      null,
      '-1',
      '48x',
      '4e2',
      '0200',
      '486 Busy Here',
      '486 of 500',
    ];
    const records = await openRows(texts.map((sip_code) => ({ start_time: '2026-11-23 08:00:00', sip_code })));
    expect(await records.codes()).toEqual({
      0: 1,
      183: 1,
      200: 2,
      302: 1,
      486: 2,
      503: 1,
      700: 1,
      999: 1,
      1000: 1,
      BUSY: 1,
      Busy: 1,
      none: 2,
      '-1': 1,
      '48x': 1,
      '4e2': 1,
      '486 of 500': 1,
    });
    expect(await records.results()).toEqual({ answered: 2, busy: 2, unavailable: 1, unclassified: 14 });
  });

  test('words may be named by rules', async () => {
    const texts = ['BUSY', ' busy ', 'NO ANSWER', '486', '200'];
    const records = await openRows(
      texts.map((sip_code) => ({ start_time: '2026-11-23 08:00:00', sip_code, trunk: 't' })),
      {
        rules: [
          { words: ['Busy'], codes: '200', result: 'busy' },
          { words: ['no answer'], result: 'timeout' },
        ],
      }
    );
    expect(await records.results()).toEqual({ busy: 4, timeout: 1 });
    const only = (results: 'busy'[] | 'timeout'[]) =>
      records.store.ask(
        {
          kind: 'values',
          dimensions: ['trunk'],
          range: null,
          filters: [],
          only: selectResults(records.rules, results),
          search: '',
          limit: 5,
        },
        PATIENT
      );
    expect((await only(['timeout'])).calls).toEqual([1]);
    expect((await only(['busy'])).calls).toEqual([4]);
  });
});

test("columns of other names can be mapped, and keep the layout's name as dimension", async () => {
  const rows = [{ begun: '2026-11-23 08:00:00', cause: '486', Gateway: 'g1', call_id: 'x', sip_code: 'not this one' }];
  const records = await openRows(rows, { columns: { start_time: 'begun', sip_code: 'cause', trunk: 'gateway' } });
  expect(await records.codes()).toEqual({ 486: 1 });
  expect(await records.values('trunk')).toEqual({ g1: 1 });
  expect((await records.calls()).map(({ callId }) => callId)).toEqual(['x']);
});

test('timings are whole milliseconds; negative ones and texts are none', async () => {
  const rows = ['0', '12', '12.6', '-1', 'x', '', '1e3'].map((pdd_ms, index) => ({
    start_time: `2026-11-23 08:00:0${index}`,
    sip_code: '200',
    pdd_ms,
  }));
  const records = await openRows(rows);
  expect((await records.calls()).map(({ pddMs }) => pddMs)).toEqual([0, 12, 13, null, null, null, 1000]);
  const histogram = await records.store.ask(
    {
      kind: 'histogram',
      timing: 'pdd',
      range: null,
      filters: [],
      grid: null,
      split: null,
      only: null,
      answered: null,
      byCode: false,
      bounds: null,
      maxEntries: 1_000,
    },
    PATIENT
  );
  expect([...histogram.milliseconds]).toEqual([0, 12, 13, 1000]);
});

/** Parquet is asked where it is, other files are imported: both must say the same. */
describe('typed Parquet and the same rows as CSV', () => {
  const HALF_HOURS = 'range(200) as r(n)';
  const rows = (type: string, zone: string, shift = '0') => `
    select ${type === 'TIMESTAMP WITH TIME ZONE' ? `(timestamp '2026-10-24 12:00:00' + to_minutes(n * 15)) at time zone '${zone}'` : `cast(timestamp '2026-10-24 12:00:00' + to_minutes(n * 15) as ${type})`} as start_time,
      cast(case when n % 7 = 0 then 486 when n % 11 = 0 then null when n % 13 = 0 then 0 else 200 end as smallint) as sip_code,
      case when n % 3 = 0 then null else 'trunk ' || (n % 5) end as trunk, cast(n * 10 + ${shift} as integer) as pdd_ms, n as number
    from ${HALF_HOURS}`;

  const said = async (records: OpenRecords) => {
    const split = { dimensions: ['trunk'], groups: [['trunk 1'], ['']] };
    const counts = await records.store.ask(
      {
        kind: 'counts',
        range: DAY,
        filters: [{ dimension: 'number', includes: false, values: ['3', ''] }],
        grid: { stepMs: 3_600_000, offsets: [{ until: null, offsetMs: 0 }] },
        split,
      },
      PATIENT
    );
    const hours = Array.from({ length: 8 }, (_, hour) => DAY.from + (21 + hour) * 3_600_000);
    const byRange = await Promise.all(hours.map((from) => records.codes({ range: { from, to: from + 3_600_000 } })));
    const { calls, first, last, dimensions, unread } = await records.extent();
    return {
      calls: (await records.calls(['trunk', 'number'])).map((call) => JSON.stringify(call)).sort(),
      counts: [...counts.calls]
        .map((count, row) => JSON.stringify([counts.bucket?.[row], counts.code[row], counts.group?.[row], count]))
        .sort(),
      byRange,
      values: await records.values('trunk'),
      extent: { calls, first, last, dimensions: [...dimensions].sort(), unread: unread.rows },
    };
  };

  async function expectEqual(select: string, settings: Record<string, unknown>, csvSettings = settings) {
    const where = folder.put({});
    await writeParquet(folder.at(`${where}/calls.parquet`), select);
    const csv = `${where}-csv`;
    folder.write(`${csv}/nothing.txt`, '');
    await inDuckDb(`copy (${select}) to '${folder.at(csv)}/calls.csv' (header)`);
    const direct = await said(await folder.open({ path: where, ...settings }));
    expect(direct.extent.calls).toBeGreaterThan(100);
    expect(direct).toEqual(await said(await folder.open({ path: csv, ...csvSettings })));
  }

  test.each(['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE'])(
    '%s in UTC, Berlin, New York',
    async (type) => {
      for (const timeZone of ['UTC', 'Europe/Berlin', 'America/New_York']) {
        await expectEqual(rows(type, 'UTC'), { timeZone });
      }
    }
  );

  test('a time column with nulls, where others replace it', async () => {
    const holes = `select case when number % 4 = 0 then null else start_time end as start_time, case when number % 8 = 0 then start_time + interval 90 minutes end as end_time, * exclude (start_time) from (${rows('TIMESTAMP', 'UTC')})`;
    await expectEqual(holes, { timeZone: 'Europe/Berlin' });
    await expectEqual(
      `select cast(null as timestamp) as start_time, start_time as end_time, * exclude (start_time) from (${rows('TIMESTAMP', 'UTC')})`,
      { timeZone: 'Europe/Berlin' }
    );
  });

  test('times before 1970', async () => {
    const early = `select case when number % 10 = 0 then timestamp '1969-01-01' when number % 10 = 1 then timestamp '1970-01-01 00:30:00' else start_time end as start_time, start_time as end_time, * exclude (start_time) from (${rows('TIMESTAMP', 'UTC')})`;
    await expectEqual(early, { timeZone: 'Europe/Berlin' });
  });

  test.each(['BIGINT', 'UBIGINT', 'INTEGER', 'VARCHAR', 'DOUBLE', 'DECIMAL(10,2)'])(
    'codes of the type %s, far too large ones among them',
    async (type) => {
      const large = type === 'BIGINT' || type === 'UBIGINT' ? '4294967496' : '1000000';
      await expectEqual(
        `select cast(case when number = 5 then ${large} else sip_code end as ${type}) as sip_code, * exclude (sip_code) from (${rows('TIMESTAMP', 'UTC')})`,
        {}
      );
    }
  );

  test('texts as times and epochs in Parquet', async () => {
    await expectEqual(`select cast(start_time as varchar) as start_time, * exclude (start_time) from (${rows('TIMESTAMP', 'UTC')})`, {
      timeZone: 'Europe/Berlin',
    });
    await expectEqual(`select epoch_ms(start_time) as start_time, * exclude (start_time) from (${rows('TIMESTAMP', 'UTC')})`, {
      timeZone: 'Europe/Berlin',
    });
  });

  test('columns called like those that statements make', async () => {
    await expectEqual(
      `select *, 'x' || (number % 2) as calls, 'y' as bucket, 'z' as code, 'w' as word, 'v' as value0, 's' as split0, 'q' as "time", 'o' as "order", 'k' as "it's ""k""" from (${rows('TIMESTAMP', 'UTC')})`,
      {}
    );
  });

  test('several Parquet files with different columns', async () => {
    const where = folder.put({});
    await writeParquet(
      folder.at(`${where}/a.parquet`),
      "select timestamp '2026-11-23 08:00:00' as start_time, 200 as sip_code, 't1' as trunk"
    );
    await writeParquet(
      folder.at(`${where}/b.parquet`),
      "select 486::bigint as SIP_CODE, 'c1' as campaign, timestamp '2026-11-23 09:00:00' as START_TIME"
    );
    const records = await folder.open({ path: where });
    expect(await records.codes()).toEqual({ 200: 1, 486: 1 });
    expect(await records.values('campaign')).toEqual({ '': 1, c1: 1 });
  });
});
