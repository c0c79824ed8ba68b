import { parseCallQuery, QUERY_FIELDS } from '../../src/kinds/kinds';
import { parseSettings } from '../../src/domain/settings';
import { refusal } from '../domain/refusal';

const filter = (operator: string, values: unknown) => ({ kind: 'trend', filters: [{ dimension: 'trunk', operator, values }] });

test('the query of the documentation is read, and what is absent has its default', () => {
  const query = {
    refId: 'A',
    version: 1,
    kind: 'trend',
    results: ['busy'],
    filters: [{ dimension: 'trunk', operator: 'in', values: ['t1'] }],
    splitBy: ['trunk'],
    measure: 'calls',
    shape: 'series',
    bucket: 'auto',
    timeZone: 'Europe/Berlin',
  };
  expect(parseCallQuery(query)).toEqual({ ...query, unit: 'calls', top: 10, seriesFrom: '24h', ratePer: 'minute', shareOf: 'split' });
  expect(parseCallQuery({ kind: 'distribution' })).toEqual({
    version: 1,
    kind: 'distribution',
    unit: 'calls',
    results: [],
    filters: [],
    splitBy: [],
    seriesFrom: '24h',
    top: 10,
    measure: 'calls',
    ratePer: 'minute',
    shareOf: 'split',
    shape: 'series',
  });
});

test('what Grafana itself puts into a query is not an unknown field', () => {
  const grafanas = {
    refId: 'A',
    hide: false,
    key: 'k',
    queryType: '',
    datasource: { uid: 'x' },
    datasourceId: 1,
    intervalMs: 1000,
    maxDataPoints: 43_200,
    instant: false,
    range: true,
    expression: '',
  };
  expect(parseCallQuery({ ...grafanas, kind: 'codes' })).toMatchObject({ kind: 'codes' });
  expect(QUERY_FIELDS.codes).toEqual(['kind', 'version', 'unit', 'fresh', 'light', 'results', 'filters', 'timeZone']);
});

