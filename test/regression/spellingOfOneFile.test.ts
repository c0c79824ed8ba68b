/** One file whose header spells a column otherwise does not rename it for the panels that are split by it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { PluginHarness } from '../backend/handlers/pluginHarness';

const door = new PluginHarness();
afterAll(() => door.close());

/** A header, and a call of each minute of 2026-11-23 08:00 to 08:05. */
const file = (column: string, value: string) =>
  [`start_time,sip_code,${column}`, ...Array.from({ length: 5 }, (_, minute) => `2026-11-23T08:0${minute}:00Z,200,${value}`)].join('\n');

test.each([
  { headers: ['trUnk', 'trunk'], name: 'trunk', why: 'small letters where as many files have either' },
  { headers: ['trunk', 'Trunk', 'Trunk'], name: 'Trunk', why: 'the one of most files' },
])('the spelling of $headers is $name: $why', async ({ headers, name }) => {
  const folder = headers.join();
  mkdirSync(path.join(door.folder, folder));
  headers.forEach((column, index) => door.write(path.join(folder, `${index}.csv`), file(column, `t${index}`)));
  const frame = await door.query(
    { kind: 'distribution', splitBy: [name], shape: 'table' },
    door.context({ path: folder, layout: 'calls' })
  );
  const values = frame.fields.find((field) => field.name === name)?.values ?? [];
  expect([...new Set(values)].sort()).toEqual(headers.map((_, index) => `t${index}`));
});
