import { DuckDBInstance } from '@duckdb/node-api';
import { type RawBuilder, sql } from 'kysely';
import { openMysqlServer } from '../../../../src/backend/stores/mysql/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let server: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start();
  server = openMysqlServer(own.connection());
  await server.has('nothing', NEVER);
});
afterAll(async () => {
  await server.close();
  await own.life.remove();
});

async function one(expression: RawBuilder<unknown>): Promise<unknown> {
  const { columns } = await server.run(sql`select ${expression}`, NEVER);
  return columns[0]?.[0];
}

/** Evaluates an expression for each value, as one column of a table. */
async function each(
  values: readonly (string | null)[],
  expression: (value: RawBuilder<never>) => RawBuilder<unknown>,
  type = 'char character set utf8mb4'
): Promise<unknown[]> {
  const rows = values.map((value, index) => sql`select ${sql.lit(index)} as i, cast(${value} as ${sql.raw(type)}) as v`);
  const { columns } = await server.run(sql`select ${expression(sql`v`)} from (${sql.join(rows, sql` union all `)}) as t order by i`, NEVER);
  return [...(columns[0] ?? [])];
}

const isTrue = (values: readonly unknown[]) => values.map((value) => (value === null ? null : value === 1));

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
  'sip:alice\n',
  'a@b\n',
  '\u00a049',
  '٤٩',
  'a@b\u00a0c',
  '\0',
  'a\0@b',
  'tel:49\u2028',
  '\\',
  "'",
];

