import { evaluateInDuckDb } from '../../support/duckdb';
import { everyDialect } from './dialectHarness';

const NUMBERS = [
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
  '9007199254740993',
  '0.1234567890123456789',
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
];

everyDialect((engine) => {
  const { types, notNumbers, tooLargeToRound, readsAllDoubles, divides64Bits } = engine.fixture;

  it('are read of text as DuckDB reads them, and never fail', async () => {
    expect(await engine.each(NUMBERS, (v) => engine.dialect.numberOfText(v))).toEqual(
      await evaluateInDuckDb(
        NUMBERS,
        String.raw`case when regexp_full_match(v, '[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?') then try_cast(v as double) end`
      )
    );
    const beyond = ['1e400', '-1e400', '1e9999', 'inf', 'nan', 'Infinity', '9'.repeat(400), null];
    expect(await engine.each(beyond, (v) => engine.dialect.numberOfText(v))).toEqual(beyond.map(() => null));
    const atTheEnds = ['1e308', '1e-400', `0.${'0'.repeat(400)}1`];
    expect(await engine.each(atTheEnds, (v) => engine.dialect.numberOfText(v))).toEqual(
      readsAllDoubles ? [1e308, 0, 0] : [null, null, null]
    );
  });

  it('are read exactly, to the last digit', async () => {
    const values = Array.from({ length: 500 }, (_, index) => String(Math.abs(Math.sin(index + 1)) * 10 ** (index % 8)));
    expect(await engine.each(values, (v) => engine.dialect.numberOfText(v))).toEqual(values.map(Number));
  });

  it('are classed by the least bound that is not below them, or the last', async () => {
    const { leastBound } = engine.dialect;
    if (leastBound === undefined) {
      return;
    }
    const { unsigned, int64, decimal } = types;
    const bounds = [1, 2, 30, 500, 7_000_000_000];
    const values = [0, 1, 2, 3, 29, 30, 31, 499, 500, 501, 4_000_000_000];
    const classes = [1, 1, 2, 30, 30, 30, 500, 500, 500, 7_000_000_000, 7_000_000_000].map(BigInt);
    for (const type of [unsigned, int64, decimal]) {
      expect(await engine.eachWhole(values.map(String), (v) => leastBound(v, bounds), type)).toEqual(classes);
    }
    expect(await engine.eachWhole(['7000000000', '7000000001', '1000000000000'], (v) => leastBound(v, bounds), int64)).toEqual(
      Array.from({ length: 3 }, () => 7_000_000_000n)
    );
  });

  it('are whole where the text is digits', async () => {
    expect(await engine.eachWhole(['0', '486', '000486', '999999999999999999', '', null], (v) => engine.dialect.wholeOfDigits(v))).toEqual([
      0n,
      486n,
      486n,
      999999999999999999n,
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
    const expected = await evaluateInDuckDb(values, 'cast(round(cast(v as double)) as bigint)');
    const rounded = (list: readonly (string | null)[], type: string) => engine.eachWhole(list, (v) => engine.dialect.rounded(v), type);
    expect(await rounded(values, types.double)).toEqual(expected.map((value) => BigInt(Number(value))));
    const beyond = [...notNumbers, '1e300', '-1e300', null];
    expect(await rounded(beyond, types.double)).toEqual(beyond.map(() => null));
    expect(await rounded(['2.5', '-2.5', '4611686018427387'], types.decimal)).toEqual([3n, -3n, 4611686018427387n]);
    expect(await rounded(['2147483647', '-2147483648'], types.int32)).toEqual([2147483647n, -2147483648n]);
    expect(await rounded(['3000000000', '-3000000000'], types.int64)).toEqual([3000000000n, -3000000000n]);
    for (const [value, type] of tooLargeToRound) {
      expect([value, type, await rounded([value], type)]).toEqual([value, type, [null]]);
    }
  });

  it('are rounded as exactly where they are known to be neither negative nor too large', async () => {
    const values = [
      '0.5',
      '1.5',
      '2.5',
      '0.49999999999999994',
      '1000.4999999999999',
      '1795467264518.5',
      '999999999999999.4',
      '7',
      '0',
      null,
    ];
    const rounded = (type: string) => engine.eachWhole(values, (v) => engine.dialect.rounded(v, true), type);
    expect(await rounded(types.double)).toEqual([1n, 2n, 3n, 0n, 1000n, 1795467264519n, 999999999999999n, 7n, 0n, null]);
  });

  it('are looked up by a text', async () => {
    const numbers = new Map([
      ['user_busy', 486],
      ['q.850 1', 404],
      [String.raw`a "quoted" \ word`, 480],
      ['Müller', 603],
      ['__proto__', 500],
    ]);
    const texts = [...numbers.keys(), 'USER_BUSY', 'user_busy ', '', 'toString', null];
    const { numberIn } = engine.dialect;
    const found = numberIn === undefined ? null : await engine.eachWhole(texts, (v) => numberIn(v, numbers));
    expect(found ?? [486n, 404n, 480n, 603n, 500n, null, null, null, null, null]).toEqual([
      ...[486n, 404n, 480n, 603n, 500n],
      ...[null, null, null, null, null],
    ]);
  });

  it('are divided downwards', async () => {
    const divided = (list: readonly string[], step: number, type = types.int64) =>
      engine.eachWhole(list, (v) => engine.dialect.floorDivide(v, step), type);
    expect(await divided(['7', '-7', '-6', '0', '-1', '1763978399999', '-62135596800000'], 3)).toEqual([
      2n,
      -3n,
      -2n,
      0n,
      -1n,
      587992799999n,
      -20711865600000n,
    ]);
    expect(await divided(['3599999', '3600000', '-1', '-3600000', '-3600001'], 3600000)).toEqual([0n, 1n, -1n, -1n, -2n]);
    expect(await divided(['4294967295'], 7, types.unsigned)).toEqual([613566756n]);
    expect(await divided(['9007199254740991', '-9007199254740991'], 1000)).toEqual([9007199254740n, -9007199254741n]);
    if (divides64Bits) {
      expect(await divided(['9223372036854775807'], 1000)).toEqual([9223372036854775n]);
    }
  });

  it('are parameters of 64 bits', async () => {
    expect(await engine.whole(engine.dialect.wholeNumber(Number.MAX_SAFE_INTEGER))).toBe(9007199254740991n);
    expect(await engine.whole(engine.dialect.wholeNumber(-5))).toBe(-5n);
  });
});
