/** A file that is cut off within its last value counted that call by what was left of it, and nothing said so. */
import { unmasked } from '../../src/domain/unmasked';
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const REASON = 'the last line of a file has no line end, and its last value may be cut off';
const calls = (...codes: readonly string[]) =>
  `trunk,start_time,sip_code\n${codes.map((code, second) => `t,2026-11-23 08:00:0${second},${code}`).join('\n')}`;
const told = async (content: string, settings: Readonly<Record<string, unknown>> = {}) => {
  const { unread } = await (await folder.open({ path: folder.put({ 'a.csv': content }), ...settings })).extent();
  return unread.reasons.map(({ reason, rows, example }) => [reason, rows, unmasked(example).replace(/^case\d+\//, '')]);
};

test.each([calls('486', '200', '20'), calls('486', '20'), calls('200', '503')])('%j may be cut off', async (content) => {
  expect(await told(content)).toEqual([[REASON, 0, `a.csv: ${content.split(',').at(-1)}`]]);
});

test.each([
  ['a line end', `${calls('486', '20')}\n`],
  ['a value that other rows have', calls('200', '486', '200')],
  ['a quote', calls('486', '"20"')],
  ['a value that means nothing', 'start_time,sip_code,trunk\n2026-11-23 08:00:00,200,trunk\n2026-11-23 08:00:00,200,t'],
])('%s ends the file', async (_, content) => {
  expect(await told(content)).toEqual([]);
});

test('an outcome that is cut off before it begins', async () => {
  expect(await told(calls('486', '200', ''))).toEqual([[REASON, 0, 'a.csv: no value']]);
  expect(await told(calls('486', '', '200', ''))).toEqual([]);
  expect(await told(`${calls('486', '')}\n`)).toEqual([]);
});

test('causes that go on', async () => {
  const content = 'start_time,q850_cause\n2026-11-23 08:00:00,1\n2026-11-23 08:00:01,17\n2026-11-23 08:00:02,1';
  expect(await told(content, { layout: 'custom' })).toEqual([[REASON, 0, 'a.csv: 1']]);
});
