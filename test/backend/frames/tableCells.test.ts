import type { Column, Table } from '../../../src/backend/queries/after/tables/table';
import { toFrame, toFrames } from '../../../src/backend/frames/toFrame';

function table(name: string, columns: Column[], type: Table['type'] = 'table'): Table {
  return { name, type, columns, about: null, notices: [], custom: {}, statement: '', visualization: 'table' };
}

const text = (name: string, values: (string | null)[], rest: object = {}): Column => ({
  type: 'text',
  holds: 'optional text',
  name,
  values,
  ...rest,
});
const calls: Column = { type: 'number', name: 'calls', quantity: { of: 'calls' }, values: Float64Array.of(1) };
const cellsOf = (column: Column, type?: Table['type']) => toFrame(table('Codes', [column], type), 'A').fields[0]?.config;

test('times and numbers take what they need, texts share the rest', () => {
  const time: Column = { type: 'time', name: 'time', values: Float64Array.of(0) };
  expect(cellsOf(time)?.custom).toEqual({ width: expect.any(Number) });
  expect(cellsOf(calls)?.custom).toEqual({ width: expect.any(Number) });
  expect(cellsOf({ ...calls, name: 'calls of the numerator' })?.custom?.['width']).toBeGreaterThan(
    Number(cellsOf(calls)?.custom?.['width'])
  );
  expect(cellsOf(text('reason', ['OK']))?.custom).toEqual({ minWidth: expect.any(Number) });
  expect(cellsOf(text('test', ['z'], { longest: 6 }))?.custom).toEqual({ width: expect.any(Number) });
  expect(cellsOf(text('why', ['a sentence'], { prose: true }))?.custom).toMatchObject({ wrapText: true });
});

test('what a column says of its cells stands beside their colors', () => {
  expect(cellsOf({ type: 'text', holds: 'results', name: 'result', values: ['busy'] })?.custom).toEqual({
    cellOptions: { type: 'color-text' },
    minWidth: expect.any(Number),
  });
});

test('series have no cells', () => {
  expect(cellsOf(calls, 'numeric-wide')).not.toHaveProperty('custom');
});

test("the column of the records' words is hidden where there are none, and only there", () => {
  expect(cellsOf(text('word', [null, null]))?.custom).toMatchObject({ hideFrom: { viz: true } });
  expect(cellsOf(text('word', [null, 'BUSY']))?.custom).not.toHaveProperty('hideFrom');
  expect(cellsOf(text('reason', [null]))?.custom).not.toHaveProperty('hideFrom');
});

test('only what a filter can name is offered to filter by', () => {
  expect(cellsOf(text('trunk', ['t1'], { filterable: true }))).toHaveProperty('filterable', true);
  expect(cellsOf(text('trunk', ['t1'], { filterable: false }))).not.toHaveProperty('filterable');
});

/** Grafana's own rule, as it is in the field's state: a name from the data source goes before the frame's name and the field's. */
test("fields of several frames are called by their own names, without the frame's in front", () => {
  const named = { ...calls, displayName: 'all calls' };
  const shown = toFrames([table('Changes', [calls, named]), table('Sums', [calls])], 'A').map(({ fields }) =>
    fields.map(({ config }) => config.displayNameFromDS)
  );
  expect(shown).toEqual([['calls', 'all calls'], ['calls']]);
  expect(toFrames([table('Changes', [calls])], 'A')[0]?.fields[0]?.config).not.toHaveProperty('displayNameFromDS');
});
