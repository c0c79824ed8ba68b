import type { Diagnosis, Finding, FindingName } from '../../../src/domain/doctor/finding';
import type { MappingAnswer } from '../../../src/domain/doctor/mapping';
import { diagnose } from '../../../src/backend/doctor/diagnose';
import { createDataSources } from '../../../src/backend/handlers/dataSource';
import { readEnvironment } from '../../../src/backend/handlers/environment';
import { createMetrics } from '../../../src/backend/handlers/metrics';
import { KAMAILIO, PATIENT } from '../../support/records';
import { PluginHarness } from '../handlers/pluginHarness';

const door = new PluginHarness();
const sources = createDataSources(
  readEnvironment({ GF_PLUGIN_RECORDS_DIR: door.folder, GF_PLUGIN_THREADS: '1' }),
  createMetrics(),
  Date.now
);
afterAll(async () => {
  await sources.close();
  await door.close();
});

const NOW = Date.parse('2026-11-23T12:00:00Z');
const HOUR = 3_600_000;
let files = 0;

/** The diagnosis of a table `calls` made of these rows, at a given moment. */
async function ofCalls(
  rows: readonly string[],
  { header = 'start_time,sip_code,call_id,from', now = NOW, more = {} }: { header?: string; now?: number; more?: object } = {}
): Promise<Diagnosis> {
  const name = `doctor${++files}.csv`;
  door.write(name, [header, ...rows, ''].join('\n'));
  return of({ path: name, ...more }, now);
}

function of(settings: object, now = NOW): Promise<Diagnosis> {
  return sources.use(door.context(settings), (source) => diagnose(source, 'none', now, PATIENT));
}

const names = ({ findings }: Diagnosis): FindingName[] => findings.map(({ finding }) => finding);
const found = ({ findings }: Diagnosis, name: FindingName): Finding | undefined => findings.find(({ finding }) => finding === name);

/** Calls every `stepMs`, the last at the end, with their codes in turn. */
function calls(
  count: number,
  { end = NOW - 60_000, stepMs = 1_000, codes = ['200', '486'] }: { end?: number; stepMs?: number; codes?: string[] } = {}
): string[] {
  return Array.from(
    { length: count },
    (_, index) => `${new Date(end - (count - 1 - index) * stepMs).toISOString()},${codes[index % codes.length]},id-${index},${index % 7}`
  );
}

test('records with nothing wrong have no finding but what cannot be looked at', async () => {
  const diagnosis = await ofCalls(calls(600));
  expect(names(diagnosis)).toEqual(['notDone']);
  expect(found(diagnosis, 'notDone')?.what).toContain('late records');
  expect(diagnosis.examined).toEqual({ from: NOW - 60_000 - 24 * HOUR, to: NOW - 60_000 + 1, calls: 600, rows: 600, whole: true });
});

test('only the newest day is looked at', async () => {
  const old = calls(50, { end: NOW - 30 * HOUR, codes: ['strange'] });
  const diagnosis = await ofCalls([...old, ...calls(600)]);
  expect(diagnosis.examined?.calls).toBe(600);
  expect(names(diagnosis)).toEqual(['notDone']);
});

test('no failures stored', async () => {
  const diagnosis = await ofCalls(calls(20, { codes: ['200', '202'] }));
  expect(found(diagnosis, 'noFailures')).toMatchObject({
    severity: 'warning',
    howMany: { count: 0, of: 20 },
    what: expect.stringContaining('ASR reads 100%'),
  });
  expect(names(await ofCalls(calls(19, { codes: ['200'] })))).not.toContain('noFailures');
});

const ACC = 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time';
const invite = (id: number, code: number, at: string) => `${id},INVITE,a,b,call-${id},${code},x,2026-11-23 ${at}`;
const minute = (index: number) => `11:${String(30 + (index % 25)).padStart(2, '0')}:00`;

