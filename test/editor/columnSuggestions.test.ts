import { suggestColumns } from '../../src/editor/config/columnSuggestions';

const found = (columns: Readonly<Record<string, string>>) => Object.entries(columns).map(([name, type]) => ({ name, type }));
const suggested = (wanted: readonly string[], columns: Readonly<Record<string, string>>, named = {}) =>
  Object.fromEntries(suggestColumns(wanted, named, found(columns)));

test("Asterisk's cdr table, by its names", () => {
  const cdr = {
    calldate: 'datetime',
    src: 'varchar(80)',
    dst: 'varchar(80)',
    disposition: 'varchar(45)',
    billsec: 'int',
    uniqueid: 'varchar(32)',
  };
  expect(suggested(['start_time', 'answer_time', 'code', 'word', 'call_id', 'duration_ms', 'duration_s', 'from', 'to'], cdr)).toEqual({
    start_time: 'calldate',
    word: 'disposition',
    call_id: 'uniqueid',
    duration_s: 'billsec',
    from: 'src',
    to: 'dst',
  });
});

test("names are compared without case and signs, the more telling first, and a layout's own name needs no suggestion", () => {
  expect(suggested(['start_time'], { ts: 'TIMESTAMP', 'Start-Stamp': 'TIMESTAMP' })).toEqual({ start_time: 'Start-Stamp' });
  expect(suggested(['start_time'], { START_TIME: 'TIMESTAMP', calldate: 'TIMESTAMP' })).toEqual({});
  expect(suggested(['start_time'], { StartTime: 'TIMESTAMP', calldate: 'TIMESTAMP' })).toEqual({ start_time: 'StartTime' });
});

test('a type that cannot hold it is not a suggestion: times, words, numbers; epochs and texts may be times', () => {
  expect(suggested(['start_time'], { start: 'boolean' })).toEqual({});
  expect(suggested(['start_time'], { start: 'BIGINT' })).toEqual({ start_time: 'start' });
  expect(suggested(['start_time'], { start: 'VARCHAR' })).toEqual({ start_time: 'start' });
  expect(suggested(['word'], { cause: 'integer' })).toEqual({});
  expect(suggested(['q850_cause'], { cause: 'integer' })).toEqual({ q850_cause: 'cause' });
  expect(suggested(['answer_time', 'setup_ms'], { answer: 'timestamp', answermsec: 'timestamp' })).toEqual({ answer_time: 'answer' });
});

test('seconds are never proposed where milliseconds are wanted', () => {
  expect(suggested(['duration_ms', 'pdd_ms'], { billsec: 'int', duration: 'int', pdd: 'double' })).toEqual({});
});

test('a column that is named already, or is found by its own name, is not proposed again', () => {
  const columns = { calldate: 'datetime', carrier: 'text' };
  expect(suggested(['start_time', 'end_time', 'trunk'], columns, { end_time: 'CallDate' })).toEqual({ trunk: 'carrier' });
  expect(suggested(['start_time', 'time'], { time: 'datetime' })).toEqual({});
  expect(suggested(['start_time', 'time'], { calldate: 'datetime' })).toEqual({ start_time: 'calldate' });
});
