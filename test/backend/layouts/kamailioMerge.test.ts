import fc from 'fast-check';
import { type AccountingRow, codeOf, decidingRows } from '../../support/kamailioCalls';
import { RecordsFolder, untilLookedAgain } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const START = Date.parse('2026-11-23T08:00:00Z');

function callsOf(rows: readonly AccountingRow[]): string[] {
  return decidingRows(rows)
    .map((row) => `${row.callId} ${codeOf(row)} ${row.at}`)
    .sort();
}

const HEADER = 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time';

function csv(rows: readonly AccountingRow[]): string {
  const lines = rows.map(({ id, method, callId, code, at }) => {
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
    return `${id},${method},f,t,${callId},${code},,${time}`;
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
}

const callIds = ['a@x', 'A@x', 'a@X', 'ä@x', 'a', 'b', 'b ', 'c', ''];
const codes = ['200', '202', '299', '300', '401', '407', '404', '486', '487', '500', '503', '603', '700', '100', '183', '0', '', 'huh'];
const someRow = fc.record({
  table: fc.constantFrom('acc' as const, 'missed_calls' as const),
  method: fc.constantFrom('INVITE', 'INVITE', 'INVITE', 'BYE'),
  callId: fc.constantFrom(...callIds),
  code: fc.constantFrom(...codes),
  // Few different seconds, so that ties and distances of exactly the window occur.
  at: fc
    .oneof(
      fc.integer({ min: 0, max: 12 }).map((step) => step * 60),
      fc.integer({ min: 0, max: 900 })
    )
    .map((seconds) => START + seconds * 1_000),
});
const someRows = fc.array(fc.tuple(someRow, fc.boolean()), { minLength: 1, maxLength: 150 }).map((drawn) =>
  drawn.flatMap(([row, twice], index): AccountingRow[] =>
    twice && index % 5 === 0
      ? [
          { ...row, id: index + 1 },
          { ...row, id: index + 1 },
        ]
      : [{ ...row, id: index + 1 }]
  )
);

const ofTable = (rows: readonly AccountingRow[], table: AccountingRow['table']) => rows.filter((row) => row.table === table);

async function mergedIn(where: string): Promise<string[]> {
  const records = await folder.open({ path: where, layout: 'kamailio' });
  const merged = (await records.calls()).map(({ callId, code, time }) => `${callId ?? ''} ${code} ${time}`);
  await records.store.close();
  return merged.sort();
}

test('random rows merge as the rule says', async () => {
  await fc.assert(
    fc.asyncProperty(someRows, async (rows) => {
      const where = folder.put({ 'acc.csv': csv(ofTable(rows, 'acc')), 'missed_calls.csv': csv(ofTable(rows, 'missed_calls')) });
      expect(await mergedIn(where)).toEqual(callsOf(rows));
    }),
    { numRuns: 60 }
  );
});

test('rows that arrive in any order and in any files merge as if they had all been there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someRows, { minLength: 3, maxLength: 3 }), async (parts) => {
      // Ids of their own in each part, as a switch would give them.
      const [first = [], second = [], third = []] = parts.map((rows, part) => rows.map((row) => ({ ...row, id: row.id + part * 1_000 })));
      const where = folder.put({ 'acc-1.csv': csv(ofTable(first, 'acc')), 'missed_calls.csv': csv(ofTable(second, 'missed_calls')) });
      const records = await folder.open({ path: where, layout: 'kamailio' });
      const now = async () => (await records.calls()).map(({ callId, code, time }) => `${callId ?? ''} ${code} ${time}`).sort();
      expect(await now()).toEqual(callsOf([...ofTable(first, 'acc'), ...ofTable(second, 'missed_calls')]));
      folder.write(`${where}/acc-2.csv.gz`, csv(ofTable(third, 'acc')));
      folder.write(`${where}/missed_calls.csv`, csv([...ofTable(second, 'missed_calls'), ...ofTable(third, 'missed_calls')]));
      await untilLookedAgain();
      expect(await now()).toEqual(callsOf([...ofTable(first, 'acc'), ...ofTable(second, 'missed_calls'), ...third]));
      folder.write(`${where}/acc-1.csv`, csv(ofTable(second, 'acc')));
      await untilLookedAgain();
      expect(await now()).toEqual(callsOf([...second, ...third]));
      await records.store.close();
    }),
    { numRuns: 5 }
  );
}, 60_000);

test('a better row supersedes one up to a quarter of an hour earlier and up to a day later, and none a second further away', async () => {
  const row = (id: number, code: string, seconds: number): AccountingRow => ({
    table: 'acc',
    id,
    method: 'INVITE',
    callId: 'a',
    code,
    at: START + seconds * 1_000,
  });
  for (const [seconds, second, first] of [
    [900, '200', '503'],
    [86_400, '486', '200'],
  ] as const) {
    const joined = [row(1, first, 0), row(2, second, seconds)];
    const apart = [row(1, first, 0), row(2, second, seconds + 1)];
    expect(await mergedIn(folder.put({ 'acc.csv': csv(joined) }))).toHaveLength(1);
    expect(await mergedIn(folder.put({ 'acc.csv': csv(apart) }))).toHaveLength(2);
  }
});

test('a row that arrives later decides a call whose other rows are before and after it', async () => {
  const row = (id: number, code: string, seconds: number): AccountingRow => ({
    table: 'acc',
    id,
    method: 'INVITE',
    callId: 'a',
    code,
    at: START + seconds * 1_000,
  });
  const where = folder.put({ 'acc-1.csv': csv([row(1, '503', 0), row(3, '486', 1_000)]) });
  const records = await folder.open({ path: where, layout: 'kamailio' });
  const codes = async () => (await records.calls()).map(({ code }) => code);
  expect(await codes()).toEqual([503, 486]);
  folder.write(`${where}/acc-2.csv`, csv([row(2, '200', 500)]));
  await untilLookedAgain();
  expect(await codes()).toEqual([200]);
});