test('stock flags of Kamailio: failures are in missed_calls, or nowhere', async () => {
  const acc = Array.from({ length: 25 }, (_, index) => invite(index + 1, 200, minute(index)));
  door.write('acc.csv', [ACC, ...acc, ''].join('\n'));
  const alone = await of({ path: 'acc.csv', layout: 'kamailio' });
  expect(found(alone, 'noFailures')).toMatchObject({
    howMany: { count: 0, of: 25 },
    repair: expect.stringMatching(/missed_calls.*failed_transaction_flag/),
  });
  door.write('missed_calls.csv', [ACC, ...[101, 102, 103].map((id) => invite(id, 486, '11:40:10')), ''].join('\n'));
  const paired = await of({ path: '{acc,missed_calls}.csv', layout: 'kamailio' });
  expect(found(paired, 'noFailures')).toBeUndefined();
  expect(found(paired, 'failuresOnlyMissed')).toMatchObject({ severity: 'info', howMany: { count: 3, of: 3 } });
});

test('OpenSIPS is advised on its own settings where all failures are in missed_calls', async () => {
  const acc = Array.from({ length: 25 }, (_, index) => invite(index + 1, 200, minute(index)));
  door.write('acc.csv', [ACC, ...acc, ''].join('\n'));
  door.write('missed_calls.csv', [ACC, ...[101, 102, 103].map((id) => invite(id, 486, '11:40:10')), ''].join('\n'));
  const diagnosis = await of({ path: '{acc,missed_calls}.csv', layout: 'opensips' });
  expect(found(diagnosis, 'failuresOnlyMissed')).toMatchObject({
    repair: expect.stringMatching(/^Account INVITEs with the flag "failed"/),
  });
});

test('the records of a Kamailio proxy: 726 INVITE rows make 430 calls', async () => {
  // Counted in the two files by hand: 455 INVITE rows in acc, 271 in missed_calls; none twice, none out of order.
  const folder = new PluginHarness({ GF_PLUGIN_RECORDS_DIR: KAMAILIO });
  const body = (
    await folder.handlers.resource(
      { method: 'GET', path: 'doctor', search: new URLSearchParams(), body: new Uint8Array() },
      { ...folder.context({ layout: 'kamailio', path: '{acc,missed_calls}.csv' }), user: { login: 'editor', role: 'Editor' } },
      PATIENT
    )
  ).body as Diagnosis;
  await folder.close();
  expect(found(body, 'mergedAway')).toMatchObject({ severity: 'info', howMany: { count: 296, of: 726 } });
  expect(body.examined).toMatchObject({ calls: 430, rows: 726, whole: true });
  expect(names(body).filter((name) => name !== 'silent')).toEqual(['mergedAway']);
});

test('unclassified calls with the codes and words behind them, and those that no rule names', async () => {
  const codes = ['200', '200', '200', '486', '302', 'LINE DOWN', '', '486', '200', '200'];
  const diagnosis = await ofCalls(calls(40, { codes }));
  expect(found(diagnosis, 'unclassified')).toMatchObject({ severity: 'warning', howMany: { count: 12, of: 40 } });
  expect(found(diagnosis, 'unclassified')?.what).toBe(
    '30% of the calls are unclassified: no code (4 calls), LINE DOWN (4 calls), 302 (4 calls).'
  );
  expect(found(diagnosis, 'unnamed')).toMatchObject({
    howMany: { count: 8, of: 40 },
    what: expect.stringContaining('LINE DOWN (4 calls)'),
  });
  const ruled = await ofCalls(calls(40, { codes }), { more: { rules: [{ codes: '3xx', words: ['line down'], result: 'failed' }] } });
  expect(names(ruled)).not.toContain('unnamed');
  expect(found(ruled, 'unclassified')).toMatchObject({ howMany: { count: 4, of: 40 } });
});

test('records that are there twice', async () => {
  const rows = calls(60);
  const again = rows.slice(10, 13);
  const diagnosis = await ofCalls([...rows, ...again, again[0]!]);
  expect(found(diagnosis, 'duplicates')).toMatchObject({ severity: 'warning', howMany: { count: 4, of: 64 }, example: 'id-10' });
});

test('several records of one call are not duplicates where the records number them', async () => {
  const header = 'start,end,answer,duration,billsec,disposition,uniqueid,linkedid,sequence';
  const leg = (sequence: number) => `2026-11-23 11:50:00,2026-11-23 11:50:20,,20,0,NO ANSWER,1.1,1.1,${sequence}`;
  expect(names(await ofCalls([leg(1), leg(2)], { header, more: { layout: 'asterisk' } }))).not.toContain('duplicates');
  expect(found(await ofCalls([leg(1), leg(1)], { header, more: { layout: 'asterisk' } }), 'duplicates')).toMatchObject({
    howMany: { count: 1, of: 2 },
  });
});