describe('text', () => {
  it("is the value as text, whatever the column's type", async () => {
    const read = (expression: string, type: Parameters<SqlServer['dialect']['text']>[1]) =>
      one(server.dialect.text(sql.raw(expression), type));
    expect(await read('486', 'whole')).toBe('486');
    expect(await read('-9223372036854775807', 'whole')).toBe('-9223372036854775807');
    expect(await read('18446744073709551615', 'whole')).toBe('18446744073709551615');
    expect(await read("b'101'", 'whole')).toBe('5');
    expect(await read('1.50', 'number')).toBe('1.50');
    expect(await read('0.1e0', 'number')).toBe('0.1');
    expect(await read('1', 'boolean')).toBe('true');
    expect(await read('0', 'boolean')).toBe('false');
    expect(await read('3', 'boolean')).toBe('3');
    expect(await read("b'1'", 'boolean')).toBe('true');
    expect(await read("timestamp'2026-01-02 03:04:05.120'", 'clock')).toBe('2026-01-02 03:04:05.120');
    expect(await read("cast('10:11:12' as time)", 'other')).toBe('10:11:12');
    expect(await read("json_object('a', 'ü')", 'other')).toBe('{"a": "ü"}');
    expect(await read("x'c3a4'", 'other')).toBe('ä');
    expect(await read("x'00ff'", 'other')).toBe('0x00FF');
    expect(await read("_latin1 x'e4'", 'text')).toBe('ä');
    expect(await read('null', 'text')).toBeNull();
  });

  it('keeps apart what a collation calls the same', async () => {
    await own.sql(
      `create table twins (v varchar(20) character set utf8mb4 collate utf8mb4_general_ci, w varchar(20) character set latin1, e enum('a', 'A ') character set latin1 collate latin1_bin);
      insert into twins values ('a', 'a', 'a'), ('A', 'A', 'a'), ('ä', 'ä', 'a'), ('a ', 'a ', 'a'), ('b', 'b', 'a'), ('', '', 'a'), ('😀', '?', 'a'), ('😁', '?', 'a')`,
      'calls'
    );
    const text = server.dialect.text(sql`v`, 'text');
    const { columns } = await server.run(sql`select ${text}, count(*) from twins group by 1 order by 1`, NEVER);
    expect(columns).toEqual([
      ['', 'A', 'a', 'a ', 'b', 'ä', '😀', '😁'],
      [1, 1, 1, 1, 1, 1, 1, 1],
    ]);
    const count = async (condition: RawBuilder<unknown>) =>
      (await server.run(sql`select count(*) from twins where ${condition}`, NEVER)).columns[0]?.[0];
    expect(await count(sql`${text} in (${'a'})`)).toBe(1);
    expect(await count(sql`${text} in (${'a '}, ${'A'}, ${'😀'})`)).toBe(3);
    expect(await count(sql`${text} <> ''`)).toBe(7);
    expect(await count(sql`${server.dialect.text(sql`w`, 'text')} in (${'ä'}, ${'a '})`)).toBe(2);
    expect(await count(sql`(${text}, ${server.dialect.text(sql`w`, 'text')}) in ((${'a'}, ${'a'}), (${'a'}, ${'A'}))`)).toBe(1);
    expect(await one(sql`case when 1 = 1 then 'In' end in (${'in'}, ${'In '})`)).toBe(0);
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
      '486\n',
      '٤٨٦',
      'a\nb',
      'a\0',
      'a😀',
    ];
    const duck = (expression: string) => inDuckDb(values, expression);
    expect(await each(values, (v) => dialect.trim(v))).toEqual(await duck('trim(v)'));
    expect(await each(values, (v) => dialect.lower(v))).toEqual(await duck('lower(v)'));
    for (const part of ['a', '%', '', 'a😀', "o'clock\\"]) {
      expect(isTrue(await each(values, (v) => dialect.startsWith(v, part)))).toEqual(
        await duck(`starts_with(v, '${part.replaceAll("'", "''")}')`)
      );
    }
    for (const pattern of [
      String.raw`\d{1,9}(\.0+)?`,
      'a|486',
      '[a-z]+',
      '',
      String.raw`.*o'clock\\`,
      '.*',
      'a.',
      String.raw`[\s\d]+`,
      'a$',
      String.raw`[^\d$]+`,
    ]) {
      expect([pattern, isTrue(await each(values, (v) => dialect.fullMatch(v, pattern)))]).toEqual([
        pattern,
        await duck(`regexp_full_match(v, '${pattern.replaceAll("'", "''")}')`),
      ]);
    }
    // Those with zeros before them are left to the pattern.
    const digits = ['486', '0', '123456789', '1234567890', '0404', ' 486', '486 ', '-5', '+5', '4.0', '4e2', '486\n', '٤٨٦', '', 'a'];
    expect(isTrue(await each(digits, (v) => dialect.isDigits?.(v) ?? v))).toEqual(
      digits.map((text) => ['486', '0', '123456789'].includes(text))
    );
    expect(await each([null], (v) => dialect.trim(v))).toEqual([null]);
    expect(await each([null], (v) => dialect.fullMatch(v, 'a'))).toEqual([null]);
  });

  it('gives what the patterns of dimensions take, as DuckDB does', async () => {
    for (const pattern of [
      String.raw`^(?:[^<]*<)?[^<@]*@(\[[^\]]*\]|[^:;>?\s"]+)`,
      String.raw`sips?:(\[[^\]]*\]|[^@:;>?\s"]+)(?:[:;>?]|$)`,
      String.raw`^(?:[^<]*<)?\s*(?:sips?:|tel:)?\+?(\d+)`,
      '(?:a|b)(x)?',
      '(a)|b',
      String.raw`SIP:(\w)`,
      '(49)$',
    ]) {
      const taken = await each(ADDRESSES, (v) => server.dialect.firstCapture(v, pattern));
      expect([pattern, taken]).toEqual([pattern, await inDuckDb(ADDRESSES, `regexp_extract(v, '${pattern}', 1)`)]);
    }
    expect(await each([null], (v) => server.dialect.firstCapture(v, '(a)'))).toEqual(['']);
    expect(await one(server.dialect.firstCapture(sql`null`, '(a)'))).toBe('');
  });

  it('is found whatever its case, and only literally', async () => {
    const found = async (text: string, part: string) => (await one(server.dialect.containsText(sql<string>`${text}`, part))) === 1;
    expect(await found('Café MÜNCHEN', 'münchen')).toBe(true);
    expect(await found('Straße', 'STRAß')).toBe(true);
    expect(await found('abc', 'B')).toBe(true);
    expect(await found('abc', '')).toBe(true);
    expect(await found('ab', 'b ')).toBe(false);
    const nasty = String.raw`.*+?^$()[]{}|\-%_'":😀d D&`;
    expect(await found(`x${nasty}y`, nasty)).toBe(true);
    for (const part of [...nasty].filter((character) => !/[a-z\d]/i.test(character))) {
      expect([part, await found('ordinary', part)]).toEqual([part, false]);
      expect([part, await found(`_${part}_`, part)]).toEqual([part, true]);
    }
    expect(await found('a\0b', 'A\0')).toBe(true);
    expect(await found('x'.repeat(2000), 'X'.repeat(1000))).toBe(true);
  });

  it('is joined, and nothing where a part is missing', async () => {
    const { dialect } = server;
    expect(await one(dialect.concatenated([sql`${'a'}`, sql<string>`'ü'`]))).toBe('aü');
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
      '12\n',
      '1e308',
      '9007199254740993',
      '0.1234567890123456789',
    ];
    expect(await each(values, (v) => server.dialect.numberOfText(v))).toEqual(
      await inDuckDb(
        values,
        String.raw`case when regexp_full_match(v, '[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?') then try_cast(v as double) end`
      )
    );
    const beyond = ['1e400', '-1e400', '1e9999', 'inf', 'nan', 'Infinity', '9'.repeat(400)];
    expect(await each([...beyond, null], (v) => server.dialect.numberOfText(v))).toEqual([...beyond, null].map(() => null));
  });

  it('are whole where the text is digits', async () => {
    expect(await each(['0', '486', '000486', '999999999999999999', '', null], (v) => server.dialect.wholeOfDigits(v))).toEqual([
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
    const rounded = await each(values, (v) => server.dialect.rounded(sql`(${v} + 0e0)`));
    expect(rounded.map(Number)).toEqual(await inDuckDb(values, 'cast(round(cast(v as double)) as bigint)'));
    expect(await each(['1e300', '-1e300', null], (v) => server.dialect.rounded(sql`(${v} + 0e0)`))).toEqual([null, null, null]);
    expect(
      await each(['2.5', '-2.5', '4611686018427387', `1${'0'.repeat(40)}`], (v) => server.dialect.rounded(v), 'decimal(65, 4)')
    ).toEqual([3, -3, 4611686018427387, null]);
    expect(await each(['9223372036854775807', '-2147483648', '3000000000'], (v) => server.dialect.rounded(v), 'signed')).toEqual([
      null,
      -2147483648,
      3000000000,
    ]);
  });

  it('are divided downwards', async () => {
    expect(
      await each(['7', '-7', '-6', '0', '-1', '1763978399999', '-62135596800000'], (v) => server.dialect.floorDivide(v, 3), 'signed')
    ).toEqual([2, -3, -2, 0, -1, 587992799999, -20711865600000]);
    expect(
      await each(['3599999', '3600000', '-1', '-3600000', '-3600001'], (v) => server.dialect.floorDivide(v, 3600000), 'signed')
    ).toEqual([0, 1, -1, -1, -2]);
    expect(Number(await one(server.dialect.floorDivide(sql`9223372036854775807`, 1000)))).toBe(9223372036854775);
  });

  it('are parameters of 64 bits', async () => {
    expect(await one(server.dialect.wholeNumber(Number.MAX_SAFE_INTEGER))).toBe(9007199254740991);
    expect(await one(server.dialect.wholeNumber(-5))).toBe(-5);
    expect(await one(sql`cast(1 as unsigned) - cast(3 as unsigned)`)).toBe(-2);
  });
});

