/** A line torn down to one word that is also the name of a column passed for a header, and every line after it was unreadable. */
import { RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const open = (...lines: readonly string[]) =>
  folder.open({ path: folder.put({ 'a.csv': `${lines.join('\n')}\n` }), layout: 'custom', columns: { start_time: 't', word: 'Status' } });

test('a single word costs its line only', async () => {
  const records = await open('t,Status', '2026-11-26 13:00:00,Q.850 17', 'ANSWERED', '2026-11-26 13:01:00,Q.850 17', 'Status');
  expect(await records.results()).toEqual({ busy: 2 });
  expect((await records.extent()).unread.rows).toBe(2);
});
