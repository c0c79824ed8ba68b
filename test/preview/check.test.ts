import { parseCommand } from '../../src/preview/arguments';
import { checkReport } from '../../src/preview/terminal/checkReport';
import { paintFor } from '../../src/preview/terminal/paint';
import { KAMAILIO, RecordsFolder } from '../support/records';
import { npmStart, type Outcome } from './support/npmStart';

const records = new RecordsFolder();
afterAll(() => records.remove());

const check = (...given: readonly string[]): Promise<Outcome> => npmStart(['check', ...given]);

test('records with right numbers: what is worth knowing, and exit 0', async () => {
  const { code, stdout } = await check(KAMAILIO, '--layout', 'kamailio');
  expect(stdout).toContain(`\n  ${KAMAILIO}\n  Checked 430 calls from 2026-11-22 07:57 to 2026-11-23 07:57 UTC`);
  expect(stdout).toMatch(/\n {2}info {5}726 records make 430 calls: /);
  expect(stdout).toMatch(/\n {2}No finding makes numbers wrong\.\n\n$/);
  expect({ code, colored: stdout.includes('\u001b') }).toEqual({ code: 0, colored: false });
});

test('records with wrong numbers: the findings with example and repair, numbers masked, and exit 1', async () => {
  const folder = records.put({
    'calls.csv': `start_time,sip_code,to\n2026-01-01 10:00:00,200,a\n2026-01-01 10:00:01,486,a\n+49 30 1234567 \u001b[31mnow,486,b\n`,
    'settings.json': JSON.stringify({ maskNumbers: 'all', path: 'elsewhere' }),
  });
  const given = [records.at(`${folder}/calls.csv`), '--settings', records.at(`${folder}/settings.json`)];
  const { code, stdout, stderr } = await check(...given);
  expect(stdout).toMatch(/\n {2}warning {2}1 unreadable row is not counted: .*\n {11}For example: .*now.*\n {11}Correct or remove them/);
  expect(stdout).toMatch(/\n {2}1 finding makes numbers wrong\.\n\n$/);
  expect(stdout + stderr).not.toMatch(/1234567|\u001b/);
  expect(code).toBe(1);
});

test('records that cannot be read: exit 2, as of anything that cannot be checked', async () => {
  const folder = records.put({ 'calls.csv': 'start_time,sip_code\nnever,200\n' });
  const unreadable = await check(records.at(folder));
  expect(unreadable.stdout).toMatch(/\n {2}error {4}1 unreadable row is not counted: /);
  expect(unreadable.code).toBe(2);
  expect(await check('/there/is/nothing')).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('Nothing found at') as unknown });
  expect(await check()).toMatchObject({ code: 2, stderr: expect.stringContaining('check needs a PATH, or --engine.') as unknown });
});

test.each([
  [['check', 'a', '--port', '1'], '--port does not go with check. Leave it out.'],
  [['check', 'a', '--summary', '--json'], '--summary does not go with check. Leave it out.'],
  [['--layout', 'calls', 'check', 'a'], 'Give one PATH, not 2 (check a). Write check before everything else.'],
  [['a', '--write-provisioning', 'a.yaml', '--summary'], '--write-provisioning does not go with --summary. Leave one of them out.'],
  [['a', '--write-provisioning', 'a.json'], 'Grafana does not read a file named "a.json". Name one that ends in .yaml, or - to print it.'],
])('%s is refused', (given, sentence) => {
  expect(() => parseCommand(given, '')).toThrow(sentence);
});

test('lines end where the terminal does, and go on below their beginning', () => {
  const finding = {
    finding: 'remark',
    severity: 'info',
    what: 'aaaa '.repeat(22).trim(),
    howMany: null,
    example: null,
    repair: null,
  } as const;
  const lines = checkReport({ examined: null, findings: [finding] }, 'title', paintFor({ isTTY: false }, {}), 60).split('\n');
  expect(lines.filter((line) => line.includes('aaaa'))).toEqual([
    `  info     ${'aaaa '.repeat(10).trim()}`,
    `           ${'aaaa '.repeat(10).trim()}`,
    `           aaaa aaaa`,
  ]);
});
