import { cpSync } from 'node:fs';
import { RecordsFolder } from '../support/records';
import { FIELD_CASES, type FieldCase, folderOf, namedColumns } from './fieldCases';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

async function read(one: FieldCase): Promise<Record<string, number>> {
  const { slug, path: file, layout, timeZone, settings } = one;
  cpSync(folderOf(one), folder.at(slug), { recursive: true });
  const records = await folder.open({ path: `${slug}/${file}`, layout, timeZone, columns: namedColumns(one), ...settings });
  const { calls, unread } = await records.extent();
  if (calls === 0 && unread.rows > 0) {
    // Health and the preview refuse such records.
    throw new Error(`No call could be read: ${unread.reasons[0]?.reason ?? ''}, ${unread.reasons[0]?.example ?? ''}.`);
  }
  return { ...(await records.results()), calls: calls ?? 0, ...(unread.rows > 0 ? { unread: unread.rows } : {}) };
}

describe('records of the field', () => {
  test.each(FIELD_CASES.map((one) => [one.slug, one] as const))('%s', async (_, one) => {
    const answer = read(one);
    const { expected } = one;
    if (expected === 'error') {
      await expect(answer).rejects.toThrow(/\w{3,}.*[.:]/s);
    } else if (one.orRefused === true) {
      const { unread = 0, ...counted }: Readonly<Record<string, number>> = await answer.catch(() => expected);
      // What is counted as unreadable is refused, too, and the rest is right.
      const all = { ...counted, calls: (counted['calls'] ?? 0) + unread };
      expect(unread === 0 ? all : { ...expected, ...all }).toEqual(expected);
    } else {
      expect(await answer).toEqual(expected);
    }
  });

  test.each(FIELD_CASES.filter(({ from }) => from !== undefined).map((one) => [one.slug, one] as const))(
    'the times of %s',
    async (_, one) => {
      await read(one);
      const { slug, path: file, layout, timeZone } = one;
      const records = await folder.open({ path: `${slug}/${file}`, layout, timeZone, columns: namedColumns(one) });
      const { first, last } = await records.extent();
      expect([first, last].map((ms) => (ms === null ? null : new Date(ms).toISOString()))).toEqual([one.from, one.to ?? one.from]);
    }
  );
});
