/** A Call-ID that is NULL joined no rows, and still stood in the column call_id of call details, as if calls could be found by it. */
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

test.each([
  ['kamailio', 'acc.csv', 'method,callid,sip_code,time\nINVITE,NULL,200,2026-11-23 08:00:00\nINVITE,a@x,200,2026-11-23 08:00:01\n'],
  ['calls', 'calls.csv', 'call_id,sip_code,start_time\n-,200,2026-11-23 08:00:00\na@x,200,2026-11-23 08:00:01\n'],
])('is not a Call-ID in layout %s', async (layout, name, content) => {
  const records = await folder.open({ path: folder.put({ [name]: content }), layout, timeZone: 'UTC' });
  expect((await records.calls()).map(({ callId }) => callId)).toEqual([null, 'a@x']);
});