test('gaps amid busy times', async () => {
  // A call every 10 s for three hours: 30 per 5 minutes; the bucket from 11:00 and the one after it are emptied.
  const rows = calls(1_080, { end: Date.parse('2026-11-23T11:59:50Z'), stepMs: 10_000 }).filter(
    (row) => !(row >= '2026-11-23T11:00' && row < '2026-11-23T11:10')
  );
  expect(rows).toHaveLength(1_020);
  expect(found(await ofCalls(rows), 'gaps')).toMatchObject({
    howMany: { count: 1, of: null },
    example: '2026-11-23T11:00:00Z to 2026-11-23T11:10:00Z',
    what: expect.stringContaining('30 calls per 5 min'),
  });
  const quiet = calls(36, { stepMs: 300_000 }).filter((_, index) => index !== 20);
  expect(names(await ofCalls(quiet))).not.toContain('gaps');
});

test('times of another zone are whole hours in the future; strays do not', async () => {
  const ahead = await ofCalls(calls(600, { end: NOW + 2 * HOUR - 5_000, stepMs: 20_000 }));
  expect(found(ahead, 'wrongZone')).toMatchObject({
    severity: 'warning',
    what: expect.stringContaining('2 h in the future'),
    howMany: { count: 360, of: null },
  });
  const stray = await ofCalls([...calls(600), '2031-01-01T00:00:00Z,200,stray,1']);
  expect(found(stray, 'future')).toMatchObject({ howMany: { count: 1, of: null }, example: '2031-01-01T00:00:00Z' });
  expect(names(stray)).not.toContain('wrongZone');
  expect(stray.examined?.calls).toBe(600);
});

test('old files are only mentioned', async () => {
  expect(found(await ofCalls(calls(600, { end: NOW - 50 * HOUR })), 'silent')).toMatchObject({
    severity: 'info',
    what: expect.stringContaining('2 days old'),
  });
});

test('late records and the settle that waits for them', async () => {
  // 1,000 rows a second apart in the order of their numbers, but for ten that are dated 100 s before their turn.
  const at = (index: number) =>
    new Date(NOW - (1_100 - index) * 1_000 - (index >= 500 && index % 50 === 0 ? 100_000 : 0)).toISOString().slice(11, 19);
  const rows = Array.from({ length: 1_000 }, (_, index) => invite(index + 1, index % 2 === 0 ? 200 : 486, at(index)));
  door.write('acc-late.csv', [ACC, ...rows, ''].join('\n'));
  const diagnosis = await of({ path: 'acc-late.csv', layout: 'kamailio', settle: '60s' });
  // Behind the newest before them, which is one second older than their turn: 99 s.
  expect(found(diagnosis, 'late')).toMatchObject({
    severity: 'warning',
    howMany: { count: 10, of: 1_000 },
    what: expect.stringContaining('within 99 s'),
    repair: expect.stringContaining('settle to 2m (now 60s)'),
  });
  expect(found(await of({ path: 'acc-late.csv', layout: 'kamailio', settle: '5m' }), 'late')).toMatchObject({
    severity: 'info',
    repair: null,
  });
});

test('dimensions with too many values', async () => {
  const rows = calls(1_100).map((row, index) => row.replace(/,\d+$/, `,${index}`));
  expect(found(await ofCalls(rows), 'manyValues')).toMatchObject({
    severity: 'info',
    what: expect.stringContaining('from (1,100)'),
  });
});

test('columns that the settings name and the records do not have', async () => {
  const dimensions = [
    { name: 'carrier', column: 'FROM' },
    { name: 'gateway', column: 'gw' },
  ];
  const diagnosis = await ofCalls(calls(30), { more: { columns: { pdd_ms: 'delay', call_id: 'call_id' }, dimensions } });
  expect(found(diagnosis, 'missingColumns')).toMatchObject({
    severity: 'warning',
    what: 'The settings name columns that the records do not have: delay (columns.pdd_ms), gw (dimensions, gateway).',
    howMany: { count: 2, of: null },
    example: 'delay',
  });
});

