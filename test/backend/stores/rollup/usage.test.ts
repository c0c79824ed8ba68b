import { statementText } from '../../../../src/backend/queries/after/explanation/statementText';
import type { CountsAnswer } from '../../../../src/backend/stores/answer';
import type { Store, StoreQuestion } from '../../../../src/backend/stores/store';
import { PATIENT } from '../../../support/records';
import { countsIn, TestDatabase } from './rollupStore';

const NOW = Date.parse('2026-11-25T00:00:00Z');
const UTC = [{ until: null, offsetMs: 0 }];
const HOURLY = { stepMs: 3_600_000, offsets: UTC };

/*
 * A call in every minute from 06:00 to 18:00, and a rollup that says a thousand in every hour from 08:00 to 16:00: how
 * many are counted tells where they were.
 */
const TABLES = `
  create table calls (start_time timestamptz not null, sip_code int, trunk text, route text, pdd_ms int);
  insert into calls select t, 200, 'a', 'r', 50 from generate_series(timestamptz '2026-11-24T06:00:00Z', '2026-11-24T17:59:00Z', '1 minute') t;
  create table per_hour ("Bucket" timestamptz, code int, trunk text, calls bigint);
  insert into per_hour select t, 200, 'a', 1000 from generate_series(timestamptz '2026-11-24T08:00:00Z', '2026-11-24T16:00:00Z', '1 hour') t;
  create table ahead as select * from per_hour;
  insert into ahead values ('2099-01-01T00:00:00Z', 200, 'a', 1000);
  create table hollow (like per_hour);
  create table shifted as select "Bucket" + interval '1 minute' as bucket, code, trunk, calls from per_hour;
  create table texts as select "Bucket"::text as bucket, code, trunk, calls from per_hour;
  create table states as select "Bucket" as bucket, code, trunk, 'x'::text as calls from per_hour;
  create table verdicts (start_time timestamptz not null, outcome text);
  create view no_calls as select "Bucket" as bucket, code, trunk from per_hour;`;

let database: TestDatabase;
beforeAll(async () => {
  database = await TestDatabase.of('postgres');
  await database.query(TABLES);
});
afterAll(() => database.end());

function open(rollup: object = {}, others: object = {}, now = NOW): Store {
  return database.open({ rollup: { table: 'per_hour', bucket: '1h', dimensions: ['trunk'], ...rollup }, ...others }, now);
}

function at(time: string): string {
  return `2026-11-24T${time}:00Z`;
}

function sum({ calls }: Pick<CountsAnswer, 'calls'>): number {
  return calls.reduce((all, count) => all + count, 0);
}

