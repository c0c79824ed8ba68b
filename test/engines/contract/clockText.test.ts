/** Clock times that records hold as text. */
import { sql } from 'kysely';
import { evaluateInDuckDb } from '../../support/duckdb';
import { everyDialect, wholeOf } from './dialectHarness';

// What DuckDB reads otherwise: milliseconds before 1970 are rounded up there, and year 0 is a year.
const VALUES = [
  '2026-11-24 10:00:00',
  '2026-11-24 10:00:00.123',
  '2026-11-24T10:00:00.1234567',
  '2026-11-24 10:00:00.9999999',
  '2026-11-24 10:00:00.1',
  '2026/1/2T3:04',
  '2026/1/2 3:4',
  '2026-11-24',
  '2026-11-24  10:00',
  '2026-11-24 10:0:0',
  '2026-11-24 23:59:59.',
  '2026-11-24 24:00:00',
  '2026-12-31T24:00',
  '2026/1/2 24:0:0.00',
  '2024-02-29',
  '2000-02-29 00:00',
  '1969-12-31 23:59:59',
  '0001-01-01',
  '1583-01-01',
  '9999-12-31 23:59:59.999',
  '2026-1-1T1:1:1.5',
  '2026/1-2',
  '2026-11/24 10:00:00',
  '2026-11-24T',
  '2026-11-24T10',
  '2026-11-24 10:00:60',
  '2026-11-24 10:60',
  '2026-11-24 24:00:01',
  '2026-11-24 25:00',
  '2026-02-30 10:00:00',
  '2026-02-30 24:00:00',
  '2026-02-29',
  '1900-02-29',
  '2100-02-29',
  '2026-04-31',
  '2026-13-45',
  '2026-00-10',
  '2026-01-00',
  '2026-1-32',
  '0000-00-00 00:00:00',
  '2026-11-24 10:00:00 x',
  '2026-11-24 :1',
  '2026-11-24 10:00:00 BC',
  '20261124',
  '',
  'infinity',
  'now',
  'epoch',
  '12abc',
  '\n2026-11-24',
  '2026-11-24 10:00:00\n',
  '٢٠٢٦-11-24',
  '2026.11.24 10:00',
  '2026-11-24 10.00.00',
  '26-11-24',
];

everyDialect((engine) => {
  const { types, textTypes, otherClockTexts } = engine.fixture;
  const readOtherwise = (text: string | null, ms: bigint | null) => {
    const other = text === null ? undefined : otherClockTexts[text];
    return other === undefined ? ms : BigInt(other);
  };

  it('are read as DuckDB reads them, and never fail', async () => {
    const read = await engine.eachWhole(VALUES, (v) => engine.dialect.clockOfText(v));
    const expected = await evaluateInDuckDb(
      VALUES,
      String.raw`case when regexp_full_match(v, '\d{4}[-/]\d{1,2}[-/]\d{1,2}([T ].*)?') then epoch_ms(try_cast(v as timestamp)) end`
    );
    expect(Object.fromEntries(VALUES.map((value, index) => [value, read[index]]))).toEqual(
      Object.fromEntries(VALUES.map((value, index) => [value, readOtherwise(value, wholeOf(expected[index]))]))
    );
  });

  it('are rounded down before 1970, too, and nothing for the year 0 and for null', async () => {
    const texts = ['1969-12-31 23:59:59.9995', '0000-01-01', null];
    expect(await engine.eachWhole(texts, (v) => engine.dialect.clockOfText(v))).toEqual([
      readOtherwise('1969-12-31 23:59:59.9995', -1n),
      readOtherwise('0000-01-01', null),
      null,
    ]);
  });

  it.each([types.text, ...textTypes])('are read of the type %s', async (type) => {
    expect(await engine.eachWhole([null, '2026-11-24'], (v) => engine.dialect.clockOfText(sql`cast(${v} as ${sql.raw(type)})`))).toEqual([
      null,
      BigInt(Date.UTC(2026, 10, 24)),
    ]);
  });

  it('know every day of the calendar and no other', async () => {
    const days = [1896, 1900, 1999, 2000, 2023, 2024, 2100].flatMap((year) =>
      Array.from(
        { length: 13 * 33 },
        (_, at) => `${year}-${String(Math.floor(at / 33)).padStart(2, '0')}-${String(at % 33).padStart(2, '0')}`
      )
    );
    const expected = days.map((day) => {
      const ms = Date.parse(`${day}T00:00:00Z`);
      return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? null : BigInt(ms);
    });
    expect(expected.filter((ms) => ms !== null)).toHaveLength(7 * 365 + 3);
    await engine.administer(engine.fixture.words);
    await engine.administer(`insert into words values ${days.map((day) => `('${day}')`).join(', ')}`);
    const [found = [], read = []] = await engine.columns(sql`select v, ${engine.dialect.clockOfText(sql`v`)} from words`);
    const times = new Map(found.map((day, index) => [day, wholeOf(read[index])]));
    expect(days.map((day) => times.get(day))).toEqual(expected);
  });
});
