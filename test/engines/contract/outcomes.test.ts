/** What texts of columns with codes and causes say of how a call ended. */
import { sql } from 'kysely';
import { outcomeExpressions, readOutcome } from '../../../src/backend/stores/sql/records/readOutcome';
import type { OutcomeReading } from '../../../src/domain/layouts/layout';
import { LAYOUTS } from '../../../src/domain/layouts/layouts';
import { everyDialect, wholeOf } from './dialectHarness';

type Said = number | string | null;

const CODES: Readonly<Record<string, Said>> = {
  '486': 486,
  ' 486 ': 486,
  '486.0': 486,
  '017': 17,
  '48612': 48_612,
  '486 Busy Here': 486,
  '486 Busy here (user)': 486,
  '480 Temporarily not available': 480,
  '200 OK': 200,
  '200 ok': 200,
  '486: Busy Here': 486,
  '486 - Busy': 486,
  '486-Busy': 486,
  '486 (Busy Here)': 486,
  'SIP/2.0 486': 486,
  'SIP/2.0 486 Busy Here': 486,
  'sip:486': 486,
  'SIP 603 Declined': 603,
  'SIP;cause=486;text="Busy Here"': 486,
  'SIP ;cause=200 ;text="Call completed elsewhere"': 200,
  'USER_BUSY [17]': 'Q.850 17',
  'NORMAL_CLEARING [16]': 'Q.850 16',
  'Q.850;cause=17;text="User busy"': 'Q.850 17',
  'Q.850 ;cause=017': 'Q.850 17',
  // Not certainly a code, and therefore a word.
  '486 of 500': '486 of 500',
  '486 calls': '486 calls',
  '486 Busy 2': '486 Busy 2',
  '486Busy': '486Busy',
  '48612 Busy Here': '48612 Busy Here',
  '986 Busy Here': '986 Busy Here',
  'sip:486@example.org': 'sip:486@example.org',
  'sip:4861': 'sip:4861',
  'SIP/2.0': 'SIP/2.0',
  'Busy 486': 'Busy 486',
  USER_BUSY: 'USER_BUSY',
  'user [17]': 'user [17]',
  'USER_BUSY [1700]': 'USER_BUSY [1700]',
  '486.5': '486.5',
  NULL: null,
  '': null,
};

const CAUSES: Readonly<Record<string, Said>> = {
  '17': 'Q.850 17',
  '017': 'Q.850 17',
  '0017': 'Q.850 17',
  '17.0': 'Q.850 17',
  '100': 'Q.850 100',
  'USER_BUSY [17]': 'Q.850 17',
  'Q.850;cause=17;text="User busy"': 'Q.850 17',
  '0': null,
  '00': null,
  '16': null,
  '016': null,
  '16.0': null,
  'NORMAL_CLEARING [16]': null,
  '1700': null,
  '17.5': null,
  USER_BUSY: null,
  '': null,
};

everyDialect((engine) => {
  async function said(texts: readonly string[], reading: OutcomeReading): Promise<Record<string, Said>> {
    const { code, word } = outcomeExpressions(engine.dialect, [reading], () => ({ expression: sql`v`, type: 'text' }), ['NULL']);
    const [codes, words] = [await engine.eachWhole(texts, () => code), await engine.each(texts, () => word)];
    return Object.fromEntries(
      texts.map((text, index) => [text, codes[index] === null ? (words[index] as string | null) : Number(wholeOf(codes[index]))])
    );
  }

  it('codes have one meaning, with and without their reason', async () => {
    expect(await said(Object.keys(CODES), { reads: 'code', column: 'v' })).toEqual(CODES);
  });

  it('codes within bounds leave other texts to other columns', async () => {
    const within = Object.fromEntries(
      Object.entries(CODES).map(([text, meaning]) => [
        text,
        typeof meaning === 'number' && meaning >= 200 && meaning <= 699 ? meaning : null,
      ])
    );
    expect(await said(Object.keys(CODES), { reads: 'code', column: 'v', min: 200, max: 699 })).toEqual(within);
  });

  it('a cause of each side counts by the side that cleared the call', async () => {
    const sides = [
      ['caller', '16', '17', 'caller 16'],
      [' Called ', '3', '017', 'Q.850 17'],
      [null, '16', '17', 'Q.850 17'],
      ['', '16', null, 'caller 16'],
      ['', '16', '16', 'Q.850 16'],
      ['', null, '', null],
    ] as const;
    const text = (value: string | null) => sql`cast(${value} as ${sql.raw(engine.fixture.types.text)})`;
    const rows = sides.map(
      ([by, caller, called], index) =>
        sql`select ${sql.lit(index)} as i, ${text(by)} as cleared_by, ${text(caller)} as caller_cause, ${text(called)} as called_cause`
    );
    const readings = LAYOUTS.custom.outcome.filter(({ column }) => column === 'caller_cause' || column === 'called_cause');
    const { word } = outcomeExpressions(engine.dialect, readings, (name) => ({ expression: sql.id(name), type: 'text' }), []);
    const [words] = await engine.columns(sql`select ${word} from (${sql.join(rows, sql` union all `)}) as t order by i`);
    expect(words).toEqual(sides.map(([, , , meaning]) => meaning));
  });

  it('causes are numbers, whatever zeros and names are around them', async () => {
    expect(await said(Object.keys(CAUSES), { reads: 'word', column: 'v', prefix: 'Q.850 ', except: ['0', '16'] })).toEqual(CAUSES);
  });
});

test('values that are grouped by mean what the expressions say', () => {
  const read = Object.keys(CODES).map((text): [string, Said] => {
    const { code, word } = readOutcome(text, new Set(['NULL']));
    return [text, code ?? word];
  });
  expect(Object.fromEntries(read)).toEqual(CODES);
});
