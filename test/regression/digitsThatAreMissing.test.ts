/** A spelling of "no value" may be digits, such as 999, which look like a code. */
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

test('digits that the settings name as missing are not a code', async () => {
  const lines = ['start_time,sip_code', '2026-11-23 08:00:00,999', '2026-11-23 08:00:01,486', ''];
  const path = folder.put({ 'a.csv': lines.join('\n') });
  expect(await (await folder.open({ path, missing: ['999'] })).codes()).toEqual({ 486: 1, none: 1 });
  expect(await (await folder.open({ path })).codes()).toEqual({ 486: 1, 999: 1 });
});
