import { readFileSync } from 'node:fs';
import path from 'node:path';
import { belongsToTable, callTimes } from '../../../src/domain/layouts/layout';
import { LAYOUT_NAMES, LAYOUTS } from '../../../src/domain/layouts/layouts';

test.each([
  ['acc.csv', true],
  ['acc-2026-11.csv', true],
  ['acc.2026-11-23.csv.gz', true],
  ['acc.parquet', true],
  ['acc_2026-11.csv', true],
  ['acc_2026_11_23.csv', true],
  ['acc (2).csv', true],
  ['acc(2).csv', true],
  ['acc', true],
  ['acc_2nd.csv', false],
  ['acc_cdrs.csv', false],
  ['acc2.csv', false],
  ['my-acc.csv', false],
  ['account.csv', false],
  ['ACC.csv', false],
])('%s is a file of acc: %s', (name, belongs) => {
  expect(belongsToTable({ name: 'acc', files: 'named' }, name)).toBe(belongs);
});

test.each(LAYOUT_NAMES)('%s proposes a time that it has, and speaks of the columns that people are told of', (name) => {
  const layout = LAYOUTS[name];
  expect(layout.name).toBe(name);
  expect(callTimes(layout)).toHaveLength(Object.keys(layout.times).length);
  expect(callTimes(layout)).toContain(layout.proposedCallTime);
  const told: string[] = layout.columns.map((column) => column.name);
  expect(told).toEqual(expect.arrayContaining([...layout.outcome.map(({ column }) => column), ...Object.values(layout.times).flat()]));
});

test('the ranks of Kamailio leave out no code', () => {
  const ranks = LAYOUTS.kamailio.merge?.ranks ?? [];
  for (const table of ['acc', 'missed_calls']) {
    const taking = (code: number) =>
      ranks.filter(
        ({ tables, codes }) =>
          (tables === undefined || tables.includes(table)) &&
          typeof codes !== 'string' &&
          codes.some(({ first, last }) => first <= code && code <= last)
      );
    expect(Array.from({ length: 800 }, (_, index) => taking(index + 200).length)).toEqual(Array.from({ length: 800 }, () => 1));
  }
});

test('the CSV template that is recommended for FreeSWITCH is known, and the only one with its number of columns', () => {
  const page = readFileSync(path.resolve(__dirname, '../../../docs/layouts/freeswitch.md'), 'utf8');
  const template = /<template name="callresult">(.*)<\/template>/.exec(page)?.[1] ?? '';
  const names = [...template.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
  const headers = LAYOUTS.freeswitch.tables.flatMap((table) => table.headerless?.headers ?? []);
  expect(headers).toContainEqual(names);
  expect(new Set(headers.map(({ length }) => length)).size).toBe(headers.length);
});
