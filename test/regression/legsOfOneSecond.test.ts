/**
 * FreeSWITCH rings telephones in the second in which the call came in. Of legs that began in the same second, one that was rung decided
 * how the call ended, whichever came first by its content: a busy call was counted as failed.
 */
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const csv = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

test.each([
  ['call_uuid', ['a,a,1795420800,USER_BUSY', 'b,a,1795420800,UNALLOCATED_NUMBER']],
  ['originating_leg_uuid', ['a,,1795420800,USER_BUSY', 'b,a,1795420800,UNALLOCATED_NUMBER']],
])('the leg that came in decides, legs sharing %s', async (column, legs) => {
  const path = folder.put({ 'cdr.csv': csv(`uuid,${column},start_epoch,hangup_cause`, ...legs) });
  const records = await folder.open({ path, layout: 'freeswitch', timeZone: 'UTC' });
  expect(await records.codes()).toEqual({ USER_BUSY: 1 });
});

test("a caller's leg of FusionPBX decides", async () => {
  const legs = ['a,,2026-11-23 08:00:00,USER_BUSY', 'z,a,2026-11-23 08:00:00,NO_ANSWER'];
  const path = folder.put({ 'v_xml_cdr.csv': csv('xml_cdr_uuid,originating_leg_uuid,start_stamp,hangup_cause', ...legs) });
  const records = await folder.open({ path, layout: 'fusionpbx', timeZone: 'UTC' });
  expect(await records.codes()).toEqual({ USER_BUSY: 1 });
});
