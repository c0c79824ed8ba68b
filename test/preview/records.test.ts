import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RecordsFolder } from '../support/records';
import { npmStart } from './support/npmStart';

const records = new RecordsFolder();
afterAll(() => records.remove());

const CUCM = path.resolve(__dirname, '../field/cases/31-cucm-cdr-destcause/input');
const HEADER = 'start_time,status,trunk\n';

test("one's own columns, rows that cannot be read and calls without a code are all told", async () => {
  const folder = records.put({
    'calls.csv': `${HEADER}2026-01-01 10:00:00,200,a\nnot a time,486,a\n2026-01-01 10:05:00,486,b\n2026-01-01 10:06:00,,b\n`,
  });
  const json = await npmStart([records.at(folder), '--column', 'sip_code=status', '--summary', '--json']);
  expect(JSON.parse(json.stdout)).toEqual({
    calls: 3,
    results: { answered: 1, busy: 1, rejected: 0, timeout: 0, cancelled: 0, unavailable: 0, failed: 0, unclassified: 1 },
    unread: 1,
    from: '2026-01-01T10:00:00.000Z',
    to: '2026-01-01T10:06:00.000Z',
  });
  const table = await npmStart([records.at(`${folder}/calls.csv`), '--column', 'sip_code=status', '--summary']);
  expect(table.stdout).toMatch(/unclassified +1 +33\.3%/);
  expect(table.stdout).toMatch(/! 1 row could not be read and is not counted:\n +1 × .*not a time/);
});

test('settings of a file are below the options, and reach the plugin as they are', async () => {
  const folder = records.put({
    'cdr.csv': 'begin,status,kind\n2026-01-01 10:00:00,200,STOP\n2026-01-01 10:01:00,486,STOP\n2026-01-01 10:02:00,200,START\n',
  });
  const only = [{ column: 'kind', operator: '=', values: ['STOP'] }];
  const settings = { layout: 'custom', timeZone: 'Asia/Tokyo', columns: { start_time: 'begin', code: 'status' }, only };
  const file = records.at(`${records.put({ 'settings.json': JSON.stringify(settings) })}/settings.json`);
  const given = [records.at(`${folder}/cdr.csv`), '--settings', file, '--summary', '--json'];
  const { stdout } = await npmStart([...given, '--time-zone', 'UTC']);
  expect(JSON.parse(stdout)).toMatchObject({ calls: 2, results: { answered: 1, busy: 1 }, from: '2026-01-01T10:00:00.000Z' });
  expect(JSON.parse((await npmStart(given)).stdout)).toMatchObject({ calls: 2, from: '2026-01-01T01:00:00.000Z' });
});

test('without a layout, the one that fits the columns is taken and told; of several, none is guessed', async () => {
  const folder = records.put({
    'ucm.csv':
      'Start Time,Answer Time,End Time,Caller Number,Callee Number,Talk Time,Disposition,Session\n2026-01-01 10:00:00,,2026-01-01 10:00:09,a,b,0,BUSY,s1\n2026-01-01 10:00:00,2026-01-01 10:00:04,2026-01-01 10:00:09,a,b,5,ANSWERED,s1\n',
    'acc.csv': 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time\n1,INVITE,a,b,c,486,Busy Here,2026-01-01 10:00:00\n',
  });
  const one = await npmStart([records.at(`${folder}/ucm.csv`), '--summary', '--json']);
  expect(JSON.parse(one.stdout)).toMatchObject({ calls: 1, results: { answered: 1, busy: 0 } });
  expect(one.stderr).toContain(
    'Layout grandstream (Grandstream UCM), because ucm.csv has the columns Start Time, Caller Number, Callee Number, Disposition. Rows with the same session are a call; disposition tells how it ended. Choose another with --layout.'
  );
  const several = await npmStart([records.at(`${folder}/acc.csv`), '--summary', '--json']);
  expect(several).toMatchObject({ code: 1, stdout: '' });
  expect(several.stderr).toContain('acc.csv fits several layouts. Choose one: --layout kamailio (');
  expect(several.stderr).toContain(' or --layout opensips (');
  expect(
    JSON.parse((await npmStart([records.at(`${folder}/acc.csv`), '--layout', 'opensips', '--summary', '--json'])).stdout)
  ).toMatchObject({
    calls: 1,
  });
});

