/** docs/settings.md and the config editor show the texts and defaults of the schema. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { serverSettingFields } from '../../src/backend/handlers/environment';
import { rollupFields } from '../../src/domain/serverSettings';
import { settingFields } from '../../src/domain/settings';
import { defaultText, settingText } from '../../src/domain/settingTexts';

const page = readFileSync(path.resolve(__dirname, '../../docs/settings.md'), 'utf8');
const fields: [string, z.ZodType][] = [
  ...Object.entries({ ...serverSettingFields, ...settingFields }),
  ...Object.entries(rollupFields).map(([name, schema]): [string, z.ZodType] => [`rollup.${name}`, schema]),
];

/** The cells of a field's row as plain text: meaning and default. */
function rowOf(field: string): string[] {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${field}\` |`)) ?? '';
  const plain = row.replaceAll('`', '').replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');
  return plain
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
}

test.each(fields)('docs/settings.md says the meaning and the default of %s', (field, schema) => {
  const [meaning = '', otherwise = ''] = rowOf(field);
  const { help } = settingText(schema);
  // Details, such as the values that are allowed, may follow.
  expect(meaning.slice(0, help.length)).toBe(help);
  expect(otherwise.split(':')[0]).toBe(schema.safeParse(undefined).success ? defaultText(schema) : '');
});

test.each(fields)('the label of %s is a noun phrase in sentence case, its help one sentence', (_field, schema) => {
  const { label, help } = settingText(schema);
  expect(label).toMatch(/^[A-Z][^.?!]*$/);
  expect(help).toMatch(/^[A-Z].*\.$/);
  expect(help).not.toMatch(/[.?!] [A-Z]/);
});
