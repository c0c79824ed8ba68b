import { withAdHocFilters, withFilter, withResultFilter } from '../../src/editor/variables/adHocFilters';
import { parseCallQuery } from '../../src/kinds/kinds';
import { RESULTS } from '../../src/domain/results';

const QUERY = { refId: 'A', kind: 'trend', filters: [{ dimension: 'trunk', operator: '=', values: ['t1'] }] } as const;
const query = () => structuredClone(QUERY) as unknown as Parameters<typeof withAdHocFilters>[0];

test("a dashboard's ad-hoc filters stand beside those of the query", () => {
  const filtered = withAdHocFilters(query(), [
    { key: 'from', operator: '!=', value: '100' },
    { key: 'to', operator: '=|', value: 'a', values: ['a', 'b'] },
    { key: 'domain', operator: '=~', value: '.*example' },
    { key: 'run_id', operator: '=', value: '(none)' },
  ]);
  expect(filtered.filters).toEqual([
    { dimension: 'trunk', operator: '=', values: ['t1'] },
    { dimension: 'from', operator: '!=', values: ['100'] },
    { dimension: 'to', operator: 'in', values: ['a', 'b'] },
    { dimension: 'domain', operator: '=~', values: ['.*example'] },
    { dimension: 'run_id', operator: '=', values: [''] },
  ]);
  expect(() => parseCallQuery(filtered)).not.toThrow();
});

test('a filter that is not filled in yet restricts nothing', () => {
  expect(withAdHocFilters(query(), [{ key: '', operator: '=', value: '' }])).toEqual(QUERY);
  expect(withAdHocFilters(query())).toEqual(QUERY);
});

test('an operator that we do not have is refused, not ignored', () => {
  expect(() => parseCallQuery(withAdHocFilters(query(), [{ key: 'from', operator: '<', value: '5' }]))).toThrow(/operator.*allowed/);
});

test('filter for and filter out replace each other', () => {
  const only = withFilter(query(), 'trunk', '!=', 't1');
  expect(only.filters).toEqual([{ dimension: 'trunk', operator: '!=', values: ['t1'] }]);
  expect(withFilter(only, 'trunk', '=', 't2').filters).toEqual([
    ...(only.filters ?? []),
    { dimension: 'trunk', operator: '=', values: ['t2'] },
  ]);
});

test('a result is filtered by the list of results', () => {
  expect(withResultFilter(query(), '=', 'busy', RESULTS).results).toEqual(['busy']);
  expect(withResultFilter(query(), '!=', 'answered', RESULTS).results).toEqual(RESULTS.filter((result) => result !== 'answered'));
  expect(withResultFilter({ ...query(), results: ['busy', 'failed'] }, '!=', 'busy', RESULTS).results).toEqual(['failed']);
});