// Field, what came, what is allowed: each message must hold these parts.
test.each<[unknown, string[]]>([
  [null, ['null', 'object']],
  ['trend', ['"trend"', 'object']],
  [{}, ['kind: missing', 'distribution, trend, codes']],
  [{ kind: 'pie' }, ['kind: "pie"', 'distribution, trend, codes']],
  [
    { kind: 'trend', results: ['Busy'] },
    ['results.0: "Busy"', 'answered, busy, rejected, timeout, cancelled, unavailable, failed, unclassified'],
  ],
  [{ kind: 'trend', results: 'busy' }, ['results: "busy"', 'array']],
  [{ kind: 'trend', bucket: '0m' }, ['bucket: "0m"', 'auto', '10s', 'day, week, month']],
  [{ kind: 'trend', bucket: '367d' }, ['bucket: "367d"', 'at most 366d']],
  [{ kind: 'distribution', bucket: '5m' }, ['Unknown field "bucket".']],
  [{ kind: 'timing', statistics: ['p75'] }, ['statistics.0: "p75" is not allowed', 'p95']],
  [{ kind: 'codes', splitBy: ['a'], color: 'red' }, ['Unknown fields "splitBy", "color".']],
  [{ kind: 'trend', top: 0 }, ['top: 0', 'at least 1.']],
  [{ kind: 'calls', limit: 2.5 }, ['limit: 2.5', 'allowed: a whole number.']],
  [{ kind: 'ratio', ratios: [] }, ['ratios: []', 'at least 1 entry.']],
  [
    { kind: 'ratio', ratios: [{ name: ' time', numerator: { codes: '486' } }], over: 'time' },
    ['ratios.0.name', 'the name of the time field', 'another name'],
  ],
  [{ kind: 'comparison', alpha: 0 }, ['alpha: 0 ', 'more than 0.']],
  [{ kind: 'comparison', alpha: 1 }, ['alpha: 1 ', 'less than 1.']],
  [{ kind: 'trend', top: 101 }, ['top: 101', 'at most 100']],
  [{ kind: 'trend', splitBy: ['a', 'b', 'c'] }, ['splitBy: ["a","b","c"]', 'at most 2']],
  [{ kind: 'trend', splitBy: ['a', 'a'] }, ['splitBy: ["a","a"]', 'twice']],
  [{ kind: 'trend', timeZone: 'browser' }, ['timeZone: "browser"', 'UTC', 'Europe/Berlin']],
  [{ kind: 'trend', timeZone: '+02:00' }, ['timeZone: "+02:00"', 'IANA']],
  [{ kind: 'trend', version: 2 }, ['version: 2', 'allowed: 1']],
  [{ kind: 'trend', measure: 'ratio', shape: 'pie' }, ['measure: "ratio"', 'calls, share, rate', 'shape: "pie"', 'series, table']],
  [filter('like', ['x']), ['filters.0.operator: "like"', '=, !=, =~, !~, in, not in']],
  [filter('=', ['x', 'y']), ['filters.0.values: ["x","y"]', 'at most 1']],
  [filter('=', []), ['filters.0.values: []', 'at least 1']],
  [filter('in', [1]), ['filters.0.values.0: 1', 'string']],
  [filter('in', undefined), ['filters.0.values: missing', 'array']],
  [{ kind: '$kind' }, ['kind: the variable $kind was not replaced']],
  [{ kind: 'trend', results: ['${result:csv}'] }, ['results.0: the variable ${result:csv} was not replaced']],
  [{ kind: 'trend', bucket: '[[bucket]]' }, ['bucket: the variable [[bucket]] was not replaced']],
  [filter('in', ['t1', '$trunk']), ['filters.0.values.1: the variable $trunk was not replaced', 'alert rules have no variables']],
  [filter('=', ['${trunk}']), ['filters.0.values.0: the variable ${trunk} was not replaced']],
  [filter('in', ['site-${site}-a']), ['filters.0.values.0: the variable ${site} was not replaced']],
  [filter('=~', ['^$trunk.*']), ['filters.0.values.0: the variable $trunk was not replaced']],
  [filter('=', ['t-[[n]]']), ['filters.0.values.0: the variable [[n]] was not replaced']],
  [
    { kind: 'trend', filters: [{ dimension: '$what', operator: '=', values: ['x'] }] },
    ['filters.0.dimension: the variable $what was not replaced'],
  ],
  [{ kind: 'trend', splitBy: ['${by}'] }, ['splitBy.0: the variable ${by} was not replaced']],
  [{ kind: 'verdict', per: '$per' }, ['per: the variable $per was not replaced']],
  [
    { kind: 'ratio', ratios: [{ name: 'share of $result', numerator: { codes: '486' } }] },
    ['ratios.0.name: the variable $result was not replaced'],
  ],
  [
    { kind: 'comparison', against: { type: 'runs', dimension: '$d', baseline: ['a'], current: ['b'] } },
    ['against.dimension: the variable $d was not replaced'],
  ],
])('refused: %j', (json, parts) => {
  const message = refusal(() => parseCallQuery(json), 'query');
  for (const part of parts) {
    expect(message).toContain(part);
  }
});

test('a value that only looks a little like a variable is a value', () => {
  for (const value of ['$', '$5', 'a$b', 'a$', '(a$|b)', '\\$a', '[$]a', '', '{a}', '%a%', '[[:alpha:]]']) {
    expect(parseCallQuery(filter('in', [value]))).toMatchObject({ filters: [{ values: [value] }] });
  }
});

test('values that are named twice are one', () => {
  expect(parseCallQuery(filter('in', ['t9', 't1', 't9']))).toMatchObject({ filters: [{ values: ['t9', 't1'] }] });
});

test('variables in what Grafana itself puts into a query are none of ours', () => {
  expect(parseCallQuery({ kind: 'trend', datasource: { uid: '${source}' }, key: '$key' })).toMatchObject({ kind: 'trend' });
});

