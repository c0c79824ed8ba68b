/** A file that was there twice, under two names, counted its calls twice, and nothing said so. */
import { unmasked } from '../../src/domain/unmasked';
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const CALLS = 'start_time,sip_code\n2026-11-23 08:00:00,200\n';
const acc = (callId: string) =>
  `id,method,from_tag,to_tag,callid,sip_code,sip_reason,time\n1,INVITE,f,t,${callId},200,OK,2026-11-23 08:00:00\n`;

async function read(files: Record<string, string>, layout = 'calls') {
  const { calls, unread } = await (await folder.open({ path: folder.put(files), layout })).extent();
  return { calls, told: unread.reasons.map(({ reason, rows, example }) => [reason, rows, unmasked(example).replaceAll(/case\d+\//g, '')]) };
}

test('its copy is named where calls have no identity', async () => {
  const told = ['calls count twice because a file is there twice; remove one of them', 0, 'b.csv is a copy of a.csv'];
  expect(await read({ 'a.csv': CALLS, 'b.csv': CALLS })).toEqual({ calls: 2, told: [told] });
});

test('it is the same calls where they have one', async () => {
  expect(await read({ 'acc-1.csv': acc('c1'), 'acc-2.csv': acc('c1') }, 'kamailio')).toEqual({ calls: 1, told: [] });
});

test.each([
  ['other calls', { 'a.csv': CALLS, 'b.csv': CALLS.replace('200', '486') }, 2],
  ['headers alone', { 'a.csv': 'start_time,sip_code\n', 'b.csv': 'start_time,sip_code\n', 'c.csv': CALLS }, 1],
])('files of the same size with %s are not copies', async (_, files, calls) => {
  expect(await read(files as unknown as Record<string, string>)).toEqual({ calls, told: [] });
});