test('rows of one call that share no column', async () => {
  const legs = (names: string, values: string) =>
    `start,end,disposition,billsec${names}\n2026-11-23 11:58:00,2026-11-23 11:58:10,BUSY,0${values}\n2026-11-23 11:58:10,2026-11-23 11:59:00,ANSWERED,40${values}\n`;
  door.write('legs.csv', legs('', ''));
  door.write('linked-legs.csv', legs(',linkedid', ',1.1'));
  expect(found(await of({ path: 'legs.csv', layout: 'asterisk' }), 'noCallKey')).toMatchObject({
    severity: 'warning',
    what: expect.stringContaining('no column linkedid, so each row counts as a call'),
    repair: expect.stringContaining('newcdrcolumns'),
  });
  expect(found(await of({ path: 'linked-legs.csv', layout: 'asterisk' }), 'noCallKey')).toBeUndefined();
});

test('columns whose names are almost those of missing ones', async () => {
  const row = '2026-11-23 11:50:00,BUSY,1.1,1.2,7';
  const named = async (header: string, more: object = {}) =>
    found(await ofCalls([row], { header, more: { layout: 'asterisk', ...more } }), 'misspeltColumns');
  expect(await named('calldate,disposition,linkedld,uniqueid,sequenc')).toMatchObject({
    severity: 'warning',
    what: 'The records do not have linkedid, but a column linkedld that looks like it, sequence, but a column sequenc that looks like it.',
    example: 'linkedld',
    repair: expect.stringContaining('{"linkedid": "linkedld"}'),
  });
  // Without it, no number is another one.
  expect(await named('calldate,disposition,linkedid,uniqueid,Durations')).toMatchObject({ severity: 'info', example: 'Durations' });
  expect(await named('calldate,disposition,linkedid,linkedld,sequence')).toBeUndefined();
  expect(await named('calldate,disposition,linkedld,uniqueid,sequence', { columns: { linkedid: 'linkedld' } })).toBeUndefined();
});

test('rows that cannot be read; nothing at all', async () => {
  expect(found(await ofCalls([...calls(30), 'yesterday,200,x,1']), 'unread')).toMatchObject({
    severity: 'warning',
    howMany: { count: 1, of: null },
    example: expect.stringContaining('yesterday'),
  });
  expect(found(await ofCalls(['yesterday,200,x,1']), 'nothingRead')).toMatchObject({ severity: 'error' });
});

test('masks hold in examples', async () => {
  const rows = [...calls(30), ...Array.from({ length: 2 }, () => '2026-11-23T11:58:00Z,to +4930123456789 barred,+4930123456789,1')];
  const name = `doctor${++files}.csv`;
  door.write(name, ['start_time,sip_code,call_id,from', ...rows, ''].join('\n'));
  const settings = { path: name, maskNumbers: 'all' };
  const { details, message } = await door.health(settings);
  expect(JSON.stringify([details, message])).not.toContain('30123456789');
  expect(JSON.stringify(await mapping(settings, undefined))).not.toContain('30123456789');
});

test('a scope holds in findings', async () => {
  const rows = [
    ...calls(30).map((row) => row.replace(/,\d$/, ',mine')),
    ...calls(40, { codes: ['secret word'] }).map((row) => row.replace(/,\d$/, ',theirs')),
  ];
  const scope = [{ dimension: 'from', operator: '=', values: ['mine'] }];
  const diagnosis = await ofCalls(rows, { more: { scope } });
  expect(diagnosis.examined).toMatchObject({ calls: 30, rows: 30 });
  expect(JSON.stringify(diagnosis)).not.toContain('secret');
  expect(names(diagnosis)).toEqual(['notDone']);
});

async function mapping(settings: object, edited: object | undefined): Promise<MappingAnswer> {
  const body = new TextEncoder().encode(edited === undefined ? '' : JSON.stringify(edited));
  return (
    await door.handlers.resource(
      { method: 'POST', path: 'mapping', search: new URLSearchParams(), body },
      { ...door.context(settings), user: { login: 'editor', role: 'Editor' } },
      PATIENT
    )
  ).body as MappingAnswer;
}

