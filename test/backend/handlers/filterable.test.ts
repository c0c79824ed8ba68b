import type { DecodedFrame } from '../frames/decodeFrame';
import { PluginHarness } from './pluginHarness';

const door = new PluginHarness();
const settings = { path: 'named.csv' };

beforeAll(() =>
  door.write(
    'named.csv',
    'start_time,sip_code,trunk,from,time,call_id\n2026-11-23T08:00:10Z,200,t1,+4930123456,noon,a\n2026-11-23T08:10:00Z,486,,+4930123457,noon,b\n'
  )
);
afterAll(() => door.close());

const filterable = ({ fields }: DecodedFrame) =>
  fields.filter(({ config }) => (config as { filterable?: boolean }).filterable === true).map(({ name }) => name);
const ask = async (json: object, rest: object = {}) => filterable(await door.query(json, door.context({ ...settings, ...rest })));

test('calls can be filtered by their dimensions, as far as a filter means what the cell shows', async () => {
  expect(await ask({ kind: 'calls', dimensions: ['trunk', 'from'] })).toEqual(['from', 'trunk']);
  expect(await ask({ kind: 'calls', dimensions: ['time'] })).toEqual([]);
});

test('hidden digits are not a value to filter by', async () => {
  expect(await ask({ kind: 'calls', dimensions: ['trunk', 'from'] }, { maskNumbers: 'all' })).toEqual(['trunk']);
  expect(await ask({ kind: 'verdict', per: 'from' }, { maskNumbers: 'all' })).toEqual([]);
});

test('tables of a split and verdicts can be filtered where every text is a value', async () => {
  const named = [{ dimension: 'trunk', operator: '=', values: ['t1'] }];
  expect(await ask({ kind: 'distribution', shape: 'table', splitBy: ['trunk'], filters: named })).toEqual(['trunk']);
  expect(await ask({ kind: 'distribution', shape: 'table', splitBy: ['trunk'] })).toEqual([]);
  expect(await ask({ kind: 'verdict', per: 'from' })).toEqual(['from']);
});