test('files of Cisco, which have no ending, are found and recognized; those of the quality of calls are left out', async () => {
  const lines = readFileSync(path.join(CUCM, 'cdr.csv'), 'utf8').split('\n');
  const [names = '', types = '', ...rows] = lines;
  const folder = records.put({
    cdr_StandAloneCluster_01_202611231000_1: [names, types, ...rows.slice(0, 4)].join('\n'),
    cdr_StandAloneCluster_01_202611231001_2: [names, types, ...rows.slice(4)].join('\n'),
    cmr_StandAloneCluster_01_202611231000_1: '"cdrRecordType","globalCallID_callManagerId"\nINTEGER,INTEGER\n2,1\n',
  });
  const { stdout, stderr } = await npmStart([records.at(folder), '--summary', '--json']);
  // As Cisco's guide says of the calls of the case; test/field/cases.json has its words.
  const results = { answered: 3, busy: 1, rejected: 0, timeout: 0, cancelled: 1, unavailable: 1, failed: 1 };
  expect(JSON.parse(stdout)).toMatchObject({ calls: 7, results, unread: 0 });
  expect(stderr).toMatch(
    /Layout cucm \(Cisco Unified CM\), because cdr_StandAloneCluster_01_20261123100[01]_[12] \(and 1 more\) has the columns /
  );
});

test('records without calls are not an error', async () => {
  const folder = records.put({ 'calls.csv': 'start_time,sip_code\n' });
  const { code, stdout } = await npmStart([records.at(folder), '--summary', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ calls: 0, unread: 0, from: null, to: null });
});

test.each([
  ['nothing there', ['/there/is/nothing'], 'Nothing found at /there/is/nothing. Give a folder, a file or a glob'],
  ['a glob in no folder', ['/there/is/no/*.csv'], 'Folder /there/is/no not found'],
  ['an unknown layout', ['.', '--layout', 'avaya'], 'Unknown layout "avaya". Allowed: calls, kamailio, '],
  ['an unknown zone', ['.', '--time-zone', 'Mars/Base'], 'Unknown time zone "Mars/Base". Allowed: UTC'],
  ['an unknown option', ['--bogus'], "Unknown option '--bogus'. See: npm start -- --help"],
  ['an option without its value', ['--layout'], "Option '--layout <value>' argument missing. See: npm start -- --help"],
  ['two paths', ['a.csv', 'b.csv'], 'Give one PATH, not 2 (a.csv b.csv). Quote a glob'],
  ['no port', ['--port', '99999'], '"99999" is not a port. Allowed: 1 to 65535'],
  ['half a column', ['.', '--column', 'sip_code'], '--column "sip_code" names no two columns.'],
  ['no settings', ['.', '--settings', '/there/is/no.json'], '--settings: /there/is/no.json cannot be read'],
  ['settings that are not JSON', ['.', '--settings', '/etc/hostname'], '--settings: /etc/hostname is not valid JSON'],
  ['JSON of a page', ['.', '--json'], '--json goes with --summary.'],
])('%s: one line that says how to repair it, and exit 1', async (_name, given, sentence) => {
  await expectRefusal(given, sentence);
});

test('an empty folder, a file without records, a file that cannot be read: one line, and exit 1', async () => {
  const folder = records.put({ 'notes.doc': 'no records' });
  const broken = records.put({ 'calls.parquet': '' });
  writeFileSync(records.at(`${broken}/calls.parquet`), Buffer.alloc(3_000, 7));
  await expectRefusal([records.at(folder), '--summary'], `no call records found in "${records.at(folder)}". Files must end in .csv`);
  await expectRefusal(
    [records.at(`${folder}/notes.doc`), '--summary'],
    '"notes.doc" is not a file of call records; its name must end in .csv'
  );
  await expectRefusal([records.at(broken), '--port', '0'], 'calls.parquet: The records cannot be read');
});

async function expectRefusal(given: readonly string[], sentence: string): Promise<void> {
  const { code, stdout, stderr } = await npmStart(given);
  const lines = stderr
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('Building '));
  expect(lines).toEqual([expect.stringContaining(sentence)]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
}
