/** Numbers that define something are in the pages as they count. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { wilsonBounds } from '../../src/backend/queries/after/statistics/wilson';
import { FINDINGS } from '../../src/domain/doctor/finding';
import { DEFAULT_THRESHOLD, MAX_EVENTS } from '../../src/kinds/annotations/schema';
import { MAX_CALLS } from '../../src/kinds/calls/schema';
import { MAX_FILTERS, MAX_FILTER_VALUES } from '../../src/domain/filters';
import { LAYOUTS } from '../../src/domain/layouts/layouts';
import { parseCallQuery, QUERY_FIELDS, QUERY_KINDS } from '../../src/kinds/kinds';
import { CONFIDENCES } from '../../src/kinds/ratio/schema';
import { ANSWERED_CODES } from '../../src/domain/timings';
import { MAX_VERDICTS } from '../../src/kinds/verdict/schema';

const folder = path.resolve(__dirname, '../../docs/kinds');
const pages = readdirSync(folder).map((name) => path.basename(name, '.md'));
const read = (kind: string) => readFileSync(path.join(folder, `${kind}.md`), 'utf8');

/** `[field, default]` of the tables of fields, where the default is a value. */
function toldDefaults(text: string): [string, string][] {
  const rows = [...text.matchAll(/^\| `(\w+)` \| .* \| (?:`([^`]+)`|(\d[\d.,]*))[^|]*\|$/gm)];
  return rows.map(([, field = '', code, number = '']): [string, string] => [
    field,
    code ?? number.replace(/,(?=\d{3})/g, '').replace(/[.,]$/, ''),
  ]);
}

test.each(pages)('the defaults that the page of %s tells are those that count', (page) => {
  const kind = QUERY_KINDS.find((one) => one === page) ?? 'codes';
  const defaults = parseCallQuery({ kind });
  for (const [field, told] of toldDefaults(read(page)).filter(([field]) => QUERY_FIELDS[kind].includes(field))) {
    const value: unknown = Reflect.get(defaults, field);
    // What an empty list stands for depends on the rest of the query.
    if (!Array.isArray(value) || value.length > 0) {
      expect([field, writtenAs(value)]).toEqual([field, expect.arrayContaining([told])]);
    }
  }
});

/** A list of one may stand there as its entry. */
function writtenAs(value: unknown): unknown[] {
  const entries: unknown[] = Array.isArray(value) && value.length === 1 ? value : [];
  return [value, ...entries].flatMap((one) => [one, JSON.stringify(one)]);
}

test('enough defaults are told to be worth comparing', () => {
  expect(pages.flatMap((page) => toldDefaults(read(page))).length).toBeGreaterThan(35);
});

test('limits, codes and quantiles are in the pages as they count', () => {
  const grouped = (count: number) => count.toLocaleString('en-GB');
  expect(read('timing')).toContain(`from ${ANSWERED_CODES.first} to ${ANSWERED_CODES.last}`);
  expect(read('calls')).toContain(`1 to ${grouped(MAX_CALLS)}`);
  expect(read('annotations')).toContain(`(1 to ${grouped(MAX_EVENTS)})`);
  expect(read('annotations')).toContain(`\`threshold\`, 0 to 1 (${DEFAULT_THRESHOLD})`);
  expect(read('verdict')).toContain(`(1 to ${grouped(MAX_VERDICTS)})`);
  const model = readFileSync(path.join(folder, '../query-model.md'), 'utf8');
  expect(model).toContain(`up to ${MAX_FILTERS} conditions`);
  expect(model).toContain(`there may be ${grouped(MAX_FILTER_VALUES)}`);
  // Of 0 of n the upper bound is z²/(n + z²).
  const quantiles = CONFIDENCES.map((confidence) => wilsonBounds(0, 100, confidence).upper).map((upper) =>
    Math.sqrt((100 * upper) / (1 - upper)).toFixed(3)
  );
  expect(read('ratio')).toContain(`(${quantiles.join(', ')})`);
});

test('the settings tell how late records of each layout may arrive', () => {
  const [, told = ''] =
    /^\| `settle` \|.*\| the layout's proposal: (.*) \|$/m.exec(readFileSync(path.join(folder, '../settings.md'), 'utf8')) ?? [];
  const proposals = told.split('; ').flatMap((part) => {
    const [settle, ...layouts] = [...part.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    return layouts.map((layout) => [layout, settle]);
  });
  expect(Object.fromEntries(proposals)).toEqual(
    Object.fromEntries(Object.entries(LAYOUTS).map(([layout, { proposedSettle }]) => [layout, proposedSettle]))
  );
});

test('the page of the doctor describes every finding under its name', () => {
  const page = readFileSync(path.join(folder, '../doctor.md'), 'utf8');
  expect(FINDINGS.filter((finding) => !page.includes(`\`${finding}\``))).toEqual([]);
});
