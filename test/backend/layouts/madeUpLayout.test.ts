import type * as Layouts from '../../../src/domain/layouts/layouts';
import { PluginHarness } from '../handlers/pluginHarness';
import type * as Switchboard from './switchboard';

/** As if the list of layouts had one more. */
jest.mock('../../../src/domain/layouts/layouts', () => {
  const { LAYOUTS, LAYOUT_NAMES } = jest.requireActual<typeof Layouts>('../../../src/domain/layouts/layouts');
  const { switchboard } = jest.requireActual<typeof Switchboard>('./switchboard');
  return { LAYOUTS: { ...LAYOUTS, switchboard }, LAYOUT_NAMES: [...LAYOUT_NAMES, switchboard.name] };
});

const plugin = new PluginHarness();
afterAll(() => plugin.close());

plugin.write(
  'rings.csv',
  `rang_at,status,ticket,number,seconds,desk
2026-11-23T08:00:00Z,480,a,1,,sales
2026-11-23T08:00:20Z,200,a,2,90,service
2026-11-23T09:00:00Z,486,b,3,,sales
2026-11-23T09:00:30Z,408,b,4,,service
2026-11-23T10:00:00Z,200,c,5,30,sales
`
);
const settings = { layout: 'switchboard', path: 'rings.csv' };
const query = (json: object) => plugin.query(json, plugin.context(settings));

test('a layout that is added to the list is accepted, merged and divided as all others', async () => {
  const { fields, meta } = await query({ kind: 'distribution', splitBy: ['to'], shape: 'table', results: ['answered', 'busy', 'timeout'] });
  const rows = fields[0]?.values.map((_, row) => fields.slice(0, 3).map(({ values }) => values[row]));
  // Call a was answered by service, b timed out there, and c was answered by sales.
  expect(rows).toEqual([
    ['service', 'answered', 1],
    ['service', 'busy', 0],
    ['service', 'timeout', 1],
    ['sales', 'answered', 1],
    ['sales', 'busy', 0],
    ['sales', 'timeout', 0],
  ]);
  expect(meta.custom).toMatchObject({ calls: 3, unread: 0 });
});

test('its timings, its settle time and its columns are known', async () => {
  const { fields } = await query({ kind: 'timing', timings: ['duration'], statistics: ['count', 'mean'] });
  expect(fields.map(({ values }) => values[0])).toEqual([2, 60_000]);
  const health = await plugin.health(settings);
  expect(health).toMatchObject({ ok: true, details: { calls: 3, layout: 'switchboard', dimensions: ['to'] } });
});

test('the settings name it among the layouts', async () => {
  const { message } = await plugin.health({ layout: 'exchange', path: 'rings.csv' });
  expect(message).toContain('custom, switchboard');
});
