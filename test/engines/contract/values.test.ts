/** Values never become part of a statement's text, and names are names, whatever characters they have. */
import { type RawBuilder, sql } from 'kysely';
import { everyDialect } from './dialectHarness';

const NASTY = [
  '',
  ' ',
  'x ',
  "'",
  "\\'",
  '\\',
  '\\\\',
  '\\x41',
  '`',
  '"',
  "' or 1=1 --",
  "\\' or 1=1 --",
  '" or ""="',
  "a' /*",
  "¿' or 1=1 -- ",
  "x'); drop table words; -- ",
  '{p1:String}',
  '${1}',
  ':a',
  '\0',
  'a\0b',
  '\t\n\r\b\f',
  '\\N',
  '\\n',
  'NULL',
  'ä😀\u2028',
  '%',
  '_',
  '%_',
  '?',
  '$1?',
  '/* */',
  ';',
  '\u001a',
];

everyDialect((engine) => {
  const { fixture } = engine;
  const nasty = engine.holdable(NASTY);
  const inLiterals = (values: readonly string[]) => (fixture.literalsHoldNul ? values : values.filter((value) => !value.includes('\0')));
  const cast = (value: string) => sql<string>`cast(${value} as ${sql.raw(fixture.types.text)})`;

  it('come back as they were sent, as parameters and as literals', async () => {
    for (const value of nasty) {
      expect(await engine.one(cast(value))).toBe(value);
    }
    for (const value of inLiterals(nasty)) {
      expect(await engine.columns(sql`select ${cast(value)}, ${sql.lit(value)}`)).toEqual([[value], [value]]);
    }
    const long = nasty.join('').repeat(300);
    expect(await engine.one(cast(long))).toBe(long);
  });

  it('are parameters, not text of the statement', async () => {
    const { statement, parameters } = await engine.run(sql`select ${sql.join(nasty.map(cast))}`);
    expect(parameters).toEqual(nasty);
    for (const hidden of ['or 1=1', 'drop table', '/*', '😀', 'NULL', '%']) {
      expect([hidden, statement.includes(hidden)]).toEqual([hidden, false]);
    }
  });

  it('are compared for what they are', async () => {
    await engine.administer(fixture.words);
    await engine.administer(`insert into words values ('a'), ('b')`);
    const text = engine.dialect.text(sql`v`, 'text');
    const counts = async (conditions: readonly RawBuilder<unknown>[]) => {
      const sums = conditions.map((condition) => sql`sum(case when ${condition} then 1 else 0 end)`);
      return (await engine.columns(sql`select ${sql.join(sums)} from words`)).map(([count]) => Number(count));
    };
    const values = nasty.filter((candidate) => candidate !== '');
    const starting = inLiterals(values).map((value) => engine.dialect.startsWith(text, value));
    expect(await counts(values.map((value) => sql`${text} in (${value})`))).toEqual(values.map(() => 0));
    expect(await counts(values.map((value) => engine.dialect.containsText(sql<string>`${text}`, value)))).toEqual(values.map(() => 0));
    expect(await counts(starting)).toEqual(starting.map(() => 0));
    expect(await counts([sql`1 = 1`, sql`${text} in (${'a'})`])).toEqual([2, 1]);
  });

  it('may be as many as a filter takes, alone and in pairs', async () => {
    const many = [...nasty, ...Array.from({ length: 20_000 }, (_, index) => `value ${index}`)];
    const asked = [...nasty, 'value 19999'];
    const list = sql.join(many.map((value) => sql.val(value)));
    expect(await engine.eachTruth([...asked, 'value 20000'], (v) => sql`${engine.dialect.text(v, 'text')} in (${list})`)).toEqual([
      ...asked.map(() => true),
      false,
    ]);
    const fewer = sql.join([...asked, ...many.slice(0, 500)].map((value) => sql.val(value)));
    expect(await engine.eachTruth([...asked, 'value 20000'], (v) => sql`${engine.dialect.text(v, 'text')} not in (${fewer})`)).toEqual([
      ...asked.map(() => false),
      true,
    ]);
    const pairs = sql.join(many.slice(0, 500).map((value, index) => sql`(${sql.join([sql.val(value), sql.val(String(index % 3))])})`));
    for (const second of ['0', '1', '2']) {
      expect([
        second,
        await engine.eachTruth(nasty, (v) => sql`(${engine.dialect.text(v, 'text')}, ${cast(second)}) in (${pairs})`),
      ]).toEqual([second, nasty.map((value) => String(many.indexOf(value) % 3) === second)]);
    }
  });

  it.each(engine.holdable(NASTY).filter((name) => name !== '' && !fixture.impossibleNames.includes(name)))(
    'a column may be called %j',
    async (name) => {
      const [column, ...others] = await engine.columns(sql`select ${sql.id(name)} from (select 7 as ${sql.id(name)}) as t`);
      expect([column?.map(Number), others]).toEqual([[7], []]);
    }
  );
});