test('a number beyond what can be counted is told its limit once', () => {
  const message = refusal(() => parseCallQuery({ kind: 'ratio', minimumCalls: 1e308 }), 'query');
  expect(message).toBe('minimumCalls: 1e+308 is not allowed; allowed: at most 1000000000.');
});

test('many problems are told, but not without end, and long values are cut', () => {
  const message = refusal(() => parseCallQuery({ kind: 'trend', results: Array.from({ length: 9 }, () => 'x'.repeat(500)) }), 'query');
  expect(message).toContain('And 4 more.');
  expect(message.length).toBeLessThan(1_500);
});

test('settings that say nothing are the records folder of calls in UTC', () => {
  expect(parseSettings({}).settings).toEqual({
    version: 1,
    engine: 'files',
    path: '',
    header: true,
    layout: 'calls',
    liveInterval: '5s',
    timeZone: 'UTC',
    columns: {},
    dimensions: [],
    missing: [],
    only: [],
    rules: [],
    words: {},
    maskNumbers: 'none',
    scope: [],
  });
});

test('every kind of dimension is read as it stands', () => {
  const dimensions = [
    { name: 'trunk', column: 'gw' },
    { name: 'domain', column: 'from', derive: 'domain' },
    { name: 'country', column: 'to', derive: 'prefix', prefixes: ['49', '+1'] },
    { name: 'way', derive: 'direction', from: 'from', to: 'to', own: ['example.org'] },
  ];
  expect(parseSettings({ dimensions }).settings.dimensions).toStrictEqual(dimensions);
});

const dimension = (more: Record<string, unknown>) => ({ dimensions: [{ name: 'a', ...more }] });

test.each<[unknown, string[]]>([
  [null, ['null', 'object']],
  [{ engine: 'oracle' }, ['engine: "oracle"', 'allowed: files, postgres, mysql, clickhouse.']],
  [{ layout: 'cisco' }, ['layout: "cisco"', 'calls, kamailio']],
  [{ timeZone: 'Mars/One' }, ['timeZone: "Mars/One"', 'IANA']],
  [{ version: 2 }, ['version: 2', 'allowed: 1']],
  [{ path: 5 }, ['path: 5', 'string']],
  [{ callTime: 'begin' }, ['callTime: "begin"', 'start, answer, end']],
  [{ columns: { sip_code: '' } }, ['columns.sip_code: ""', 'at least 1']],
  [dimension({}), ['dimensions.0.column: missing']],
  [dimension({ column: 'b', derive: 'area' }), ['dimensions.0.derive: "area"', 'domain, prefix, direction']],
  [dimension({ column: 'b', derive: 'prefix', prefixes: ['+x'] }), ['dimensions.0.prefixes.0: "+x"', 'leading digits such as 49']],
  [dimension({ derive: 'direction', from: 'f', own: ['x'] }), ['dimensions.0.to: missing']],
  [dimension({ column: 'b', color: 1 }), ['Unknown field "color" in dimensions.0.']],
  [
    {
      dimensions: [
        { name: 'a', column: 'b' },
        { name: 'a', column: 'c' },
      ],
    },
    ['"a" is used twice'],
  ],
  [{ rules: [{ codes: '486', result: 'Busy' }] }, ['rules.0.result: "Busy"', 'answered, busy']],
  [{ rules: [{ codes: 486, result: 'busy' }] }, ['rules.0.codes: 486', 'string']],
  [{ rules: [{ status: '486', result: 'busy' }] }, ['Unknown field "status" in rules.0.']],
  [
    {
      rules: [
        { codes: '4xx', result: 'busy' },
        { codes: '486', result: 'failed' },
      ],
    },
    ['rule 2', 'rule 1'],
  ],
])('settings refused: %j', (json, parts) => {
  const message = refusal(() => parseSettings(json), 'settings');
  for (const part of parts) {
    expect(message).toContain(part);
  }
});
