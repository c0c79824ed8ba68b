import { renameSync } from 'node:fs';
import { DuckDbEngine } from '../../../src/backend/stores/duckdb/engine';
import { writeParquet } from '../../support/duckdb';
import { failureOf, type OpenRecords, PATIENT, RecordsFolder, total, untilLookedAgain } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const CALLS = 800_000;
const ROWS = `select timestamp '2026-11-01' + to_milliseconds(n * 700) as start_time, cast(case when n % 5 = 0 then 486 else 200 end as smallint) as sip_code, 'sip:user' || (n * 7919 % 1000003) || '@d' || (n % 97) || '.example.org' as "from", 't' || (n % 8) as trunk from range(${CALLS}) r(n)`;

let large: string;
beforeAll(async () => {
  large = folder.put({});
  await writeParquet(folder.at(`${large}/calls.parquet`), ROWS);
});

const openLarge = () => folder.open({ path: large, dimensions: [{ name: 'domain', column: 'from', derive: 'domain' }] });

/** Takes some seconds if nobody stops it: a regular expression over every call, and a group for each caller. */
function askLong(records: OpenRecords, signal: AbortSignal) {
  return records.store.ask(
    {
      kind: 'values',
      dimensions: ['domain', 'from'],
      range: null,
      filters: [{ dimension: 'domain', includes: false, values: ['x'] }],
      only: null,
      search: 'EXAMPLE',
      limit: 10,
    },
    signal
  );
}

const countsOf = async (records: OpenRecords) => total(await records.codes());

test('a statement that is withdrawn ends soon, as cancelled, and the store works on', async () => {
  const records = await openLarge();
  expect(await countsOf(records)).toBe(CALLS);
  const [started, idle] = [performance.now(), process.cpuUsage()];
  await askLong(records, PATIENT);
  const [wholeMs, wholeWork] = [performance.now() - started, process.cpuUsage(idle).user];
  for (const afterMs of [0, 5, 50, wholeMs / 4]) {
    const leaving = new AbortController();
    const asked = failureOf(askLong(records, leaving.signal));
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const left = process.cpuUsage();
    leaving.abort();
    expect((await asked).kind).toBe('cancelled');
    // The engine stops, however busy the machine is.
    expect(process.cpuUsage(left).user).toBeLessThan(Math.max(wholeWork / 2, 250_000));
  }
  expect(await countsOf(records)).toBe(CALLS);
}, 60_000);

test('who has left before asking is not answered', async () => {
  const records = await openLarge();
  expect((await failureOf(askLong(records, AbortSignal.abort()))).kind).toBe('cancelled');
});

test('one who leaves while the records are being read does not stop the reading for the others', async () => {
  const lines = Array.from({ length: 100_000 }, (_, n) => `2026-11-23 08:00:00,200,t${n % 7}`);
  const records = await folder.open({ path: folder.put({ 'calls.csv': `start_time,sip_code,trunk\n${lines.join('\n')}\n` }) });
  const leaving = new AbortController();
  const left = failureOf(askLong(records, leaving.signal));
  const stays = countsOf(records);
  leaving.abort();
  expect((await left).kind).toBe('cancelled');
  expect(await stays).toBe(100_000);
});

test('many more questions than connections are all answered, though some of those who wait leave', async () => {
  const records = await openLarge();
  await records.extent();
  const leaving = new AbortController();
  const gone = Array.from({ length: 30 }, () => failureOf(askLong(records, leaving.signal)));
  const answered = Array.from({ length: 40 }, (_, n) =>
    records.codes({ filters: [{ dimension: 'trunk', includes: true, values: [`t${n % 8}`] }] })
  );
  setTimeout(() => leaving.abort(), 30);
  expect(new Set((await Promise.all(gone)).map(({ kind }) => kind))).toEqual(new Set(['cancelled']));
  for (const codes of await Promise.all(answered)) {
    expect(total(codes)).toBe(CALLS / 8);
  }
}, 60_000);

test('closing lets running questions end, and refuses further ones', async () => {
  const records = await openLarge();
  await records.extent();
  const run = jest.spyOn(DuckDbEngine.prototype, 'run');
  const running = records.codes();
  while (run.mock.calls.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  run.mockRestore();
  const closed = records.store.close();
  expect(total(await running)).toBe(CALLS);
  await closed;
  expect((await failureOf(records.extent())).kind).toBe('cancelled');
  await records.store.close();
});

test('closing while the records are being read for the first time ends well', async () => {
  const lines = Array.from({ length: 200_000 }, () => '2026-11-23 08:00:00,200');
  const records = await folder.open({ path: folder.put({ 'calls.csv': `start_time,sip_code\n${lines.join('\n')}\n` }) });
  const asked = failureOf(records.extent());
  await new Promise((resolve) => setTimeout(resolve, 20));
  await records.store.close();
  expect((await asked).kind).toBe('cancelled');
});

test('two stores read the same files at once, torn quotes and database files too', async () => {
  const torn = 'start_time,sip_code,trunk\n2026-11-23 08:00:00,200,"torn\n2026-11-23 08:00:00,486,t1\n2026-11-23 08:00:01,486,t2\n';
  const [one, other] = [folder.put({ 'a.csv': torn }), folder.put({ 'a.csv': torn.replaceAll('486', '503') })];
  const stores = await Promise.all(Array.from({ length: 8 }, (_, n) => folder.open({ path: n % 2 === 0 ? one : other })));
  const codes = await Promise.all(stores.map((store) => store.codes()));
  expect(codes).toEqual(Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? { 486: 2 } : { 503: 2 })));
});

test('files that change while questions run are seen whole, before or after', async () => {
  const rows = (count: number) => `start_time,sip_code\n${Array.from({ length: count }, () => '2026-11-23 08:00:00,200').join('\n')}\n`;
  const where = folder.put({ 'a.csv': rows(20_000), 'b.csv': rows(5_000) });
  const records = await folder.open({ path: where });
  expect(await countsOf(records)).toBe(25_000);
  const seen = new Set<number>();
  let going = true;
  const asking = (async () => {
    while (going) {
      await Promise.all(Array.from({ length: 12 }, async () => seen.add(await countsOf(records))));
    }
  })();
  for (const count of [30_000, 10_000]) {
    await untilLookedAgain();
    folder.write(`${where}/next`, rows(count));
    // A switch writes a file aside and moves it into its place.
    renameSync(folder.at(`${where}/next`), folder.at(`${where}/a.csv`));
  }
  await untilLookedAgain();
  await untilLookedAgain();
  going = false;
  await asking;
  expect([...seen].sort((a, b) => a - b)).toEqual([15_000, 25_000, 35_000]);
}, 30_000);
