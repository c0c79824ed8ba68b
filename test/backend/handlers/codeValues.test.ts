import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { KAMAILIO } from '../../support/records';
import { PluginHarness } from './pluginHarness';

/*
 * The values of the dimension `code` on the records of a Kamailio proxy. Expected numbers are counted from truth-calls.csv, which the callers' own
 * traces were made into and which owes nothing to Kamailio; a call counts if the tables have its Call-ID at all.
 */
const read = (file: string) => readFileSync(path.join(KAMAILIO, file), 'utf8');
const rowsOf = (file: string): Record<string, string>[] => {
  const [header = '', ...lines] = read(file).trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [names[index] ?? '', value])));
};

const recorded = new Set(['acc.csv', 'missed_calls.csv'].flatMap((file) => rowsOf(file).map(({ callid }) => callid)));
const calls = rowsOf('truth-calls.csv')
  .filter(({ callid }) => recorded.has(callid))
  .map(({ final_code: code = '', dialled = '' }) => ({ code, dialled }));

/** Codes of these calls, the most frequent first, the lower of equals before the higher. */
function counted(counts: (call: { code: string; dialled: string }) => boolean = () => true) {
  const of = (code: string) => calls.filter((call) => call.code === code && counts(call)).length;
  return [...new Set(calls.filter(counts).map(({ code }) => code))]
    .map((value) => ({ value, calls: of(value) }))
    .sort((one, other) => other.calls - one.calls || Number(one.value) - Number(other.value));
}

const door = new PluginHarness();

beforeAll(() => {
  mkdirSync(path.join(door.folder, 'kamailio'));
  for (const file of ['acc.csv', 'missed_calls.csv']) {
    door.write(`kamailio/${file}`, read(file));
  }
});
afterAll(() => door.close());

async function values(role: 'Editor' | 'Viewer', search: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const settings = { path: 'kamailio', layout: 'kamailio', timeZone: 'UTC', maskNumbersForViewers: 'all' };
  const request = { method: 'GET', path: 'values', search: new URLSearchParams({ dimension: 'code', ...search }), body: new Uint8Array() };
  const answer = await door.handlers.resource(
    request,
    { ...door.context(settings), user: { login: 'x', role } },
    new AbortController().signal
  );
  expect(answer.status).toBe(200);
  return answer.body;
}

const filters = (...all: readonly object[]) => ({ filters: JSON.stringify(all) });

test.each(['Editor', 'Viewer'] as const)('a reader with the role %s gets every code with its calls', async (role) => {
  expect(calls).toHaveLength(430);
  expect(counted()).toHaveLength(15);
  expect(await values(role)).toEqual({ values: counted(), more: false });
});

test('they may be searched and limited', async () => {
  const found = counted(({ code }) => code.includes('48'));
  expect(found.map(({ value }) => value)).toEqual(['486', '487', '480', '484', '488']);
  expect(await values('Editor', { search: '48' })).toEqual({ values: found, more: false });
  expect(await values('Editor', { search: '48', limit: '2' })).toEqual({ values: found.slice(0, 2), more: true });
});

test('filters on codes and on other dimensions narrow them', async () => {
  expect(await values('Editor', filters({ dimension: 'code', operator: 'in', values: ['5xx', '486'] }))).toEqual({
    values: counted(({ code }) => code.startsWith('5') || code === '486'),
    more: false,
  });
  const begun = counted(({ dialled }) => dialled.startsWith('55591'));
  expect(begun.length).toBeGreaterThan(0);
  expect(await values('Editor', filters({ dimension: 'dst_ouser', operator: '=~', values: ['55591.*'] }))).toEqual({
    values: begun,
    more: false,
  });
});

test('a viewer cannot find out hidden digits by a filter', async () => {
  expect(await values('Viewer', filters({ dimension: 'dst_ouser', operator: '=~', values: ['55591.*'] }))).toEqual({
    values: [],
    more: false,
  });
  expect(await values('Viewer', filters({ dimension: 'dst_ouser', operator: '=~', values: [String.raw`\*{10}`] }))).toEqual({
    values: counted(({ dialled }) => dialled.length === 10),
    more: false,
  });
});
