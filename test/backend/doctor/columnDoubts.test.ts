import type { Finding, FindingName } from '../../../src/domain/doctor/finding';
import { diagnose } from '../../../src/backend/doctor/diagnose';
import { createDataSources } from '../../../src/backend/handlers/dataSource';
import { readEnvironment } from '../../../src/backend/handlers/environment';
import { createMetrics } from '../../../src/backend/handlers/metrics';
import { writeParquet } from '../../support/duckdb';
import { PATIENT } from '../../support/records';
import { FROM, PluginHarness } from '../handlers/pluginHarness';

const door = new PluginHarness({}, () => FROM + 3_600_000);
const sources = createDataSources(
  readEnvironment({ GF_PLUGIN_RECORDS_DIR: door.folder, GF_PLUGIN_THREADS: '1' }),
  createMetrics(),
  Date.now
);
afterAll(async () => {
  await sources.close();
  await door.close();
});

let files = 0;
const at = (minute: number) => `2026-11-23 08:0${minute}:00`;

/** What the doctor finds in a file, and the notices of a frame. */
async function look(lines: readonly string[], settings: object, table = 'doubts') {
  const path = `${table}-${++files}.csv`;
  door.write(path, `${lines.join('\n')}\n`);
  return lookAt({ path, ...settings });
}

async function lookAt(settings: object) {
  const context = door.context(settings);
  const { findings } = await sources.use(context, (source) => diagnose(source, 'none', FROM + 3_600_000, PATIENT));
  const frame = await door.query({ kind: 'distribution' }, context);
  const notices = ((frame.meta.notices as { severity: string; text: string }[] | undefined) ?? [])
    .filter(({ severity }) => severity === 'warning')
    .map(({ text }) => text);
  return { notices, of: (name: FindingName): Finding | undefined => findings.find(({ finding }) => finding === name) };
}

const CUSTOM = { layout: 'custom', columns: { start_time: 'start', answered: 'said', code: 'code' } };

test('answers that are neither yes nor no are told with an example and the repair', async () => {
  const values = ['perhaps', 'yes', '0', '', 'NULL', '00:00:00', 'PT0S', 'false', '1970-01-01 00:00:00', '12:30'];
  const { of, notices } = await look(['start,said,code', ...values.map((value, index) => `${at(index)},${value},486`)], CUSTOM);
  expect(of('unknownAnswers')).toEqual({
    finding: 'unknownAnswers',
    severity: 'warning',
    what: 'Column said says of 1 record neither that the call was answered nor that it was not, for example "perhaps"; these do not count as answered by it.',
    howMany: { count: 1, of: null },
    example: 'perhaps',
    repair: expect.stringContaining('disposition mapping'),
  });
  expect(notices).toEqual([expect.stringContaining('for example "perhaps"')]);
});

test('a column that says of every record that it was answered', async () => {
  const rows = (last: string) => ['start,said,code', `${at(0)},5,486`, `${at(1)},6,487`, `${at(2)},${last},486`];
  const { of, notices } = await look(rows('7'), CUSTOM);
  expect(of('alwaysAnswered')).toMatchObject({ severity: 'warning', example: '7', howMany: { count: 3, of: null } });
  expect(notices).toEqual([expect.stringMatching(/^Column said says of all 3 records that the call was answered.*enter another column/)]);
  const sound = await look(rows('0'), CUSTOM);
  expect([sound.of('alwaysAnswered'), sound.notices]).toEqual([undefined, []]);
  const present = await look(
    ['calldate,connect_duration,lastSIPresponseNum', ...[1, 2, 3].map((minute) => `${at(minute)},${minute},486`)],
    { layout: 'voipmonitor' }
  );
  expect(present.of('alwaysAnswered')?.what).toContain('connect_duration');
});

test('dates without times of day', async () => {
  const rows = (times: readonly string[]) => ['start,code', ...times.map((time) => `${time},486`)];
  for (const time of ['2026-11-23', '2026-11-23 00:00:00', '2026-11-23T00:00:00.000Z']) {
    const { of, notices } = await look(rows([time, time, time]), CUSTOM);
    expect(of('noTimeOfDay')).toMatchObject({ severity: 'warning', example: time, repair: expect.stringContaining('["date", "time"]') });
    expect(notices).toEqual([expect.stringContaining('calls count at midnight')]);
  }
  const sound = await look(rows(['2026-11-23', at(1), '2026-11-23']), CUSTOM);
  expect([sound.of('noTimeOfDay'), sound.notices]).toEqual([undefined, []]);
});

test('a key that holds times, as where the names of two columns are exchanged', async () => {
  // Asterisk's linkedid is a time itself, in seconds since 1970, so either column can be read as the other.
  const rows = ['BUSY,1795698000.1', 'ANSWERED,1795698000.1'].map((row, index) => `${at(index)},${row}`);
  const { of, notices } = await look(['linkedid,disposition,calldate', ...rows], { layout: 'asterisk' });
  const what =
    'Column linkedid, which the rows of one call share, has times in all 2 records, for example "2026-11-23 08:01:00", so calls of the same time count as one.';
  expect(of('timesAsKey')).toMatchObject({ severity: 'warning', what, howMany: { count: 2, of: null } });
  expect(notices).toEqual([expect.stringContaining(what)]);
  const sound = await look(['calldate,disposition,linkedid', ...rows], { layout: 'asterisk' });
  expect([sound.of('timesAsKey'), sound.notices]).toEqual([undefined, []]);
});