describe('clock times as text', () => {
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

  it('are read as DuckDB reads them, and never fail', async () => {
    const read = await each(VALUES, (v) => server.dialect.clockOfText(v));
    const expected = await inDuckDb(
      VALUES,
      String.raw`case when regexp_full_match(v, '\d{4}[-/]\d{1,2}[-/]\d{1,2}([T ].*)?') then epoch_ms(try_cast(v as timestamp)) end`
    );
    expect(Object.fromEntries(VALUES.map((value, index) => [value, read[index]]))).toEqual(
      Object.fromEntries(VALUES.map((value, index) => [value, expected[index]]))
    );
  });

  it('are rounded down before 1970, too, and nothing for the year 0 and for null', async () => {
    expect(await each(['1969-12-31 23:59:59.9995', '0000-01-01', null], (v) => server.dialect.clockOfText(v))).toEqual([-1, null, null]);
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
    await own.sql(
      `drop table if exists days; create table days (v varchar(10)); insert into days values ${days.map((day) => `('${day}')`).join(', ')}`,
      'calls'
    );
    const { columns } = await server.run(sql`select v, ${server.dialect.clockOfText(sql`v`)} from days`, NEVER);
    const read = new Map(columns[0]?.map((day, index) => [day, columns[1]?.[index]]));
    expect(days.map((day) => read.get(day))).toEqual(expected);
  });
});
