/** Moments that records hold as text, in every form that systems are known to write. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { lookAtTimes } from '../../../src/backend/stores/sql/records/lookAtTimes';
import { instantOf } from '../../../src/backend/stores/sql/records/readTime';
import { offsetSpans } from '../../../src/domain/timeZone';
import { type DialectHarness, everyDialect, wholeOf } from './dialectHarness';

interface Form {
  readonly name: string;
  readonly text: string;
  readonly timeZone: string;
  readonly means: string;
}

const FORMS: readonly Form[] = JSON.parse(readFileSync(path.resolve(__dirname, '../../field/times.json'), 'utf8'));

/** The moments of a column that has these texts, by what they or the format tell. */
async function read(
  engine: DialectHarness,
  texts: readonly string[],
  { timeZone = 'UTC', timeFormat, complete = true }: { timeZone?: string; timeFormat?: string; complete?: boolean } = {}
): Promise<(string | null)[]> {
  const { dialect, fixture } = engine;
  const rows = texts.map((text, index) => sql`select ${sql.lit(index)} as i, cast(${text} as ${sql.raw(fixture.types.text)}) as v`);
  const from = sql`(${sql.join(rows, sql` union all `)}) as t`;
  const text = dialect.text(sql`v`, 'text');
  const times = (
    await lookAtTimes(timeFormat, {
      dialect,
      columns: new Map([['v', text]]),
      from,
      some: complete ? from : sql`(select v from ${from} limit 3) as t`,
      complete,
      run: (statement) => engine.run(statement),
    })
  ).times.get('v');
  const spans = offsetSpans(timeZone, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1));
  const instant = instantOf(dialect, { expression: sql`v`, type: 'text', ...(times === undefined ? {} : { times }) }, spans);
  const [column = []] = await engine.columns(sql`select ${instant} from ${from} order by i`);
  return column.map((ms) => (ms === null ? null : new Date(Number(wholeOf(ms))).toISOString()));
}

