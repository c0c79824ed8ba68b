import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { StoreAnswer, StoreQuestion } from '../../../src/backend/stores/store';
import { selectResults } from '../../../src/backend/stores/selectResults';
import { compileRules } from '../../../src/domain/rules';
import { inDuckDb } from '../../support/duckdb';
import { KAMAILIO, type OpenRecords, PATIENT, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const TABLES = ['acc', 'missed_calls'] as const;
const FORMATS = [
  'csv',
  'csv.gz',
  'semicolons',
  'tsv',
  'txt',
  'csv.zst',
  'no ending',
  'ndjson',
  'ndjson.gz',
  'ndjson.zst',
  'log',
  'jsonl',
  'json',
  'json.gz',
  'parquet',
  'typed.parquet',
  'duckdb',
  'typed.duckdb',
] as const;

const text = (table: string) => readFileSync(path.join(KAMAILIO, `${table}.csv`), 'utf8');

/** No field of these records has a delimiter, a line break or a doubled quote in it. */
function objects(table: string): Record<string, string>[] {
  const [header = '', ...lines] = text(table).trim().split('\n');
  const names = header.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((field, index) => [names[index] ?? '', field.replace(/^"(.*)"$/, '$1')]))
  );
}

/** Puts the real records as files of a format; the path to open. */
async function putAs(format: (typeof FORMATS)[number]): Promise<string> {
  const ndjson = (table: string) =>
    `${objects(table)
      .map((row) => JSON.stringify(row))
      .join('\n')}\n`;
  const array = (table: string) => JSON.stringify(objects(table), null, 2);
  const put = (ending: string, content: (table: string) => string | Buffer) =>
    folder.put(Object.fromEntries(TABLES.map((table) => [`${table}.${ending}`, content(table)])));
  const all = (table: string) => `select * from read_csv('${KAMAILIO}/${table}.csv', all_varchar = true)`;
  const typed = (table: string) =>
    `select * replace (cast(id as bigint) as id, cast(sip_code as smallint) as sip_code, cast(time as timestamp) as time) from (${all(table)})`;
  switch (format) {
    case 'csv':
      return put('csv', text);
    case 'csv.gz':
      return put('csv.gz', (table) => gzipSync(text(table)));
    case 'semicolons':
      return put('csv', (table) => text(table).replaceAll(',', ';'));
    case 'tsv':
    case 'txt':
      return put(format, (table) => text(table).replaceAll(',', '\t'));
    case 'no ending':
      return folder.put(Object.fromEntries(TABLES.map((table) => [`${table}-20261125`, text(table)])));
    case 'csv.zst':
    case 'ndjson.zst': {
      const where = folder.put({});
      const as = format === 'csv.zst' ? 'csv, header true' : 'json';
      await inDuckDb(
        ...TABLES.map((table) => `copy (${all(table)}) to '${folder.at(where)}/${table}.${format}' (format ${as}, compression zstd)`)
      );
      return where;
    }
    case 'log':
      return put('log', ndjson);
    case 'ndjson':
      return put('ndjson', ndjson);
    case 'ndjson.gz':
      return put('ndjson.gz', ndjson);
    case 'jsonl':
      return put('jsonl', ndjson);
    case 'json':
      return put('json', array);
    case 'json.gz':
      return put('json.gz', array);
    case 'parquet':
    case 'typed.parquet': {
      const where = folder.put({});
      const select = format === 'parquet' ? all : typed;
      await inDuckDb(...TABLES.map((table) => `copy (${select(table)}) to '${folder.at(where)}/${table}.parquet' (format parquet)`));
      return where;
    }
    case 'duckdb':
    case 'typed.duckdb': {
      const where = folder.put({});
      const select = format === 'duckdb' ? all : typed;
      await inDuckDb(
        `attach '${folder.at(where)}/switch.duckdb' as switch`,
        ...TABLES.map((table) => `create table switch.${table} as ${select(table)}`),
        'create table switch.acc_cdrs as select 1 as id'
      );
      return `${where}/switch.duckdb`;
    }
  }
}

const RANGE = { from: Date.parse('2026-11-23T07:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };
const BY_USER = { dimension: 'src_domain', includes: true, values: ['127.0.0.1'] };
const QUESTIONS: readonly StoreQuestion[] = [
  { kind: 'counts', range: null, filters: [], grid: null, split: null },
  {
    kind: 'counts',
    range: RANGE,
    filters: [BY_USER],
    grid: { stepMs: 60_000, offsets: [{ until: null, offsetMs: 0 }] },
    split: {
      dimensions: ['src_user', 'dst_domain'],
      groups: [
        ['5552000032', '127.0.0.1'],
        ['5552000029', '127.0.0.1'],
      ],
    },
  },
  {
    kind: 'records',
    range: RANGE,
    filters: [],
    dimensions: ['src_user', 'dst_user', 'src_ip'],
    limit: 500,
    order: 'time',
    only: null,
    after: null,
  },
  {
    kind: 'values',
    dimensions: ['dst_user'],
    range: null,
    filters: [],
    only: selectResults(compileRules(), ['busy', 'failed']),
    search: '55',
    limit: 7,
  },
  { kind: 'extent' },
];

/** What an answer says, rows in an order of their own. */
function said(answer: StoreAnswer): unknown {
  switch (answer.kind) {
    case 'counts':
    case 'histogram':
      return [...answer.calls]
        .map((calls, row) =>
          JSON.stringify([answer.bucket?.[row], answer.code[row], answer.words[answer.word[row] ?? -1], answer.group?.[row], calls])
        )
        .sort();
    case 'records':
      return answer.records.map((record) => JSON.stringify(record)).sort();
    case 'values':
      return { values: answer.values, calls: answer.calls, more: answer.more };
    case 'extent':
      return {
        calls: answer.calls,
        first: answer.first,
        last: answer.last,
        dimensions: [...answer.dimensions].sort(),
        unread: answer.unread.rows,
      };
    default:
      throw new Error('not asked here');
  }
}

async function answers(records: OpenRecords): Promise<unknown[]> {
  return Promise.all(QUESTIONS.map(async (question) => said(await records.store.ask(question, PATIENT))));
}

describe('the same records in every format', () => {
  let expected: unknown[];
  beforeAll(async () => {
    expected = await answers(await folder.open({ path: await putAs('csv'), layout: 'kamailio' }));
  });

  test('are 430 calls', () => {
    expect(expected[4]).toMatchObject({ calls: 430, unread: 0 });
  });

  test.each(FORMATS)('%s answers every question alike', async (format) => {
    expect(await answers(await folder.open({ path: await putAs(format), layout: 'kamailio' }))).toEqual(expected);
  });

  test.each(FORMATS)('%s is five hours later when its clocks are those of New York', async (format) => {
    const where = await putAs(format);
    const here = await folder.open({ path: where, layout: 'kamailio' });
    const there = await folder.open({ path: where, layout: 'kamailio', timeZone: 'America/New_York' });
    const later = (await here.calls(['dst_user'])).map((call) => JSON.stringify({ ...call, time: call.time + 5 * 3_600_000 }));
    expect((await there.calls(['dst_user'])).map((call) => JSON.stringify(call))).toEqual(later);
  });
});
