/** Every dialect reads text as the files' engine does: DuckDB, asked directly, is the independent source. */
import { sql } from 'kysely';
import { evaluateInDuckDb } from '../../support/duckdb';
import { everyDialect } from './dialectHarness';

const TEXTS = [
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
  '486\n',
  'a\nb',
  'a.b',
  'a\0',
];
const BEYOND_ASCII = ['aBcÄ', '٤٨٦', 'a😀'];

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

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

everyDialect((engine) => {
  const { fixture } = engine;
  const texts = engine.holdable([...TEXTS, ...BEYOND_ASCII]);

  it.each(fixture.shown)('%s, a column of the type %s, is shown as %j', async (expression, type, text) => {
    expect(await engine.one(engine.dialect.text(sql.raw(expression), type))).toBe(text);
  });

  it('texts that a collation calls the same stay apart', async () => {
    const twins = engine.holdable(['', 'A', 'a', 'a\0', 'a ', 'b', 'ä', '😀', '😁']);
    for (const statement of fixture.twins) {
      await engine.administer(statement);
    }
    const written = twins.map((twin) => (twin === 'a\0' ? `(concat('a', ${fixture.nul ?? ''}))` : `(${quoted(twin)})`));
    await engine.administer(`insert into twins values ${written.join(', ')}`);
    const text = engine.dialect.text(sql`v`, 'text');
    const [read = [], counts = []] = await engine.columns(sql`select ${text}, count(*) from twins group by 1 order by 1`);
    // MariaDB takes `a` and `a\\0` for equal when it sorts, though not when it groups.
    const byText = (one: string, other: string) => (one < other ? -1 : Number(one > other));
    expect([[...(read as string[])].sort(byText), counts.map(Number)]).toEqual([[...twins].sort(byText), twins.map(() => 1)]);
    const count = async (condition: ReturnType<typeof sql>) =>
      Number((await engine.columns(sql`select count(*) from twins where ${condition}`))[0]?.[0]);
    expect(await count(sql`${text} in (${'a'})`)).toBe(1);
    expect(await count(sql`${text} in (${'a '}, ${'A'}, ${'😀'})`)).toBe(3);
    expect(await count(sql`${text} <> ''`)).toBe(twins.length - 1);
  });

  it('is trimmed and lowered', async () => {
    const { dialect } = engine;
    expect(await engine.each(texts, (v) => dialect.trim(v))).toEqual(await evaluateInDuckDb(texts, 'trim(v)'));
    const lowered = engine.holdable(fixture.lowersAllLetters ? [...TEXTS, ...BEYOND_ASCII] : TEXTS);
    expect(await engine.each(lowered, (v) => dialect.lower(v))).toEqual(await evaluateInDuckDb(lowered, 'lower(v)'));
    expect(await engine.each(['Ä', 'ß', 'ABC'], (v) => dialect.lower(v))).toEqual([expect.stringMatching(/^[Ää]$/), 'ß', 'abc']);
    expect(await engine.each([null], (v) => dialect.trim(v))).toEqual([null]);
    expect(await engine.each([null], (v) => dialect.lower(v))).toEqual([null]);
  });

  it.each(['a', '%', '', 'a😀', "o'clock\\"])('starts with %j', async (part) => {
    expect(await engine.eachTruth(texts, (v) => engine.dialect.startsWith(v, part))).toEqual(
      await evaluateInDuckDb(texts, `starts_with(v, ${quoted(part)})`)
    );
  });

  it.each([
    String.raw`\d{1,9}(\.0+)?`,
    'a|486',
    '[a-z]+',
    '',
    'a.b',
    String.raw`.*o'clock\\`,
    '.*',
    'a.',
    String.raw`[\s\d]+`,
    'a$',
    String.raw`[^\d$]+`,
  ])('is matched as a whole by %j', async (pattern) => {
    const matched = fixture.dotMatchesLineBreak && pattern.includes('.') ? texts.filter((text) => !text.includes('\n')) : texts;
    expect(await engine.eachTruth(matched, (v) => engine.dialect.fullMatch(v, pattern))).toEqual(
      await evaluateInDuckDb(matched, `regexp_full_match(v, ${quoted(pattern)})`)
    );
    expect(await engine.each([null], (v) => engine.dialect.fullMatch(v, pattern))).toEqual([null]);
  });

  it('is one to nine digits', async () => {
    const digits = ['486', '0', '0404', '123456789'];
    const others = ['1234567890', ' 486', '486 ', '-5', '+5', '4.0', '4e2', '486\n', '٤٨٦', '', 'a'];
    const { missedDigits } = fixture;
    expect(engine.dialect.isDigits === undefined).toBe(missedDigits === null);
    if (missedDigits !== null) {
      expect(await engine.eachTruth([...digits, ...others], (v) => engine.dialect.isDigits?.(v) ?? v)).toEqual([
        ...digits.map((text) => !missedDigits.includes(text)),
        ...others.map(() => false),
      ]);
    }
  });

  it.each([
    String.raw`^(?:[^<]*<)?[^<@]*@(\[[^\]]*\]|[^:;>?\s"]+)`,
    String.raw`sips?:(\[[^\]]*\]|[^@:;>?\s"]+)(?:[:;>?]|$)`,
    String.raw`^(?:[^<]*<)?\s*(?:sips?:|tel:)?\+?(\d+)`,
    '(?:a|b)(x)?',
    '(a)|b',
    String.raw`SIP:(\w)`,
    '(49)$',
  ])('gives what the first group of %j takes', async (pattern) => {
    const addresses = engine.holdable(ADDRESSES);
    expect(await engine.each(addresses, (v) => engine.dialect.firstCapture(v, pattern))).toEqual(
      await evaluateInDuckDb(addresses, `regexp_extract(v, ${quoted(pattern)}, 1)`)
    );
    expect(await engine.each([null], (v) => engine.dialect.firstCapture(v, pattern))).toEqual(['']);
    expect(await engine.one(engine.dialect.firstCapture(sql`null`, pattern))).toBe('');
  });

  it('is found whatever its case, and only literally', async () => {
    const found = (text: string, part: string) =>
      engine.isTrue(engine.dialect.containsText(sql<string>`cast(${text} as ${sql.raw(fixture.types.text)})`, part));
    expect(await found('Café MÜNCHEN', 'münchen')).toBe(true);
    expect(await found('Straße', 'STRAß')).toBe(true);
    expect(await found('abc', 'B')).toBe(true);
    expect(await found('abc', '')).toBe(true);
    expect(await found('ab', 'b ')).toBe(false);
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
    if (fixture.nul !== null) {
      expect(await found('a\0b', 'A\0')).toBe(true);
    }
  });

  it('is joined, and nothing where a part is missing', async () => {
    const { dialect } = engine;
    const cast = (value: string | null) => sql<string>`cast(${value} as ${sql.raw(fixture.types.text)})`;
    expect(await engine.one(dialect.concatenated([cast('a'), cast('ü')]))).toBe('aü');
    expect(await engine.one(dialect.concatenated([cast('a'), sql<null>`null`]))).toBeNull();
    expect(await engine.one(dialect.concatenated([cast('a')]))).toBe('a');
  });
});