test('columns that are empty: the key and the time change numbers, others do not', async () => {
  const rows = (key: string) => ['start,end,disposition,linkedid,uniqueid', ...[1, 2, 3].map((n) => `,${at(n)},BUSY,${key},`)];
  const { of, notices } = await look(rows('-'), { layout: 'asterisk' });
  expect(notices).toEqual([
    expect.stringMatching(/^Column linkedid has no value in any of 3 records, so no rows are merged and every row counts as a call\. /),
    expect.stringMatching(/^Column start has no value in any of 3 records, so calls count at another of their times\. /),
  ]);
  expect(of('emptyColumns')).toMatchObject({ severity: 'warning', example: 'linkedid' });
  const sound = await look(rows('1.2'), { layout: 'asterisk', callTime: 'end' });
  expect(sound.notices).toEqual([]);
  expect(sound.of('emptyColumns')).toMatchObject({
    severity: 'info',
    what: expect.stringContaining('start, uniqueid have no value'),
    example: 'start',
  });
});

test('a table with rows and without calls', async () => {
  const header = 'id,time,callid,sip_code,method,to_tag';
  const row = (id: number, method: string) => `${id},${at(id)},c${id},200,${method},t`;
  const { of, notices } = await look([header, row(1, 'BYE'), row(2, ' BYE ')], { layout: 'kamailio' }, 'acc');
  const what = 'acc has 2 records, none of which is a call: calls have "INVITE" in column method, and there is for example "BYE".';
  expect(of('noCalls')).toMatchObject({ severity: 'warning', what, example: 'BYE', howMany: { count: 2, of: null } });
  expect(notices).toEqual([`${what} Correct the name of the column in the records or under columns, or the values under only.`]);
  const others = await look([header, row(1, 'BYE'), row(2, ' INVITE ')], { layout: 'kamailio' }, 'acc');
  expect([others.of('noCalls'), others.notices]).toEqual([undefined, []]);
  const none = await look([header], { layout: 'kamailio' }, 'acc');
  expect([none.of('noCalls'), none.notices]).toEqual([undefined, []]);
  const not = await look(['start,code,kind', `${at(1)},486,`, `${at(2)},486,x`], {
    ...CUSTOM,
    columns: { start_time: 'start', code: 'code' },
    only: [
      { column: 'kind', operator: 'in', values: ['x'] },
      { column: 'code', operator: 'not in', values: ['486'] },
    ],
  });
  expect(not.of('noCalls')?.what).toContain('calls have another value than "486" in column code, and there is for example "486"');
});

test('legs that may be the other leg of a call', async () => {
  const header = 'caller_id_number,destination_number,context,start_stamp,answer_stamp,end_stamp,billsec,hangup_cause,uuid,bleg_uuid';
  const leg = (uuid: string) => `+15550100,1001,default,${at(1)},,${at(2)},0,USER_BUSY,${uuid},`;
  const bridged = (uuid: string, other: string) => `+15550100,1001,default,${at(3)},${at(3)},${at(4)},60,NORMAL_CLEARING,${uuid},${other}`;
  const rows = [header, leg('x'), leg('y')];
  const { of, notices } = await look(rows, { layout: 'freeswitch' }, 'Master');
  const alike = '1 record without bleg_uuid is equal to another in caller, called number, time and cause, for example x';
  expect(of('unbridgedLegs')).toEqual({
    finding: 'unbridgedLegs',
    severity: 'warning',
    what: `${alike}; it counts as a call, but if both legs are written (legs=ab), it is the other leg of one.`,
    howMany: { count: 1, of: null },
    example: 'x',
    repair: 'Add call_uuid to the template of mod_cdr_csv, or set its legs to a.',
  });
  expect(notices).toEqual([expect.stringContaining(alike)]);
  const both = await look([...rows, bridged('a', 'b'), bridged('b', 'a')], { layout: 'freeswitch' }, 'Master');
  expect([both.of('unbridgedLegs')?.severity, both.notices]).toEqual(['info', []]);
  expect(both.of('unbridgedLegs')?.what).toContain('it counts as the other leg of a call');
  const first = await look([...rows, bridged('a', 'b')], { layout: 'freeswitch' }, 'Master');
  expect([first.of('unbridgedLegs'), first.notices]).toEqual([undefined, []]);
});

test('Parquet that is asked in place', async () => {
  await writeParquet(
    `${door.folder}/place.parquet`,
    "select timestamp '2026-11-23 00:00:00' as start_time, 486 as sip_code, '' as call_id from range(5)"
  );
  const { of, notices } = await lookAt({ path: 'place.parquet' });
  expect(of('noTimeOfDay')?.howMany).toEqual({ count: 5, of: null });
  expect(of('emptyColumns')).toMatchObject({ severity: 'info', example: 'call_id' });
  expect(notices).toHaveLength(1);
});

test('a scope hides examples', async () => {
  const lines = ['start,said,code,trunk', `${at(1)},perhaps,486,a`];
  const { notices } = await look(lines, { ...CUSTOM, scope: [{ dimension: 'trunk', operator: '=', values: ['a'] }] });
  expect(notices).toHaveLength(1);
  expect(notices[0]).not.toContain('perhaps');
});
