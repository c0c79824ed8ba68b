import { replaceVariables, resolveTimeZone, withTimeZone } from '../../src/editor/variables/replaceVariables';
import { RATIO_PROFILES } from '../../src/domain/ratios';
import type { EditedQuery } from '../../src/editor/fields/editedQuery';
import { OutsideTemplates, type OutsideVariable } from '../../src/preview/page/outsideTemplates';

const trunks = ['t1', 't2', 't3'];

function replaced(query: Partial<EditedQuery>, variables: readonly OutsideVariable[], scoped: Record<string, string | string[]> = {}) {
  const scopedVars = Object.fromEntries(Object.entries(scoped).map(([name, value]) => [name, { text: String(value), value }]));
  const asked: EditedQuery = { refId: 'A', kind: 'trend', ...query };
  const answer = replaceVariables(asked, new OutsideTemplates(variables), scopedVars);
  return Object.fromEntries(Object.entries(answer).filter(([field]) => field !== 'refId' && field !== 'kind'));
}

const filter = (operator: string, ...values: string[]) => ({ filters: [{ dimension: 'trunk', operator, values }] });

describe('a variable in a filter', () => {
  const trunk = (value: string | string[]): OutsideVariable[] => [{ name: 'trunk', value, options: trunks }];

  test.each(['$trunk', '${trunk}', '[[trunk]]'])('%s with one value keeps the operator', (text) => {
    expect(replaced(filter('=', text), trunk('t2'))).toEqual(filter('=', 't2'));
  });

  test('with several values turns = into in and != into not in', () => {
    expect(replaced(filter('=', '$trunk'), trunk(['t1', 't3']))).toEqual(filter('in', 't1', 't3'));
    expect(replaced(filter('!=', '$trunk'), trunk(['t1', 't3']))).toEqual(filter('not in', 't1', 't3'));
    expect(replaced(filter('not in', 't9', '$trunk'), trunk(['t1', 't3']))).toEqual(filter('not in', 't9', 't1', 't3'));
  });

  test.each(['=', '!=', 'in', 'not in', '=~', '!~'])('set to All removes the filter (%s)', (operator) => {
    expect(replaced(filter(operator, '$trunk'), trunk('$__all'))).toEqual({ filters: [] });
    expect(replaced(filter(operator, '$trunk'), trunk(['$__all']))).toEqual({ filters: [] });
  });

  test.each(['=', 'in', '=~'])('with an empty selection removes the filter (%s)', (operator) => {
    expect(replaced(filter(operator, '$trunk'), trunk([]))).toEqual({ filters: [] });
    expect(replaced(filter(operator, '$trunk'), trunk(''))).toEqual({ filters: [] });
  });

  test('in a panel repeated for one value keeps that value although the dashboard shows All', () => {
    expect(replaced(filter('=', '$trunk'), trunk('$__all'), { trunk: 't2' })).toEqual(filter('=', 't2'));
  });

  test('amid a text gives one value for each of its values', () => {
    expect(replaced(filter('in', 'sip-$trunk-a'), trunk(['t1', 't2']))).toEqual(filter('in', 'sip-t1-a', 'sip-t2-a'));
    expect(replaced(filter('in', 'sip-$trunk-a'), trunk('$__all'))).toEqual(filter('in', 'sip-t1-a', 'sip-t2-a', 'sip-t3-a'));
  });

  test('two variables in one text give every combination', () => {
    const both: OutsideVariable[] = [...trunk(['t1', 't2']), { name: 'site', value: ['a', 'b'], options: ['a', 'b'] }];
    expect(replaced(filter('in', '$site/$trunk'), both)).toEqual(filter('in', 'a/t1', 'a/t2', 'b/t1', 'b/t2'));
  });

  test('in an expression is escaped and joined', () => {
    const variables = [{ name: 'trunk', value: ['a.b', 'c|d'], options: ['a.b', 'c|d', 'e'] }];
    expect(replaced(filter('=~', '^$trunk-.*'), variables)).toEqual(filter('=~', '^(a\\.b|c\\|d)-.*'));
  });

  test('values with dollar signs and marks are taken as they are', () => {
    const variables = [{ name: 'trunk', value: ['$&', '$trunk'], options: ['$&', '$trunk', 'x'] }];
    expect(replaced(filter('in', 'a$trunk'), variables)).toEqual(filter('in', 'a$&', 'a$trunk'));
  });

  test('may be the dimension', () => {
    const variables = [{ name: 'by', value: 'trunk', options: ['trunk', 'run_id'] }];
    expect(replaced({ filters: [{ dimension: '$by', operator: '=', values: ['t1'] }] }, variables)).toEqual(filter('=', 't1'));
  });

  test('that nobody knows stays, so that the query check can name it', () => {
    expect(replaced(filter('=', '$nobody'), [])).toEqual(filter('=', '$nobody'));
  });
});

describe('a variable in the results', () => {
  const result = (value: string | string[]): OutsideVariable[] => [{ name: 'result', value, options: ['busy', 'failed', 'timeout'] }];

  test('expands, without repeating a result', () => {
    expect(replaced({ results: ['busy', '$result'] }, result(['failed', 'busy']))).toEqual({ results: ['busy', 'failed'] });
  });

  test('set to All, or to nothing, asks for all results', () => {
    expect(replaced({ results: ['$result'] }, result('$__all'))).toEqual({ results: [] });
    expect(replaced({ results: ['$result'] }, result([]))).toEqual({ results: [] });
    expect(replaced({ results: ['busy', '$result'] }, result('$__all'))).toEqual({ results: [] });
  });
});

