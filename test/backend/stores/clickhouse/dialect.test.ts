import { DuckDBInstance } from '@duckdb/node-api';
import { type RawBuilder, sql } from 'kysely';
import { openClickHouseServer } from '../../../../src/backend/stores/clickhouse/open';
import type { ColumnType } from '../../../../src/backend/stores/sql/columns';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let server: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start();
  server = openClickHouseServer(own.connection());
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
  const rows = sql.join(
    values.map((value, index) => sql`select ${sql.lit(index)} as i, cast(${value} as Nullable(${sql.raw(type)})) as v`),
    sql` union all `
  );
  const { columns } = await server.run(sql`select ${expression(sql`v`)} from (${rows}) order by i`, NEVER);
  return [...(columns[0] ?? [])];
}

/** The same as numbers: those of 64 bits come as texts. */
async function eachNumber(...args: Parameters<typeof each>): Promise<(number | null)[]> {
  return (await each(...args)).map((value) => (value === null ? null : Number(value)));
}

async function eachTruth(...args: Parameters<typeof each>): Promise<(boolean | null)[]> {
  return (await each(...args)).map((value) => (value === null ? null : Number(value) === 1));
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

describe('values', () => {
  const NASTY = [
    '',
    ' ',
    "'",
    "\\'",
    '\\',
    '\\\\',
    '`',
    '"',
    "' or 1=1 --",
    "\\' or 1=1 --",
    '{p1:String}',
    '\0',
    'a\0b',
    '\t\n\r\b\f',
    '\\N',
    '\\n',
    'NULL',
    'ä😀\u2028',
    '%_',
    '$1?',
    '/* */',
    ';',
    '\u001a',
  ];

  it('come back as they were sent, as parameters and as literals', async () => {
    for (const value of NASTY) {
      expect((await server.run(sql`select ${value}, ${sql.lit(value)}`, NEVER)).columns).toEqual([[value], [value]]);
    }
    const long = NASTY.join('').repeat(1000);
    expect(await one(sql`${long}`)).toBe(long);
  });

  it("are no part of the statement's text, and names are only names", async () => {
    const { statement, parameters } = await server.run(sql`select ${"x' or 1"}, ${5}, ${1.5}, ${true}, ${null}, ${2n ** 62n}`, NEVER);
    expect(statement).toBe('select {p1:String}, {p2:Int64}, {p3:Float64}, {p4:Bool}, {p5:Nullable(String)}, {p6:Int64}');
    expect(parameters).toEqual(["x' or 1", 5, 1.5, true, null, 2 ** 62]);
    for (const name of NASTY.filter((value) => value !== '')) {
      const { columns } = await server.run(sql`select ${sql.id(name)} from (select 7 as ${sql.id(name)})`, NEVER);
      expect([name, columns]).toEqual([name, [[7]]]);
    }
  });

  it('may be as many as a filter takes, alone and in pairs', async () => {
    const many = [...NASTY, ...Array.from({ length: 20_000 }, (_, index) => `value ${index}`)];
    const is = async (condition: RawBuilder<boolean>) => Number(await one(condition)) === 1;
    const list = sql.join(many.map((value) => sql.val(value)));
    for (const value of [...NASTY, 'value 19999']) {
      expect([value, await is(sql`${value} in (${list})`), await is(sql`${value} not in (${list})`)]).toEqual([value, true, false]);
    }
    expect(await is(sql`${'value 20000'} in (${list})`)).toBe(false);
    expect(await is(sql`toLowCardinality(cast(${'value 5'} as Nullable(String))) in (${list})`)).toBe(true);
    const pairs = sql.join(many.slice(0, 2000).map((value, index) => sql`(${sql.join([sql.val(value), sql.val(String(index % 3))])})`));
    expect(await is(sql`(${'a\0b'}, ${'2'}) in (${pairs})`)).toBe(many.indexOf('a\0b') % 3 === 2);
    expect(await is(sql`(${'\\'}, ${String(many.indexOf('\\') % 3)}) in (${pairs})`)).toBe(true);
    expect(await is(sql`(${'\\'}, ${String((many.indexOf('\\') + 1) % 3)}) in (${pairs})`)).toBe(false);
  });

  it('keeps negative numbers from becoming comments', async () => {
    expect(Number(await one(sql`5 -${sql.lit(-3)}`))).toBe(8);
  });
});

describe('text', () => {
  it("is the value as text, whatever the column's type", async () => {
    const read = async (value: string, type: string, as: ColumnType = 'other') =>
      one(server.dialect.text(sql`cast(${sql.val(value)} as ${sql.raw(type)})`, as));
    expect(await read('486', 'Int32', 'whole')).toBe('486');
    expect(await read('-9223372036854775808', 'Int64', 'whole')).toBe('-9223372036854775808');
    expect(await read('18446744073709551615', 'UInt64', 'whole')).toBe('18446744073709551615');
    expect(await read('12345678901234567890', 'Decimal(20, 0)', 'number')).toBe('12345678901234567890');
    expect(await read('0.1', 'Float64', 'number')).toBe('0.1');
    expect(await read('true', 'Bool', 'boolean')).toBe('true');
    expect(await read('false', 'Nullable(Bool)', 'boolean')).toBe('false');
    expect(await read('a ', 'String', 'text')).toBe('a ');
    expect(await read('a ', 'LowCardinality(Nullable(String))', 'text')).toBe('a ');
    expect(await read('ab', 'FixedString(4)')).toBe('ab');
    expect(await read('b', `Enum8('a' = 1, 'b' = 2)`)).toBe('b');
    expect(await read('10.0.0.1', 'IPv4')).toBe('10.0.0.1');
    expect(await read('2001:db8::1', 'IPv6')).toBe('2001:db8::1');
    expect(await read('61f0c404-5cb3-11e7-907b-a6006ad3dba0', 'UUID')).toBe('61f0c404-5cb3-11e7-907b-a6006ad3dba0');
    expect(await read("['a','b']", 'Array(String)')).toBe("['a','b']");
    expect(await one(server.dialect.text(sql`map('a', 1)`, 'other'))).toBe("{'a':1}");
    expect(await read('2026-01-02 03:04:05', `DateTime('Europe/Berlin')`, 'instant')).toBe('2026-01-02 02:04:05');
    expect(await read('2026-01-02 03:04:05.120', `DateTime64(3, 'UTC')`, 'instant')).toBe('2026-01-02 03:04:05.120');
    expect(await read('2026-01-02', 'Date', 'clock')).toBe('2026-01-02');
    expect(await one(server.dialect.text(sql`cast(null as Nullable(FixedString(3)))`, 'other'))).toBeNull();
  });

  it('keeps twins apart', async () => {
    await own.sql('create table twins (v String) engine = Memory');
    await own.sql(`insert into twins values ('a'), ('A'), ('ä'), ('a '), ('b'), ('a\\0')`);
    const text = server.dialect.text(sql`v`, 'text');
    const { columns } = await server.run(sql`select ${text}, count(*) from twins group by 1 order by 1`, NEVER);
    expect(columns[0]).toEqual(['A', 'a', 'a\0', 'a ', 'b', 'ä']);
    expect((await server.run(sql`select count(*) from twins where ${text} in (${'a'})`, NEVER)).columns).toEqual([['1']]);
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
      'a\nb',
      '486\n',
      'a.b',
      'aBcÄ',
    ];
    const duck = (expression: string) => inDuckDb(values, expression);
    expect(await each(values, 'String', (v) => dialect.trim(v))).toEqual(await duck('trim(v)'));
    expect(await each(values.slice(0, -1), 'String', (v) => dialect.lower(v))).toEqual((await duck('lower(v)')).slice(0, -1));
    expect(await each(['Ä', 'ß', 'ABC'], 'String', (v) => dialect.lower(v))).toEqual([expect.stringMatching(/^[Ää]$/), 'ß', 'abc']);
    expect(await eachTruth(values, 'String', (v) => dialect.startsWith(v, 'a'))).toEqual(await duck(`starts_with(v, 'a')`));
    expect(await eachTruth(values, 'String', (v) => dialect.startsWith(v, '%'))).toEqual(await duck(`starts_with(v, '%')`));
    for (const pattern of [String.raw`\d{1,9}(\.0+)?`, 'a|486', '[a-z]+', '', 'a.b', String.raw`.*o'clock\\`]) {
      expect(await eachTruth(values, 'String', (v) => dialect.fullMatch(v, pattern))).toEqual(
        await duck(`regexp_full_match(v, '${pattern.replaceAll("'", "''")}')`)
      );
    }
    expect(await each([null], 'String', (v) => dialect.trim(v))).toEqual([null]);
    expect(await each([null], 'String', (v) => dialect.fullMatch(v, 'a'))).toEqual([null]);
  });

  it('gives what the patterns of dimensions take, as DuckDB does', async () => {
    for (const pattern of [
      String.raw`^(?:[^<]*<)?[^<@]*@(\[[^\]]*\]|[^:;>?\s"]+)`,
      String.raw`sips?:(\[[^\]]*\]|[^@:;>?\s"]+)(?:[:;>?]|$)`,
      String.raw`^(?:[^<]*<)?\s*(?:sips?:|tel:)?\+?(\d+)`,
      '(?:a|b)(x)?',
    ]) {
      const taken = await each(ADDRESSES, 'String', (v) => server.dialect.firstCapture(v, pattern));
      expect(taken).toEqual(await inDuckDb(ADDRESSES, `regexp_extract(v, '${pattern}', 1)`));
    }
    expect(await each([null], 'String', (v) => server.dialect.firstCapture(v, '(a)'))).toEqual(['']);
  });

  it('is found whatever its case, and only literally', async () => {
    const found = async (text: string, part: string) => (await one(server.dialect.containsText(sql<string>`${text}`, part))) === 1;
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
    expect(await found('abc', 'a\0')).toBe(false);
    expect(await found('x'.repeat(2000), 'X'.repeat(1000))).toBe(true);
  });

  it('is joined, and nothing where a part is missing', async () => {
    const { dialect } = server;
    expect(await one(dialect.concatenated([sql`${'a'}`, sql<string>`${'ü'}`]))).toBe('aü');
    expect(await one(dialect.concatenated([sql`${'a'}`, sql<null>`null`]))).toBeNull();
    expect(await one(dialect.concatenated([sql`${'a'}`]))).toBe('a');
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
      '8.41',
      '1.7091',
      '0.3',
      '2.675',
      '123456789.987654321',
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
      '1e-400',
    ];
    expect(await each(values, 'String', (v) => server.dialect.numberOfText(v))).toEqual(await inDuckDb(values, 'try_cast(v as double)'));
    const beyond = ['1e400', '-1e400', 'inf', 'nan', 'Infinity', '9'.repeat(400)];
    expect(await each([...beyond, null], 'String', (v) => server.dialect.numberOfText(v))).toEqual([...beyond, null].map(() => null));
  });

  it('are read exactly, to the last digit', async () => {
    const values = Array.from({ length: 500 }, (_, index) => String(Math.abs(Math.sin(index + 1)) * 10 ** (index % 8)));
    expect(await each(values, 'String', (v) => server.dialect.numberOfText(v))).toEqual(values.map(Number));
  });

  it('are whole where the text is digits', async () => {
    expect(await each(['0', '486', '000486', '999999999999999999', '', null], 'String', (v) => server.dialect.wholeOfDigits(v))).toEqual([
      '0',
      '486',
      '486',
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
    expect(await eachNumber(values, 'Float64', (v) => server.dialect.rounded(v))).toEqual(
      await inDuckDb(values, 'cast(round(cast(v as double)) as bigint)')
    );
    expect(await each(['nan', 'inf', '-inf', '1e300', null], 'Float64', (v) => server.dialect.rounded(v))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(await eachNumber(['2.5', '-2.5', '4611686018427387'], 'Decimal(38, 4)', (v) => server.dialect.rounded(v))).toEqual([
      3, -3, 4611686018427387,
    ]);
    expect(await eachNumber(['2147483647', '-2147483648'], 'Int32', (v) => server.dialect.rounded(v))).toEqual([2147483647, -2147483648]);
    expect(await each(['18446744073709551615'], 'UInt64', (v) => server.dialect.rounded(v))).toEqual([null]);
  });

  it('are divided downwards', async () => {
    expect(
      await eachNumber(['7', '-7', '-6', '0', '-1', '1763978399999', '-62135596800000'], 'Int64', (v) => server.dialect.floorDivide(v, 3))
    ).toEqual([2, -3, -2, 0, -1, 587992799999, -20711865600000]);
    expect(
      await eachNumber(['3599999', '3600000', '-1', '-3600000', '-3600001'], 'Int64', (v) => server.dialect.floorDivide(v, 3600000))
    ).toEqual([0, 1, -1, -1, -2]);
    expect(await eachNumber(['4294967295'], 'UInt32', (v) => server.dialect.floorDivide(v, 7))).toEqual([613566756]);
  });

  it('are parameters of 64 bits', async () => {
    expect(await one(server.dialect.wholeNumber(Number.MAX_SAFE_INTEGER))).toBe('9007199254740991');
    expect(await one(server.dialect.wholeNumber(-5))).toBe('-5');
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
    const read = await eachNumber(VALUES, 'String', (v) => server.dialect.clockOfText(v));
    const expected = await inDuckDb(
      VALUES,
      String.raw`case when regexp_full_match(v, '\d{4}[-/]\d{1,2}[-/]\d{1,2}([T ].*)?') then epoch_ms(try_cast(v as timestamp)) end`
    );
    expect(Object.fromEntries(VALUES.map((value, index) => [value, read[index]]))).toEqual(
      Object.fromEntries(VALUES.map((value, index) => [value, expected[index]]))
    );
  });

  it('are rounded down before 1970, too, and nothing for the year 0 and for null', async () => {
    expect(await eachNumber(['1969-12-31 23:59:59.9995', '0000-01-01', null], 'String', (v) => server.dialect.clockOfText(v))).toEqual([
      -1,
      null,
      null,
    ]);
    expect(await eachNumber([null, '2026-11-24'], 'String', (v) => server.dialect.clockOfText(sql`toLowCardinality(${v})`))).toEqual([
      null,
      Date.UTC(2026, 10, 24),
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
    const read = await server.run(
      sql`select ${server.dialect.clockOfText(sql`d`)} from (select arrayJoin(splitByChar(',', ${days.join(',')})) as d)`,
      NEVER
    );
    expect((read.columns[0] ?? []).map((ms) => (ms === null ? null : Number(ms)))).toEqual(expected);
  });
});

describe('times', () => {
  /** Epoch microseconds; each type can hold those that are whole in it and not before its first year. */
  const MOMENTS = [
    -1,
    -1000,
    -1500,
    -86_400_000_000,
    -2_000_000_000_000_001,
    0,
    1,
    999,
    1000,
    1_767_222_000_000_000,
    1_767_221_999_999_999,
    4_102_444_799_999_999,
    Date.UTC(2106, 0, 1) * 1000 - 1,
    Date.UTC(2107, 0, 1) * 1000,
  ].map(BigInt);
  /** Seconds without a sign hold times before it. */
  const MOST = 4_294_967_296_000_000n;
  const RANGES = [
    null,
    { from: 0, to: Date.UTC(2106, 0, 1) },
    { from: -1, to: Date.UTC(2106, 0, 1) },
    { from: 0, to: Date.UTC(2108, 0, 1) },
  ];
  const TYPES = [
    { type: 'DateTime', unit: 1_000_000n, signed: false, kind: 'instant' },
    { type: `DateTime('Asia/Kathmandu')`, unit: 1_000_000n, signed: false, kind: 'instant' },
    { type: 'Nullable(DateTime)', unit: 1_000_000n, signed: false, kind: 'instant' },
    { type: `DateTime64(3, 'America/New_York')`, unit: 1000n, signed: true, kind: 'instant' },
    { type: 'DateTime64(6)', unit: 1n, signed: true, kind: 'instant' },
    { type: 'Nullable(DateTime64(0))', unit: 1_000_000n, signed: true, kind: 'instant' },
    { type: `DateTime64(9, 'UTC')`, unit: 1n, signed: true, kind: 'instant' },
    { type: 'Date', unit: 86_400_000_000n, signed: false, kind: 'clock' },
    { type: 'Date32', unit: 86_400_000_000n, signed: true, kind: 'clock' },
  ] as const;

  const floor = (value: bigint, step: bigint) => value / step - (value % step < 0n ? 1n : 0n);

  for (const { type, unit, signed, kind } of TYPES) {
    it(`of ${type} are told, compared and grouped exactly`, async () => {
      const kept = [...new Set(MOMENTS.map((us) => floor(us, unit) * unit))]
        .filter((us) => signed || (us >= 0n && us < MOST))
        .sort((a, b) => Number(a - b));
      const table = `t${TYPES.findIndex((candidate) => candidate.type === type)}`;
      await own.sql(`create table ${table} (t ${type}) engine = Memory`);
      const value = (us: bigint) =>
        kind === 'clock' ? `toDate32(toInt32(${us / unit}))` : `toTimeZone(fromUnixTimestamp64Micro(toInt64(${us})), 'UTC')`;
      await own.sql(`insert into ${table} ${kept.map((us) => `select cast(${value(us)} as ${type})`).join(' union all ')}`);
      const ms = kept.map((us) => Number(floor(us, 1000n)));
      const { dialect } = server;
      const from = sql`from ${server.table(table)}`;
      const told = await server.run(sql`select ${dialect.milliseconds(sql`t`, kind)} ${from} order by t`, NEVER);
      expect((told.columns[0] ?? []).map(Number)).toEqual(ms);

      for (const bound of [-86_400_001, -1, 0, 1, 86_399_999, 86_400_000, 1_767_221_999_999, 1_767_222_000_000]) {
        const counted = await server.run(
          sql`select countIf(t < ${dialect.stamp(bound, kind)}), countIf(t >= ${dialect.stamp(bound, kind)}) ${from}`,
          NEVER
        );
        const below = kept.filter((us) => us < BigInt(bound) * 1000n).length;
        expect([bound, ...counted.columns.map((column) => Number(column[0]))]).toEqual([bound, below, kept.length - below]);
      }

      const winter = { until: 1_767_222_000_000, addMs: 3_600_000 };
      for (const shifts of [
        [],
        [{ until: null, addMs: 0 }],
        [{ until: null, addMs: -18_000_000 }],
        [{ until: 0, addMs: -1 }, winter, { until: null, addMs: 7_200_000 }],
      ]) {
        for (const [stepMs, range] of [1000, 60_000, 3_600_000, 604_800_000, 7].flatMap((stepMs) =>
          RANGES.map((range) => [stepMs, range] as const)
        )) {
          const { groupBy, selected } = dialect.bucket(sql`t`, kind, shifts, stepMs, range);
          const within = range === null ? sql`true` : sql`t >= ${dialect.stamp(range.from, kind)} and t < ${dialect.stamp(range.to, kind)}`;
          const grouped = await server.run(sql`select ${selected}, count(*) ${from} where ${within} group by ${groupBy} order by 1`, NEVER);
          const expected = new Map<number, number>();
          for (const time of ms.filter((at) => range === null || (at >= range.from && at < range.to))) {
            const addMs = shifts.find(({ until }) => until === null || time < until)?.addMs ?? 0;
            const bucket = Math.floor((time + addMs) / stepMs);
            expected.set(bucket, (expected.get(bucket) ?? 0) + 1);
          }
          expect(grouped.columns.map((column) => column.map(Number))).toEqual([
            [...expected.keys()].sort((a, b) => a - b),
            [...expected].sort(([a], [b]) => a - b).map(([, calls]) => calls),
          ]);
        }
      }
    });
  }

  it('are found by the order key and the partitions', async () => {
    await own.sql(
      `create table calls (t DateTime64(3), u DateTime, d Date) engine = MergeTree partition by (toYYYYMM(u), toMonday(d)) order by t settings index_granularity = 100`
    );
    await own.sql(
      `insert into calls select fromUnixTimestamp64Milli(toInt64(1767225600000 + number * 60000)) as t, t, t from numbers(100000)`
    );
    for (const column of ['t', 'u', 'd']) {
      const kind = column === 'd' ? 'clock' : 'instant';
      const [from, to] = [1767225600000 + 86_400_000 * 4 + 1, 1767225600000 + 86_400_000 * 6];
      const range = sql`${sql.id(column)} >= ${server.dialect.stamp(from, kind)} and ${sql.id(column)} < ${server.dialect.stamp(to, kind)}`;
      const { columns } = await server.run(sql`explain indexes = 1 select count(*) from calls where ${range}`, NEVER);
      const plan = (columns[0] ?? []).join('\n');
      const read = column === 't' ? /Granules: (\d+)\//g : /Parts: (\d+)\//g;
      const counts = [...plan.matchAll(read)].map(([, count]) => Number(count));
      expect(counts.length).toBeGreaterThan(0);
      // Two days of the sixty-nine: 29 granules of 100 minutes, which may begin and end in the middle of one.
      expect([column, Math.min(...counts) <= (column === 't' ? 31 : 2)]).toEqual([column, true]);
    }
  });
});