test('the mapping inspector: what becomes of every code, and what edited rules would move', async () => {
  // The eight calls of calls.csv: three 200, two 486, one 503, one 404, one without a code.
  const saved = await mapping({ path: 'calls.csv' }, undefined);
  expect(saved.outcomes.map(({ code, calls: count, now }) => [code, count, now?.result])).toEqual([
    [200, 3, 'answered'],
    [486, 2, 'busy'],
    [null, 1, 'unclassified'],
    [404, 1, 'failed'],
    [503, 1, 'unavailable'],
  ]);
  expect(saved).toMatchObject({ calls: 8, moved: 0, problem: null });
  const edited = await mapping({ path: 'calls.csv' }, { rules: [{ codes: '404,486', result: 'rejected' }] });
  expect(edited.moved).toBe(3);
  expect(edited.outcomes[1]).toMatchObject({
    now: { result: 'busy', rule: 'default rule (486,600 → busy)' },
    then: { result: 'rejected', rule: 'rule 1 (404,486 → rejected)' },
  });
  const wrong = await mapping({ path: 'calls.csv' }, { rules: [{ codes: '486,4861', result: 'busy' }] });
  expect(wrong).toMatchObject({ moved: 0, problem: expect.stringContaining('4861') });
  expect(wrong.outcomes[0]?.then).toBeNull();
});

test('words move with the vocabulary, not by the code that the saved one gave them', async () => {
  const header = 'start,disposition,uniqueid,linkedid';
  const name = `doctor${++files}.csv`;
  door.write(name, [header, '2026-11-23 11:50:00,NO ANSWER,1,1', '2026-11-23 11:51:00,ANSWERED,2,2', ''].join('\n'));
  const settings = { path: name, layout: 'asterisk' };
  const words = await mapping(settings, { words: { 'NO ANSWER': 487 } });
  expect(words.outcomes.find(({ word }) => word === 'NO ANSWER')).toMatchObject({
    code: null,
    now: { result: 'unavailable' },
    then: { result: 'cancelled' },
  });
  expect(words.moved).toBe(1);
});

describe('rules that look at columns, in the mapping inspector', () => {
  const rows = ['200,Queue,', '200,Queue,', '200,Dial,x', '486,Queue,'].map((row, index) => `2026-11-23 11:5${index}:00,${row}`);
  const settings = { path: 'ruled.csv' };
  const when = [
    { column: 'app', operator: '=', values: ['Queue'] },
    { column: 'leg', operator: '=', values: [''] },
  ];
  beforeAll(() => door.write('ruled.csv', ['start_time,sip_code,app,leg', ...rows, ''].join('\n')));

  test('are evaluated before they are saved', async () => {
    const coded = await mapping(settings, { rules: [{ codes: '200', when, code: 487 }] });
    expect(coded).toMatchObject({ calls: 4, moved: 2, problem: null, unseen: null });
    expect(coded.outcomes.find(({ code }) => code === 487)).toEqual({
      code: 487,
      word: null,
      calls: 2,
      now: null,
      then: { result: 'cancelled', rule: 'rule 1 (200, app = Queue and leg is empty → 487)' },
    });
    const given = await mapping(settings, { rules: [{ when, result: 'cancelled' }] });
    expect(given.moved).toBe(3);
    expect(given.outcomes.find(({ code }) => code === 486)).toMatchObject({
      calls: 1,
      now: { result: 'busy' },
      then: { result: 'cancelled' },
    });
  });

  test('that are saved decide what is shown', async () => {
    const rules = [{ when, result: 'cancelled' }];
    const saved = await mapping({ ...settings, rules }, undefined);
    expect(saved.outcomes.map(({ code, calls: count, now }) => [code, count, now?.result])).toEqual([
      [200, 2, 'cancelled'],
      [200, 1, 'answered'],
      [486, 1, 'cancelled'],
    ]);
    const removed = await mapping({ ...settings, rules }, { rules: [] });
    expect(removed).toMatchObject({ moved: 3, problem: null });
    expect(removed.outcomes[0]).toMatchObject({ code: 200, calls: 3, then: { result: 'answered' } });
  });

  test('are refused where a column is missing', async () => {
    const wrong = await mapping(settings, { rules: [{ when: [{ column: 'ap', operator: '=', values: ['Queue'] }], code: 487 }] });
    expect(wrong.problem).toContain('looks at the column "ap", which the records do not have. Did you mean app');
    expect(wrong.outcomes.every(({ then }) => then === null)).toBe(true);
  });
});
