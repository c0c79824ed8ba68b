import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RESULTS } from '../../src/domain/results';
import { parseSettings } from '../../src/domain/settings';
import { RecordsFolder } from '../support/records';

const SAMPLES = path.join(__dirname, '../recipes');
const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** The page's own JSON, its sample, and the counts that it states. */
const RECIPES = readFileSync(path.join(__dirname, '../../docs/recipes.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((text) => {
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    const [, sample = '', counts = ''] = /^Sample: \[`test\/recipes\/([^`]+)`\].*?: (\d+ calls, .*)\.$/m.exec(text) ?? [];
    return { title: text.split('\n')[0] ?? '', settings: JSON.parse(json) as Record<string, unknown>, sample, counts, text };
  });

test.each(RECIPES.map((recipe) => [recipe.title, recipe] as const))('%s: its settings count its sample as it says', async (_, recipe) => {
  const { settings, sample, counts, text } = recipe;
  expect(() => parseSettings(settings)).not.toThrow();
  expect(text).toMatch(/^Source: \S/m);
  cpSync(path.join(SAMPLES, sample), folder.at(sample), { recursive: true });
  // Tables of databases are shown as files of the same columns.
  const ofFiles = Object.entries(settings).filter(([name]) => name !== 'engine' && name !== 'tables');
  const records = await folder.open({ ...Object.fromEntries(ofFiles), path: sample });
  const { calls, unread } = await records.extent();
  const results = await records.results();
  const stated = RESULTS.flatMap((result) => (results[result] === undefined ? [] : [`${results[result]} ${result}`]));
  expect(counts.split(', ').toSorted()).toEqual([`${calls} calls`, ...stated].toSorted());
  expect(unread.rows).toBe(0);
});

test('every sample is that of a recipe', () => {
  expect(readdirSync(SAMPLES).toSorted()).toEqual(RECIPES.map(({ sample }) => sample).toSorted());
});