describe('a rollup', () => {
  it('answers whole buckets alone', async () => {
    const answer = await open().ask(
      countsIn(at('10:00'), at('13:00'), { grid: HOURLY, filters: [{ dimension: 'trunk', includes: true, values: ['a'] }] }),
      PATIENT
    );
    expect([...(answer.bucket ?? [])].map((bucket) => new Date(bucket * HOURLY.stepMs).toISOString().slice(11, 13)).sort()).toEqual([
      '10',
      '11',
      '12',
    ]);
    expect([...answer.calls]).toEqual([1000, 1000, 1000]);
    expect(answer.statement).toContain('"per_hour"');
    expect(answer.statement).not.toContain('"calls" where');
    expect(answer.origin).toEqual({ records: [], rollup: 'per_hour' });
  });

  it('leaves the edges of a range to the records, and the answer shows every statement with its parameters', async () => {
    const answer = await open().ask(
      countsIn(at('10:30'), at('13:20'), { filters: [{ dimension: 'trunk', includes: true, values: ['a'] }] }),
      PATIENT
    );
    expect(sum(answer)).toBe(30 + 2 * 1000 + 20);
    const statements = statementText([answer], 'none').split(';\n\n');
    expect(statements.map((text) => /from "(\w+)"/.exec(text)?.[1])).toEqual(['per_hour', 'calls', 'calls']);
    for (const text of statements) {
      expect(text).toMatch(/-- .*\$\d+ = 'a'$/);
    }
    expect(answer.statement.split(';\n\n')).toHaveLength(3);
    expect(answer.origin).toEqual({ records: ['calls'], rollup: 'per_hour' });
  });

  it('adds values up over rollup and records before it ranks them', async () => {
    await database.query(`insert into calls select timestamptz '2026-11-24T10:31:00Z', 486, 'b', 'r', 50 from generate_series(1, 2500)`);
    const question = { kind: 'values', dimensions: ['trunk'], only: null, search: '', filters: [], limit: 1 } as const;
    const { values, calls, more } = await open().ask(
      { ...question, range: { from: Date.parse(at('10:30')), to: Date.parse(at('13:20')) } },
      PATIENT
    );
    expect({ values, calls, more }).toEqual({ values: [['b']], calls: [2500], more: true });
    await database.query(`delete from calls where trunk = 'b'`);
  });

  it('answers neither its first bucket, nor its last, nor what was not settled when that began', async () => {
    expect(sum(await open().ask(countsIn(at('06:00'), at('18:00')), PATIENT))).toBe(3 * 60 + 6 * 1000 + 3 * 60);
    expect(sum(await open({}, { settle: '0s' }).ask(countsIn(at('06:00'), at('18:00')), PATIENT))).toBe(3 * 60 + 7 * 1000 + 2 * 60);
  });

  it('answers nothing that is not settled now', async () => {
    const now = Date.parse(at('12:04'));
    expect(sum(await open({}, { settle: '5m' }, now).ask(countsIn(at('06:00'), at('18:00')), PATIENT))).toBe(3 * 60 + 2 * 1000 + 7 * 60);
  });

  it('is not believed to be fresh for a call of the future', async () => {
    expect(sum(await open({ table: 'ahead' }).ask(countsIn(at('06:00'), at('18:00')), PATIENT))).toBe(3 * 60 + 6 * 1000 + 3 * 60);
  });

  it('answers questions about all calls', async () => {
    expect(sum(await open().ask({ kind: 'counts', range: null, filters: [], grid: null, split: null }, PATIENT))).toBe(
      3 * 60 + 6 * 1000 + 3 * 60
    );
  });

  it('answers nothing while it is empty', async () => {
    expect(sum(await open({ table: 'hollow' }).ask(countsIn(at('06:00'), at('18:00')), PATIENT))).toBe(12 * 60);
  });

  const range = { from: Date.parse(at('10:00')), to: Date.parse(at('13:00')) };
  const asked: [string, StoreQuestion][] = [
    [
      'another dimension in a filter',
      countsIn(at('10:00'), at('13:00'), { filters: [{ dimension: 'route', includes: true, values: ['r'] }] }),
    ],
    ['another dimension in the split', countsIn(at('10:00'), at('13:00'), { split: { dimensions: ['route'], groups: [['r']] } })],
    ['a finer grid', countsIn(at('10:00'), at('13:00'), { grid: { stepMs: 60_000, offsets: UTC } })],
    [
      'a grid between its buckets',
      countsIn(at('10:00'), at('13:00'), { grid: { stepMs: 3_600_000, offsets: [{ until: null, offsetMs: 1_800_000 }] } }),
    ],
    [
      'numbers of a timing',
      {
        kind: 'timing',
        timing: 'pdd',
        range,
        filters: [],
        grid: null,
        split: null,
        only: null,
        answered: null,
        results: null,
        percents: [95],
        below: 1_000,
      },
    ],
    [
      'a timing',
      {
        kind: 'histogram',
        timing: 'pdd',
        range,
        filters: [],
        grid: null,
        split: null,
        only: null,
        answered: null,
        byCode: false,
        bounds: null,
        maxEntries: 1_000,
      },
    ],
    ['single calls', { kind: 'records', range, filters: [], dimensions: [], limit: 10, order: 'time', only: null, after: null }],
    [
      'the newest values',
      { kind: 'values', dimensions: ['trunk'], only: null, search: '', range, filters: [], limit: 10, order: 'newest' },
    ],
  ];
  it.each(asked)('is not asked for %s', async (_, question) => {
    const { statement } = await open().ask(question, PATIENT);
    expect(statement).toContain('"calls"');
    expect(statement).not.toContain('per_hour');
  });

  it.each<[string, object, object, string[]]>([
    ['that is not there', { table: 'per_day' }, {}, ['rollup.table: There is no table "per_day"']],
    [
      'without a dimension',
      { dimensions: ['trunk', 'route'] },
      {},
      ['rollup: "per_hour" has no column "route"', 'Bucket, code, trunk, calls'],
    ],
    ['without counts', { table: 'no_calls' }, {}, ['rollup: "no_calls" has no column "calls"']],
    ['whose buckets are not times', { table: 'texts' }, {}, ['"bucket" of "texts" has the type text', 'timestamptz or DateTime']],
    ['whose counts are not numbers', { table: 'states' }, {}, ['"calls" of "states" has the type text']],
    [
      'whose buckets begin elsewhere',
      { table: 'shifted' },
      {},
      ['"shifted" has a bucket that starts at 2026-11-24T08:01:00.000Z', '3600 s'],
    ],
    ['whose buckets have no length', { bucket: '0m' }, {}, ['rollup: bucket: "0m"']],
    [
      "that loses the records' words",
      {},
      { layout: 'custom', tables: { calls: 'verdicts' }, columns: { word: 'outcome' } },
      ['rollup: "per_hour" has no column "word"'],
    ],
  ])('%s is an error of the settings', async (_, rollup, others, texts) => {
    const failed = open(rollup, others).ask(countsIn(at('10:00'), at('13:00')), PATIENT);
    await expect(failed).rejects.toMatchObject({ kind: 'settings' });
    for (const text of texts) {
      await expect(failed).rejects.toThrow(text);
    }
  });
});
