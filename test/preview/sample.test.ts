import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateSample } from '../../src/preview/sample/generateSample';

let folder: string;
let file: string;
let seconds: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sample-'));
  const before = process.cpuUsage();
  file = await generateSample(path.join(folder, 'one'));
  seconds = process.cpuUsage(before).user / 1_000_000;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(sql: string): Promise<Record<string, string | number>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql.replaceAll('SAMPLE', `'${file}'`))).getRowObjectsJson() as Record<string, string | number>[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const day = (time: unknown): string => String(time).slice(0, 10);
const clock = (time: unknown): string => String(time).slice(11, 16);

test('made in seconds, once, and always the same', async () => {
  expect(seconds).toBeLessThan(15);
  const again = await generateSample(path.join(folder, 'two'));
  expect(await ask(`(from SAMPLE except all from '${again}') union all (from '${again}' except all from SAMPLE)`)).toEqual([]);
  let made = false;
  await generateSample(path.join(folder, 'two'), { onStart: () => (made = true) });
  expect(made).toBe(false);
});

test('half a million calls of thirty days in the columns of the layout', async () => {
  const [facts] = await ask(`select count(*)::int calls, count(distinct call_id)::int ids, count(distinct trunk)::int trunks,
    count(distinct run_id)::int runs, count(run_id)::int tests, min(start_time)::varchar begun, max(start_time)::varchar ended from SAMPLE`);
  expect(facts).toMatchObject({ calls: 500_000, ids: 500_000, trunks: 8, runs: 10, tests: 2_400 });
  expect([day(facts?.['begun']), day(facts?.['ended'])]).toEqual(['2026-10-01', '2026-10-30']);
  const columns = await ask('describe from SAMPLE');
  expect(columns.map((column) => column['column_name'])).toEqual([
    'start_time',
    'answer_time',
    'end_time',
    'sip_code',
    'call_id',
    'pdd_ms',
    'setup_ms',
    'duration_ms',
    'from',
    'to',
    'trunk',
    'run_id',
  ]);
});

test('times agree with each other', async () => {
  expect(
    await ask(`select sip_code from SAMPLE where (sip_code = 200) is distinct from (answer_time is not null)
    and not (sip_code is null and answer_time is null) or answer_time < start_time or end_time < coalesce(answer_time, start_time)
    or epoch_ms(answer_time) - epoch_ms(start_time) <> setup_ms or epoch_ms(end_time) - epoch_ms(answer_time) <> duration_ms limit 1`)
  ).toEqual([]);
});

test('offices work on weekdays and by day', async () => {
  const [rhythm] =
    await ask(`select count(*) filter (dayofweek(start_time) in (0, 6)) / count(distinct start_time::date) filter (dayofweek(start_time) in (0, 6)) weekend,
    count(*) filter (dayofweek(start_time) between 1 and 5) / count(distinct start_time::date) filter (dayofweek(start_time) between 1 and 5) weekday,
    count(*) filter (hour(start_time) = 9) busiest, count(*) filter (hour(start_time) = 1) quietest from SAMPLE`);
  expect(Number(rhythm?.['weekday'])).toBeGreaterThan(2 * Number(rhythm?.['weekend']));
  expect(Number(rhythm?.['busiest'])).toBeGreaterThan(20 * Number(rhythm?.['quietest']));
});

test('one trunk is out of service for 40 minutes, the whole site for 15', async () => {
  const outages = await ask(`select time_bucket(interval 5 minutes, start_time)::varchar slot from SAMPLE where trunk = 'pstn-berlin'
    group by slot having count(*) filter (sip_code = 503) > 0.7 * count(*) and count(*) > 10 order by slot`);
  expect(outages.map(({ slot }) => clock(slot))).toEqual(['09:20', '09:25', '09:30', '09:35', '09:40', '09:45', '09:50', '09:55']);
  const silent =
    await ask(`select time_bucket(interval 5 minutes, start_time)::varchar slot, count(*) filter (sip_code = 408 or sip_code is null) / count(*) part
    from SAMPLE group by slot having part > 0.85 and count(*) > 50 order by slot`);
  expect(silent.map(({ slot }) => clock(slot))).toEqual(['13:05', '13:10', '13:15']);
});

test('one trunk says 480 more and more often', async () => {
  const weeks = await ask(`select count(*) filter (sip_code = 480) / count(*) part from SAMPLE where trunk = 'wholesale-south'
    group by least(3, (dayofmonth(start_time) - 1) // 8) order by least(3, (dayofmonth(start_time) - 1) // 8)`);
  const [first, second, third, last] = weeks.map(({ part }) => Number(part));
  expect(Math.abs((first ?? 0) - (second ?? 1))).toBeLessThan(0.01);
  expect(third).toBeGreaterThan(2 * (second ?? 1));
  expect(last).toBeGreaterThan(1.5 * (third ?? 1));
});