test('variables work in split, top, bucket and time zone', () => {
  const variables = [
    { name: 'by', value: ['trunk', 'run_id'], options: ['trunk', 'run_id', 'to'] },
    { name: 'n', value: '5', options: ['5', '10'] },
    { name: 'step', value: '1h', options: ['1h', 'day'] },
    { name: 'zone', value: 'Europe/Berlin', options: ['Europe/Berlin', 'UTC'] },
  ];
  expect(replaced({ splitBy: ['$by'], top: '$n', bucket: '$step', timeZone: '$zone' }, variables)).toEqual({
    splitBy: ['trunk', 'run_id'],
    top: 5,
    bucket: '1h',
    timeZone: 'Europe/Berlin',
  });
});

describe("the dashboard's time zone", () => {
  const trend = (rest: Partial<EditedQuery> = {}): EditedQuery => ({ refId: 'A', kind: 'trend', ...rest });

  test('goes into trends by calendar that name none', () => {
    expect(withTimeZone(trend(), 'Asia/Tokyo').timeZone).toBe('Asia/Tokyo');
    expect(withTimeZone(trend({ bucket: 'week' }), 'utc').timeZone).toBe('UTC');
    expect(withTimeZone(trend({ bucket: 'day', timeZone: 'Europe/Paris' }), 'utc').timeZone).toBe('Europe/Paris');
    expect(withTimeZone(trend({ bucket: '5m' }), 'utc').timeZone).toBeUndefined();
    expect(withTimeZone(trend({ kind: 'codes' }), 'utc').timeZone).toBeUndefined();
    expect(withTimeZone(trend(), 'no such zone').timeZone).toBeUndefined();
  });

  test('"browser" is the zone of the machine', () => {
    expect(resolveTimeZone('browser')).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(resolveTimeZone('')).toBe(resolveTimeZone('browser'));
  });
});

test('a variable in ratios may be several of them, and may be in shares too', () => {
  const ratio: OutsideVariable[] = [
    { name: 'ratio', value: ['ASR', 'ISA'], options: ['ASR', 'ISA', 'SER'] },
    { name: 'code', value: '486', options: ['486'] },
  ];
  const share = (codes: string) => ({ name: codes, numerator: { codes }, denominator: { results: ['busy', 'failed'] } });
  expect(replaced({ kind: 'ratio', ratios: ['SEER', '$ratio', share('$code')] }, ratio)).toEqual({
    ratios: ['SEER', 'ASR', 'ISA', share('486')],
  });
  expect(replaced({ kind: 'ratio', ratios: ['$ratio'] }, [{ name: 'ratio', value: '$__all', options: ['ASR', 'ISA'] }]).ratios).toEqual([
    ...RATIO_PROFILES,
  ]);
});

test('ratios over time follow the calendar of the dashboard, ratios of a range none', () => {
  const ratio = { refId: 'A', kind: 'ratio', bucket: 'day' } as const;
  expect(withTimeZone({ ...ratio, over: 'time' }, 'Asia/Tokyo').timeZone).toBe('Asia/Tokyo');
  expect(withTimeZone(ratio, 'Asia/Tokyo').timeZone).toBeUndefined();
});

test('a variable in a verdict: what it is per, and what is expected', () => {
  const variables: OutsideVariable[] = [
    { name: 'per', value: 'trunk', options: ['trunk', 'run_id'] },
    { name: 'good', value: ['answered', 'busy'], options: ['answered', 'busy'] },
  ];
  expect(replaced({ kind: 'verdict', per: '$per', expected: ['$good'] }, variables)).toEqual({
    per: 'trunk',
    expected: ['answered', 'busy'],
  });
});

describe('a variable in a baseline', () => {
  const variables: OutsideVariable[] = [
    { name: 'run', value: ['r1', 'r2'], options: ['r1', 'r2', 'r3'] },
    { name: 'ago', value: '1w', options: ['1d', '1w'] },
    { name: 'trunk', value: '$__all', options: trunks },
  ];
  const against = (one: EditedQuery['against']) => replaced({ kind: 'comparison', against: one }, variables).against;

  test('is replaced wherever it stands', () => {
    expect(against({ type: 'previous' })).toEqual({ type: 'previous' });
    expect(against({ type: 'shift', by: '$ago' })).toEqual({ type: 'shift', by: '1w' });
    expect(against({ type: 'runs', baseline: ['$run'], current: ['r3'] })).toEqual({
      type: 'runs',
      baseline: ['r1', 'r2'],
      current: ['r3'],
    });
    expect(against({ type: 'filters', ...filter('=', '$run') })).toEqual({ type: 'filters', ...filter('in', 'r1', 'r2') });
    expect(against({ type: 'filters', ...filter('=', '$trunk') })).toEqual({ type: 'filters', filters: [] });
  });

  test("a baseline that follows the calendar takes the dashboard's time zone", () => {
    const comparison: EditedQuery = { refId: 'A', kind: 'comparison', against: { type: 'shift', by: '1d' } };
    expect(withTimeZone(comparison, 'Asia/Tokyo').timeZone).toBe('Asia/Tokyo');
    expect(withTimeZone({ ...comparison, against: { type: 'previous' } }, 'Asia/Tokyo').timeZone).toBeUndefined();
  });
});

test('a variable of several codes becomes a list of them', () => {
  const variables = [{ name: 'codes', value: ['486', '600'], options: ['486', '600', '503'] }];
  const ratios = [{ name: 'busy', numerator: { codes: '$codes' } }];
  expect(replaced({ kind: 'ratio', ratios }, variables).ratios).toEqual([{ name: 'busy', numerator: { codes: '486,600' } }]);
});
