import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writeParquet } from '../../support/duckdb';
import { failureOf, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const GOOD = 'start_time,sip_code\n2026-11-23 08:00:00,200\n2026-11-23 08:00:01,486\n';

/** Bytes without any order, the same in every run. */
function noise(length: number): Buffer {
  const parts = Array.from({ length: Math.ceil(length / 32) }, (_, index) => createHash('sha256').update(`noise ${index}`).digest());
  return Buffer.concat(parts).subarray(0, length);
}

describe('one file that cannot be read hides no other', () => {
  const broken: Record<string, string | Buffer> = {
    'noise.csv': noise(20_000),
    'noise.csv.gz': noise(5_000),
    'torn.csv.gz': gzipSync(GOOD.repeat(50)).subarray(0, 40),
    'text.csv.gz': Buffer.from(GOOD),
    'noise.ndjson': noise(20_000),
    'noise.json': Buffer.concat([Buffer.from('['), noise(2_000)]),
    'torn.json': '[{"start_time":"2026-11-23 08:00:00","sip_code":200},{"start_t',
    'text.ndjson': 'no\nJSON\n',
    'noise.parquet': noise(20_000),
    'empty.parquet': Buffer.alloc(0),
    'noise.duckdb': noise(20_000),
    'other.csv': 'id,color\n1,blue\n',
  };

  test.each(Object.keys(broken))('%s', async (name) => {
    const where = folder.put({ 'good.csv': GOOD, [name]: broken[name] ?? '' });
    const extent = await (await folder.open({ path: where })).extent();
    expect(extent.calls).toBe(2);
    expect(extent.unread.rows).toBeGreaterThanOrEqual(1);
    expect(extent.unread.reasons.map(({ example }) => example).join()).toContain(name);
  });

  test.each(['csv', 'csv.gz', 'csv.zst', 'ndjson.gz', 'txt'])('an empty .%s file holds no calls and is not an error', async (ending) => {
    const empty = { [`empty.${ending}`]: Buffer.alloc(0), 'packed.csv.gz': gzipSync('') };
    const beside = await (await folder.open({ path: folder.put({ 'good.csv': GOOD, ...empty }) })).extent();
    expect(beside).toMatchObject({ calls: 2, unread: { rows: 0 } });
    expect(await (await folder.open({ path: folder.put(empty) })).extent()).toMatchObject({ calls: 0, unread: { rows: 0 } });
  });

  test.each(Object.keys(broken))('%s alone says what is wrong', async (name) => {
    const records = await folder.open({ path: folder.put({ [name]: broken[name] ?? '' }) });
    const failure = await failureOf(records.extent());
    expect(['store', 'settings']).toContain(failure.kind);
    expect(failure.message).toContain(name);
    expect(failure.message.length).toBeLessThan(1_000);
    expect(failure.message).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });

  test('a damaged Parquet file beside a good one', async () => {
    const where = folder.put({});
    await writeParquet(folder.at(`${where}/good.parquet`), "select timestamp '2026-11-23 08:00:00' as start_time, 486 as sip_code");
    const bytes = readFileSync(folder.at(`${where}/good.parquet`));
    folder.write(`${where}/damaged.parquet`, Buffer.concat([bytes.subarray(0, 20), noise(bytes.length - 20)]));
    const records = await folder.open({ path: where });
    const extent = await records.extent();
    expect(await records.codes()).toEqual({ 486: 1 });
    expect(extent.unread).toMatchObject({ rows: 1, reasons: [{ rows: 1, example: expect.stringContaining('damaged.parquet') }] });
  });
});

describe('JSON lines', () => {
  const line = (minute: number, code: number) => JSON.stringify({ start_time: `2026-11-23 08:0${minute}:00`, sip_code: code });

  test('lines that are not objects are counted, the others read', async () => {
    const lines = [
      line(1, 200),
      'garbage',
      '[1,2]',
      '"text"',
      '17',
      'null',
      '',
      '{"start_time":"2026-11-23 08:0',
      line(2, 486),
      '   ',
      line(3, 503),
    ];
    const records = await folder.open({ path: folder.put({ 'calls.ndjson': lines.join('\n') }) });
    expect(await records.codes()).toEqual({ 200: 1, 486: 1, 503: 1 });
    expect((await records.extent()).unread).toMatchObject({ rows: 6, reasons: [{ rows: 6, example: expect.stringContaining('garbage') }] });
  });

  test('a byte order mark, carriage returns, no line feed at the end', async () => {
    const records = await folder.open({ path: folder.put({ 'calls.ndjson': `\uFEFF${[line(1, 200), line(2, 486)].join('\r\n')}` }) });
    expect(await records.codes()).toEqual({ 200: 1, 486: 1 });
    expect((await records.extent()).unread.rows).toBe(0);
  });

  test('a line that is not UTF-8 costs itself and is counted', async () => {
    const content = Buffer.concat([
      Buffer.from(`${line(1, 200)}\n{"start_time":"2026-11-23 08:02:00","sip_code":486,"to":"M`),
      Buffer.from([0xfc]),
      Buffer.from(`ller"}\n${line(3, 503)}\n`),
    ]);
    const extent = await (await folder.open({ path: folder.put({ 'calls.ndjson': content }) })).extent();
    expect((extent.calls ?? 0) + extent.unread.rows).toBe(3);
    expect(extent.calls).toBeGreaterThanOrEqual(2);
  });

  test('objects with different, missing, nested and null fields', async () => {
    const rows = [
      { start_time: '2026-11-23 08:00:00', sip_code: '200', trunk: 't1' },
      { start_time: '2026-11-23 08:00:01', sip_code: null, trunk: null, more: { a: 1 } },
      { start_time: 1795421002, sip_code: 486.0, flag: true },
      { start_time: '2026-11-23T08:00:03Z' },
      { sip_code: 200 },
    ];
    const records = await folder.open({ path: folder.put({ 'calls.ndjson': rows.map((row) => JSON.stringify(row)).join('\n') }) });
    expect(await records.codes()).toEqual({ 200: 1, 486: 1, none: 2 });
    expect((await records.extent()).unread.rows).toBe(1);
    expect(await records.values('trunk')).toEqual({ t1: 1, '': 3 });
    expect(await records.values('flag')).toEqual({ true: 1, '': 3 });
  });

  test('names that differ only in case are one column, and hostile names harm nothing', async () => {
    const rows: Record<string, unknown>[] = [
      { start_time: '2026-11-23 08:00:00', sip_code: 200, Trunk: 'a' },
      { START_TIME: '2026-11-23 08:00:01', SIP_CODE: 486, trunk: 'b' },
      {
        start_time: '2026-11-23 08:00:02',
        sip_code: 503,
        "x'y": 1,
        'a"b': 2,
        'c\\d': 3,
        'e.f': 4,
        '*': 5,
        $: 6,
        constructor: 7,
        'g[0]': 8,
        '': 9,
      },
    ];
    const records = await folder.open({ path: folder.put({ 'calls.ndjson': rows.map((row) => JSON.stringify(row)).join('\n') }) });
    expect(await records.codes()).toEqual({ 200: 1, 486: 1, 503: 1 });
    expect(await records.values('trunk')).toEqual({ a: 1, b: 1, '': 1 });
    for (const [name, value] of [
      ["x'y", '1'],
      ['e.f', '4'],
      ['$', '6'],
      ['constructor', '7'],
      ['g[0]', '8'],
    ] as const) {
      expect([name, await records.values(name)]).toEqual([name, { '': 2, [value]: 1 }]);
    }
  });
});

test('a missing column is named, with those that are there and the repair', async () => {
  const where = folder.put({ 'calls.csv': 'begin,sip_code,trunk\n2026-11-23 08:00:00,200,t1\n' });
  const failure = await failureOf((await folder.open({ path: where })).extent());
  expect(failure.kind).toBe('settings');
  expect(failure.message).toContain('"start_time"');
  expect(failure.message).toContain('begin, sip_code, trunk');
  expect(failure.message).toContain('columns: {"start_time": "…"}');
  const repaired = await folder.open({ path: where, columns: { start_time: 'begin' } });
  expect(await repaired.codes()).toEqual({ 200: 1 });
});

test('the missing column of a Parquet file is named as well', async () => {
  const where = folder.put({});
  await writeParquet(folder.at(`${where}/calls.parquet`), "select timestamp '2026-11-23 08:00:00' as start_time, 't' as trunk");
  const failure = await failureOf((await folder.open({ path: where })).extent());
  expect(failure).toMatchObject({ kind: 'settings', message: expect.stringContaining('"sip_code"') });
});
