import { RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const CALLS = [
  { start_time: '2026-11-26T13:00:00Z', sip_code: 200, note: 'two\nlines, a "quote" and } ] {', id: 12345678901234 },
  { start_time: '2026-11-26T13:01:00Z', sip_code: 486, note: 'b', id: 2 },
];
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

async function read(content: string, name = 'c.json', settings = {}) {
  const records = await folder.open({ path: folder.put({ [name]: content }), dimensions: [{ name: 'note', column: 'note' }], ...settings });
  const { unread } = await records.extent();
  return { codes: await records.codes(), unread: unread.rows, reasons: unread.reasons, notes: await records.values('note') };
}

describe('calls are found in JSON of any usual shape', () => {
  const shapes = {
    'objects, one a line': CALLS.map((call) => JSON.stringify(call)).join('\n'),
    'objects over several lines': CALLS.map(pretty).join('\n'),
    'objects over several lines, with commas and CRLF between them': CALLS.map(pretty)
      .join(',\r\n')
      .replace(/(?<!\r)\n/g, '\r\n'),
    'one line without line end': CALLS.map((call) => JSON.stringify(call)).join(''),
    'a list': pretty(CALLS),
    'a list after a byte order mark': `\uFEFF${pretty(CALLS)}`,
    'an envelope on one line': JSON.stringify({ '@odata.count': 2, value: CALLS }),
    'an envelope over several lines': pretty({ meta: { pages: [{ page: 1 }] }, records: CALLS, errors: [] }),
    'an envelope per page': CALLS.map((call) => JSON.stringify({ page: 1, calls: [call] })).join('\n'),
    'an answer of Elasticsearch': pretty({
      took: 1,
      hits: { total: { value: 2 }, hits: CALLS.map((call) => ({ _id: 'x', _source: call })) },
    }),
    'a dump of Elasticsearch': CALLS.map((call) => JSON.stringify({ _index: 'cdr', _source: call })).join('\n'),
  };

  test.each(Object.entries(shapes))('%s', async (_, content) => {
    for (const name of ['c.json', 'c.ndjson.gz', 'c.log']) {
      expect(await read(content, name)).toEqual({
        codes: { 200: 1, 486: 1 },
        unread: 0,
        reasons: [],
        notes: { 'two\nlines, a "quote" and } ] {': 1, b: 1 },
      });
    }
  });
});

test('a single object over several lines is a call, with a list in it too', async () => {
  expect(await read(pretty({ legs: [{ sip_code: 503 }], ...CALLS[0] }))).toMatchObject({ codes: { 200: 1 }, unread: 0 });
});

test('fields inside of objects are columns named with dots', async () => {
  const nested = CALLS.map(({ start_time, sip_code }) =>
    JSON.stringify({ times: { start: start_time }, end: { sip: { code: sip_code } } })
  );
  const settings = {
    columns: { start_time: 'times.start', sip_code: 'end.sip.code' },
    dimensions: [{ name: 'note', column: 'end.sip.code' }],
  };
  expect(await read(nested.join('\n'), 'c.ndjson', settings)).toMatchObject({
    codes: { 200: 1, 486: 1 },
    unread: 0,
    notes: { 200: 1, 486: 1 },
  });
});

test.each([
  ['before a value', '{"start_time":"2026-11-26T13:02:00Z","sip_code":'],
  ['within a list', '{"start_time":"2026-11-26T13:02:00Z","legs":[1,'],
  ['within an object', '{"start_time":"2026-11-26T13:02:00Z","a":{"b":'],
])('a line that is torn %s takes no other line along', async (_, torn) => {
  const [first, second] = CALLS.map((call) => JSON.stringify(call));
  for (const lines of [
    [first, torn, second],
    [torn, first, second],
    [torn, first, torn, torn, second],
  ]) {
    for (const end of ['\n', '\r\n']) {
      const told = { codes: { 200: 1, 486: 1 }, unread: lines.length - 2 };
      expect(await read(lines.map((line) => `${line ?? ''}${end}`).join(''), 'c.jsonl')).toMatchObject(told);
    }
  }
});

test('a torn object among those over several lines is counted, and the next one is read', async () => {
  const torn = pretty(CALLS[0]).slice(0, 40);
  expect(await read([pretty(CALLS[0]), `${torn}\n`, pretty(CALLS[1]), 'noise'].join('\n'))).toMatchObject({
    codes: { 200: 1, 486: 1 },
    unread: 2,
    reasons: [{ reason: 'no JSON object', example: expect.stringContaining('c.json') }],
  });
});

test('an envelope much larger than a record is read as it streams', async () => {
  const calls = Array.from({ length: 20_000 }, (_, index) => ({ ...CALLS[index % 2], note: `${index % 3}`, filler: 'x'.repeat(200) }));
  const content = pretty({ meta: { pages: [{ page: 1 }] }, data: { calls }, more: [{ start_time: 'other' }] });
  expect(content.length).toBeGreaterThan(5_000_000);
  expect(await read(content)).toMatchObject({ codes: { 200: 10_000, 486: 10_000 }, unread: 0, notes: { 0: 6_667, 1: 6_667, 2: 6_666 } });
});
