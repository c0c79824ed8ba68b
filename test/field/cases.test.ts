import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RecordsFolder } from '../support/records';

/**
 * Call records in the formats that phone systems write, small, with the right answer and why it is right. They were rebuilt from public bug
 * reports and makers' documentation, named under `source`.
 */
interface FieldCase {
  readonly slug: string;
  /** Below `cases/<slug>`: a file, or a folder. */
  readonly path: string;
  readonly layout: string;
  readonly timeZone: string;
  /** `layout column=column of the records`. */
  readonly columns: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Results that are not zero, `calls`, and `unread` where it is not 0; or `error`: refused. */
  readonly expected: Readonly<Record<string, number>> | 'error';
  /** A refusal is right too. */
  readonly orRefused?: true;
  readonly case: string;
  readonly from?: string;
  readonly to?: string;
}

const CASES = JSON.parse(readFileSync(path.join(__dirname, 'cases.json'), 'utf8')) as FieldCase[];
const folder = new RecordsFolder();
afterAll(() => folder.remove());

async function read({ slug, path: file, layout, timeZone, columns, settings }: FieldCase): Promise<Record<string, number>> {
  cpSync(path.join(__dirname, 'cases', slug), folder.at(slug), { recursive: true });
  const named = Object.fromEntries(columns.map((pair) => pair.split('=', 2)));
  const records = await folder.open({ path: `${slug}/${file}`, layout, timeZone, columns: named, ...settings });
  const { calls, unread } = await records.extent();
  if (calls === 0 && unread.rows > 0) {
    // Health and the preview refuse such records.
    throw new Error(`No call could be read: ${unread.reasons[0]?.reason ?? ''}, ${unread.reasons[0]?.example ?? ''}.`);
  }
  return { ...(await records.results()), calls: calls ?? 0, ...(unread.rows > 0 ? { unread: unread.rows } : {}) };
}

describe('records of the field', () => {
  test.each(CASES.map((one) => [one.slug, one] as const))('%s', async (_, one) => {
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

  test.each(CASES.filter(({ from }) => from !== undefined).map((one) => [one.slug, one] as const))('the times of %s', async (_, one) => {
    await read(one);
    const named = Object.fromEntries(one.columns.map((pair) => pair.split('=', 2)));
    const records = await folder.open({ path: `${one.slug}/${one.path}`, layout: one.layout, timeZone: one.timeZone, columns: named });
    const { first, last } = await records.extent();
    expect([first, last].map((ms) => (ms === null ? null : new Date(ms).toISOString()))).toEqual([one.from, one.to ?? one.from]);
  });
});
