import { readFileSync } from 'node:fs';
import path from 'node:path';
import { customRatioSchema } from '../../src/domain/customRatio';
import { RATIO_DEFINITIONS, RATIO_PROFILES, type CallSet } from '../../src/domain/ratios';

const text = readFileSync(path.resolve(__dirname, '../../docs/kinds/ratio.md'), 'utf8');

test('the table of ratios is the one that counts', () => {
  const rows = [...text.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map((row) => row.slice(1));
  const profiles = rows.filter(([name]) => RATIO_PROFILES.some((profile) => profile === name));
  expect(profiles.map(([name]) => name)).toEqual([...RATIO_PROFILES]);
  const written = (set: CallSet) => (set.of === 'codes' ? set.codes.replaceAll(',', ', ') : set.of === 'all but' ? set.codes : set.of);
  const said = (cell = '') =>
    cell
      .replace(/^all calls but /, '')
      .replace(/^all but (.*)$/, (_all, codes: string) => codes.replaceAll(', ', ','))
      .replace(/^all calls$/, 'all');
  for (const name of RATIO_PROFILES.filter((one) => one !== 'NER E.425 + 487')) {
    const [, numerator, denominator] = profiles.find(([profile]) => profile === name) ?? [];
    const definition = RATIO_DEFINITIONS[name];
    expect([name, said(numerator), said(denominator)]).toEqual([name, written(definition.numerator), written(definition.denominator)]);
  }
});

test('shares that are in the text are accepted', () => {
  const shares = [...text.matchAll(/^\s+`(\{"name": .*?\}\})`/gm), ...text.matchAll(/`(\{"name": "HOMER".*?\}\})`/g)].map((match) =>
    JSON.parse(match[1] ?? '')
  );
  expect(shares.length).toBeGreaterThan(0);
  shares.forEach((share) => expect(customRatioSchema.safeParse(share).success).toBe(true));
});
