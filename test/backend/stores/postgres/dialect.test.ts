import { type RawBuilder, sql } from 'kysely';
import { DuckDBInstance } from '@duckdb/node-api';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let server: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start();
  server = openPostgresServer(own.connection());
});
afterAll(async () => {
  await server.close();
  await own.end();
});

async function one(expression: RawBuilder<unknown>): Promise<unknown> {
  const { columns } = await server.run(sql`select ${expression}`, NEVER);
  return columns[0]?.[0];
}

/** Evaluates an expression for each value, as one column of a table. */
async function each(
  values: readonly (string | null)[],
  type: string,
  expression: (value: RawBuilder<never>) => RawBuilder<unknown>
): Promise<unknown[]> {
  const rows = sql.join(values.map((value, index) => sql`(${sql.lit(index)}, cast(${value} as ${sql.raw(type)}))`));
  const { columns } = await server.run(sql`select ${expression(sql`v`)} from (values ${rows}) t(i, v) order by i`, NEVER);
  return [...(columns[0] ?? [])];
}

async function inDuckDb(values: readonly string[], expression: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const answers: unknown[] = [];
  for (const value of values) {
    const columns = await (await connection.run(`select ${expression} from (select $1::varchar as v)`, [value])).getColumns();
    const answer = columns[0]?.[0];
    answers.push(typeof answer === 'bigint' ? Number(answer) : answer);
  }
  connection.closeSync();
  instance.closeSync();
  return answers;
}

const ADDRESSES = [
  '',
  'alice@example.org',
  'sip:example.org',
  '"Alice" <sip:alice@example.org:5060>',
  '"a@b" <sips:alice@[2001:db8::1]:5061;x=y>',
  'sip:+49301234@h',
  '<tel:+4930>',
  '  4930',
  '0049',
  'x',
  '<<sip:1@2>',
  'ü@münchen.de',
  '😀@emoji',
  'a@b@c',
  'sip:[::1]:5060',
  '49<50',
  '123<abc',
  '\n12',
  'sip:alice',
];

