import { PluginHarness } from '../../backend/handlers/pluginHarness';

/** The harness's records have a duration, and no post-dial delay. */
const plugin = new PluginHarness();
afterAll(() => plugin.close());

const asked = { kind: 'timing', version: 1, timings: ['pdd', 'duration'], statistics: ['max'], ifMissing: 'null' };

test('a timing that the records do not have is null beside those that they have, and a notice says so', async () => {
  const { meta, fields } = await plugin.query(asked);
  expect(fields.map(({ name, values }) => [name, values[0]])).toEqual([
    ['pdd max', null],
    ['duration max', 61_000],
  ]);
  expect(meta?.notices).toEqual([
    {
      severity: 'info',
      text: 'The records have no post-dial delay, so "pdd" is null. If a column has it, enter its name under columns in the data source settings.',
    },
  ]);
});

test('a row per value and a series over time are as long as with the timing', async () => {
  const rows = await plugin.query({ ...asked, splitBy: ['trunk'], shape: 'table' });
  const valuesOf = (name: string) => Array.from(rows.fields.find((field) => field.name === name)?.values ?? []);
  expect(valuesOf('trunk').length).toBeGreaterThan(1);
  expect(valuesOf('pdd max')).toEqual(valuesOf('trunk').map(() => null));
  const series = await plugin.query({ ...asked, timings: ['pdd'], over: 'time', bucket: '1h' });
  expect(series.fields.map(({ name, values }) => [name, values.length])).toEqual([
    ['time', 3],
    ['pdd max', 3],
  ]);
});

test.each([
  ['nobody asks for null', { ...asked, ifMissing: 'error' }, {}],
  ['a histogram', { kind: 'timing', version: 1, over: 'histogram' }, {}],
  ['an alert rule', asked, { FromAlert: 'true' }],
])('it is an error that names the column: %s', async (_, query, headers) => {
  await expect(plugin.query(query, plugin.context(undefined, headers))).rejects.toThrow(
    'Timing "pdd" needs the column "pdd_ms", which the records do not have.'
  );
});