everyDialect((engine) => {
  it('are read in every form', async () => {
    const found: Record<string, string | null | undefined> = {};
    for (const { name, text, timeZone } of FORMS) {
      [found[name]] = await read(engine, [text], { timeZone });
    }
    expect(found).toEqual(Object.fromEntries(FORMS.map(({ name, means }) => [name, means === 'unread' ? null : means])));
  });

  it.each([
    ['26-11-2026 08:05', '2026-11-26T07:05:00.000Z'],
    ['11/26/2026, 12:00:05 AM', '2026-11-25T23:00:05.000Z'],
    ['11/26/2026 1:00 p.m.', '2026-11-26T12:00:00.000Z'],
    ['2026-11-26 01:00:00 pm', '2026-11-26T12:00:00.000Z'],
    ['26.11.2026', '2026-11-25T23:00:00.000Z'],
    ['2026.11.26 13:00:00', '2026-11-26T12:00:00.000Z'],
    ['26/11/2026 13:00:00 +0100', '2026-11-26T12:00:00.000Z'],
    ['20261126T120000Z', '2026-11-26T12:00:00.000Z'],
    ['20261126 13:00:00', '2026-11-26T12:00:00.000Z'],
    ['26-Nov-2026 13:00:00.5', '2026-11-26T12:00:00.500Z'],
    ['Nov 26, 2026 1:00:00 PM', '2026-11-26T12:00:00.000Z'],
    ['Thu Nov 26 13:00:00 2026', '2026-11-26T12:00:00.000Z'],
    ['Thu Nov  5 13:00:00 CET 2026', '2026-11-05T12:00:00.000Z'],
    ['*13:00:00.123 CET Thu Nov 5 2026', '2026-11-05T12:00:00.123Z'],
    ['2026-11-26 13:00:00,5 +01:00', '2026-11-26T12:00:00.500Z'],
    ['2026-11-26 17:45:00 +0545 +0545', '2026-11-26T12:00:00.000Z'],
    ['2026-11-26 07:00:00 EST', '2026-11-26T12:00:00.000Z'],
    ['2026-07-26 14:00:00 CEST', '2026-07-26T12:00:00.000Z'],
    ['46352.500011574', '2026-11-26T11:00:01.000Z'],
    ['13/13/2026 12:00:00', null],
    ['31/02/2026 12:00:00', null],
    ['11/26/2026 13:00:00 PM', null],
    ['11/26/2026 00:00:00 AM', null],
    // Names of zones that mean several.
    ['2026-11-26 13:00:00 CST', null],
    ['2026-11-26 13:00:00 IST', null],
    ['01/01/1970 00:00:00', null],
    ['00/00/0000', null],
    ['10000000000000000000', null],
    ['12345678901234567', null],
    ['43200', null],
  ])('%j is read or not, wherever it is', async (text, means) => {
    expect(await read(engine, [text], { timeZone: 'Europe/Berlin' })).toEqual([means]);
  });

  it.each([
    ['11/26/2026 10:00', '11/05/2026 10:00', '2026-11-05T10:00:00.000Z'],
    ['26/11/2026 10:00', '05/11/2026 10:00', '2026-11-05T10:00:00.000Z'],
    ['26-11-2026 10:00', '5-11-2026 10:00', '2026-11-05T10:00:00.000Z'],
    ['13/01/2026', '05/11/2026 10:00', '2026-11-05T10:00:00.000Z'],
  ])('have their days and months in the order that one of the column, %j, tells', async (deciding, text, means) => {
    const separator = deciding.charAt(2);
    const others = [...['01/01/2026 10:00', '01/01/2026 11:00', '01/01/2026 12:00'].map((other) => other.replaceAll('/', separator)), text];
    expect((await read(engine, [...others, deciding])).at(3)).toBe(means);
    // Even if it is not among the rows that are looked at first.
    expect((await read(engine, [...others, deciding], { complete: false })).at(3)).toBe(means);
  });

  it('are refused where no value tells their order, with both readings and the repair', async () => {
    await expect(read(engine, ['05/06/2026 01:00:00 PM'])).rejects.toThrow(
      'The column "v" has dates such as "05/06/2026 01:00:00 PM", which can be 5 June 2026 or 6 May 2026, and none that tells which. Set timeFormat to "DD/MM/YYYY hh:mm:ss A" or "MM/DD/YYYY hh:mm:ss A" in the data source settings.'
    );
    await expect(read(engine, ['01/01/2026', '02/02/2026', '03/03/2026', '05/06/2026'], { complete: false })).rejects.toThrow(
      'dates such as "05/06/2026"'
    );
    await expect(read(engine, ['13/06/2026', '05/06/2026', '06/13/2026'])).rejects.toThrow(
      '"13/06/2026", and with the month first, such as "06/13/2026"'
    );
    // Points stand behind the day; each separator has an order.
    expect(await read(engine, ['05/05/2026', '05.06.2026'])).toEqual(['2026-05-05T00:00:00.000Z', '2026-06-05T00:00:00.000Z']);
  });

  it.each([
    ['MM/DD/YYYY hh:mm:ss A', '05/06/2026 01:00:00 PM', '2026-05-06T13:00:00.000Z'],
    ['DD/MM/YYYY HH:mm', '5/6/2026 9:05', '2026-06-05T09:05:00.000Z'],
    ['DD.MM.YY HH:mm:ss', '05.06.26 09:05:07', '2026-06-05T09:05:07.000Z'],
    ['YYYYMMDDHHmmssSSS', '20260605090507123', '2026-06-05T09:05:07.123Z'],
    ['YYYY-DD-MM HH:mm:ss', '2026-06-05 10:00:00', '2026-05-06T10:00:00.000Z'],
    ['YYYY-DD-MM HH:mm:ss', '2026-06-25 10:00:00', null],
    ['YYYY-DD-MM HH:mm', '2026-06-05 10:00:00', null],
    ['[on] ddd D MMMM YYYY[,] HH[h]mm', 'On Fri 5 June 2026, 10h30', '2026-06-05T10:30:00.000Z'],
    ['DD-MMM-YYYY HH:mm:ss.SSS Z', '05-JUN-2026 10:30:00.250 +02:00', '2026-06-05T08:30:00.250Z'],
    ['DD/MM/YYYY HH:mm:ss z', '05/06/2026 10:30:00 CEST', '2026-06-05T08:30:00.000Z'],
    ['DD/MM/YYYY', '1795694400', '2026-11-26T12:00:00.000Z'],
    ['DD/MM/YYYY', '2026-11-26', null],
  ])('are read as the format %j says: %j', async (timeFormat, text, means) => {
    expect(await read(engine, [text], { timeFormat })).toEqual([means]);
  });
});