describe('text', () => {
  it("is the value as text, whatever the column's type", async () => {
    const { dialect } = server;
    const read = async (value: string, type: string) => one(dialect.text(sql`cast(${sql.val(value)} as ${sql.raw(type)})`, 'other'));
    expect(await read('486', 'integer')).toBe('486');
    expect(await read('-9223372036854775808', 'bigint')).toBe('-9223372036854775808');
    expect(await read('12345678901234567890', 'numeric(20,0)')).toBe('12345678901234567890');
    expect(await read('t', 'boolean')).toBe('true');
    expect(await read('f', 'boolean')).toBe('false');
    expect(await read('0.1', 'double precision')).toBe('0.1');
    expect(await read('a ', 'varchar')).toBe('a ');
    expect(await read('{"a": 1}', 'json')).toBe('{"a": 1}');
    expect(await read('10.0.0.1', 'inet')).toBe('10.0.0.1/32');
    expect(await read('2026-01-02 03:04:05.120', 'timestamp')).toBe('2026-01-02 03:04:05.12');
    expect(await read('2026-01-02 03:04:05.12+01', 'timestamptz')).toBe('2026-01-02 02:04:05.12+00');
  });

  it('keeps twins apart that a collation calls the same', async () => {
    await own.sql(`create collation if not exists careless (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
      create table if not exists twins (v text collate careless); truncate twins; insert into twins values ('a'), ('A'), ('ä'), ('a '), ('b')`);
    const text = server.dialect.text(sql`v`, 'text');
    const { columns } = await server.run(sql`select ${text}, count(*) from twins group by 1 order by 1`, NEVER);
    expect(columns).toEqual([
      ['A', 'a', 'a ', 'b', 'ä'],
      [1, 1, 1, 1, 1],
    ]);
    const { columns: found } = await server.run(sql`select count(*) from twins where ${text} in (${'a'})`, NEVER);
    expect(found).toEqual([[1]]);
  });

  it('is read as DuckDB reads it: lower, trim, starts with, fits', async () => {
    const { dialect } = server;
    const values = [
      '',
      ' ',
      ' a b  ',
      'ABC',
      '12abc',
      '486',
      '486.0',
      '486.00',
      '486.5',
      '4860000000',
      "o'clock\\",
      '%_',
      'SIP:Alice',
      '\ta',
      'aBcÄ',
    ];
    const duck = (expression: string) => inDuckDb(values, expression);
    expect(await each(values, 'text', (v) => dialect.trim(v))).toEqual(await duck('trim(v)'));
    expect(await each(values.slice(0, -1), 'text', (v) => dialect.lower(v))).toEqual((await duck('lower(v)')).slice(0, -1));
    expect(await each(['Ä', 'ß', 'ABC'], 'text', (v) => dialect.lower(v))).toEqual([expect.stringMatching(/^[Ää]$/), 'ß', 'abc']);
    expect(await each(values, 'text', (v) => dialect.startsWith(v, 'a'))).toEqual(await duck(`starts_with(v, 'a')`));
    expect(await each(values, 'text', (v) => dialect.startsWith(v, '%'))).toEqual(await duck(`starts_with(v, '%')`));
    for (const pattern of [String.raw`\d{1,9}(\.0+)?`, 'a|486', '[a-z]+', '', String.raw`.*o'clock\\`]) {
      expect(await each(values, 'text', (v) => dialect.fullMatch(v, pattern))).toEqual(
        await duck(`regexp_full_match(v, '${pattern.replaceAll("'", "''")}')`)
      );
    }
    expect(await each([null], 'text', (v) => dialect.trim(v))).toEqual([null]);
    const digits = ['486', '0', '0404', '123456789', '1234567890', ' 486', '486 ', '-5', '4.0', '486\n', '٤٨٦', '', 'a'];
    expect(await each(digits, 'text', (v) => dialect.isDigits?.(v) ?? v)).toEqual(
      digits.map((text) => ['486', '0', '0404', '123456789'].includes(text))
    );
    expect(await each([null], 'text', (v) => dialect.fullMatch(v, 'a'))).toEqual([null]);
  });

  it('gives what the patterns of dimensions take, as DuckDB does', async () => {
    for (const pattern of [
      String.raw`^(?:[^<]*<)?[^<@]*@(\[[^\]]*\]|[^:;>?\s"]+)`,
      String.raw`sips?:(\[[^\]]*\]|[^@:;>?\s"]+)(?:[:;>?]|$)`,
      String.raw`^(?:[^<]*<)?\s*(?:sips?:|tel:)?\+?(\d+)`,
      '(?:a|b)(x)?',
    ]) {
      const taken = await each(ADDRESSES, 'text', (v) => server.dialect.firstCapture(v, pattern));
      expect(taken).toEqual(await inDuckDb(ADDRESSES, `regexp_extract(v, '${pattern}', 1)`));
    }
    expect(await each([null], 'text', (v) => server.dialect.firstCapture(v, '(a)'))).toEqual(['']);
  });

  it('is found whatever its case, and only literally', async () => {
    const { dialect } = server;
    const found = (text: string, part: string) => one(dialect.containsText(sql<string>`cast(${text} as text)`, part));
    expect(await found('Café MÜNCHEN', 'münchen')).toBe(true);
    expect(await found('Straße', 'STRAß')).toBe(true);
    expect(await found('abc', 'B')).toBe(true);
    expect(await found('a.c', 'b')).toBe(false);
    const nasty = String.raw`.*+?^$()[]{}|\-%_'":😀d D&`;
    expect(await found(`x${nasty}y`, nasty)).toBe(true);
    for (const part of [...nasty].filter((character) => !/[a-z\d]/i.test(character))) {
      expect([part, await found('ordinary', part)]).toEqual([part, false]);
      expect([part, await found(`_${part}_`, part)]).toEqual([part, true]);
    }
    expect(await found('*** (?i) x', '***')).toBe(true);
    expect(await found('abc', '***:.')).toBe(false);
    expect(await found('abc', 'a\0')).toBe(false);
    expect(await found('x'.repeat(2000), 'X'.repeat(1000))).toBe(true);
  });

  it('is joined, and nothing where a part is missing', async () => {
    const { dialect } = server;
    expect(await one(dialect.concatenated([sql`${'a'}`, sql<string>`cast('ü' as text)`]))).toBe('aü');
    expect(await one(dialect.concatenated([sql`${'a'}`, sql<null>`null`]))).toBeNull();
  });
});

describe('numbers', () => {
  it('are read of text as DuckDB reads them, and never fail', async () => {
    const values = [
      '12',
      '+5',
      '-3.5',
      '.5',
      '5.',
      '1e3',
      '1E3',
      '1e-3',
      '12345678901234567890',
      '0.1',
      '12abc',
      '',
      '--5',
      '1e',
      '1,5',
      '0x1f',
      '٣',
      '.',
      'e5',
      '1.2.3',
    ];
    expect(await each(values, 'text', (v) => server.dialect.numberOfText(v))).toEqual(await inDuckDb(values, 'try_cast(v as double)'));
    const beyond = ['1e400', '-1e400', '1e-400', 'inf', 'nan', 'Infinity', '9'.repeat(400), `0.${'0'.repeat(400)}1`];
    expect(await each([...beyond, null], 'text', (v) => server.dialect.numberOfText(v))).toEqual([...beyond, null].map(() => null));
  });

  it('are whole where the text is digits', async () => {
    expect(await each(['0', '486', '000486', '999999999999999999', '', null], 'text', (v) => server.dialect.wholeOfDigits(v))).toEqual([
      0,
      486,
      486,
      '999999999999999999',
      null,
      null,
    ]);
  });

  it('are rounded half away from zero, exactly', async () => {
    const values = [
      '0.5',
      '1.5',
      '2.5',
      '-0.5',
      '-2.5',
      '0.49999999999999994',
      '1000.4999999999999',
      '4503599627370495.5',
      '9007199254740993',
      '-7.4',
      '0',
    ];
    const rounded = await each(values, 'double precision', (v) => server.dialect.rounded(v));
    expect(rounded.map(Number)).toEqual(await inDuckDb(values, 'cast(round(cast(v as double)) as bigint)'));
    expect(await each(['NaN', 'Infinity', '-Infinity', '1e300', null], 'double precision', (v) => server.dialect.rounded(v))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(await each(['2.5', '-2.5', '4611686018427387', '1e200'], 'numeric', (v) => server.dialect.rounded(v))).toEqual([
      3,
      -3,
      '4611686018427387',
      null,
    ]);
    expect(await each(['2147483647', '-2147483648'], 'integer', (v) => server.dialect.rounded(v))).toEqual([2147483647, -2147483648]);
  });

  it('are divided downwards', async () => {
    expect(
      await each(['7', '-7', '-6', '0', '-1', '1763978399999', '-62135596800000'], 'bigint', (v) => server.dialect.floorDivide(v, 3))
    ).toEqual([2, -3, -2, 0, -1, 587992799999, -20711865600000]);
    expect(
      await each(['3599999', '3600000', '-1', '-3600000', '-3600001'], 'bigint', (v) => server.dialect.floorDivide(v, 3600000))
    ).toEqual([0, 1, -1, -1, -2]);
  });

  it('are parameters of 64 bits', async () => {
    expect(await one(server.dialect.wholeNumber(Number.MAX_SAFE_INTEGER))).toBe('9007199254740991');
    expect(await one(server.dialect.wholeNumber(-5))).toBe(-5);
  });
});

describe('clock times as text', () => {
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
    '2024-02-29',
    '2000-02-29 00:00',
    '1969-12-31 23:59:59',
    '0001-01-01',
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
  ];

  it('are read as DuckDB reads them, and never fail', async () => {
    const read = await each(VALUES, 'text', (v) => server.dialect.clockOfText(v));
    const expected = await inDuckDb(
      VALUES,
      String.raw`case when regexp_full_match(v, '\d{4}[-/]\d{1,2}[-/]\d{1,2}([T ].*)?') then epoch_ms(try_cast(v as timestamp)) end`
    );
    expect(Object.fromEntries(VALUES.map((value, index) => [value, read[index]]))).toEqual(
      Object.fromEntries(VALUES.map((value, index) => [value, expected[index]]))
    );
  });

  it('are rounded down before 1970, too, and nothing for the year 0 and for null', async () => {
    expect(await each(['1969-12-31 23:59:59.9995', '0000-01-01', null], 'text', (v) => server.dialect.clockOfText(v))).toEqual([
      -1,
      null,
      null,
    ]);
  });

  it('knows every day of the calendar and no other', async () => {
    const years = [1896, 1900, 1999, 2000, 2023, 2024, 2100];
    const days = years.flatMap((year) =>
      Array.from(
        { length: 13 * 33 },
        (_, at) => `${year}-${String(Math.floor(at / 33)).padStart(2, '0')}-${String(at % 33).padStart(2, '0')}`
      )
    );
    const expected = days.map((day) => {
      const ms = Date.parse(`${day}T00:00:00Z`);
      return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? null : ms;
    });
    expect(expected.filter((ms) => ms !== null)).toHaveLength(7 * 365 + 3);
    expect(await each(days, 'text', (v) => server.dialect.clockOfText(v))).toEqual(expected);
  });
});
