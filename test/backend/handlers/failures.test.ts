import { asResponseError, failureKind } from '../../../src/backend/handlers/failures';
import { ResponseError } from '../../../src/backend/protocol/plugin';
import { CallResultError, type FailureKind } from '../../../src/domain/errors';

test.each<[FailureKind, number, string]>([
  ['query', 400, 'downstream'],
  ['settings', 400, 'downstream'],
  ['store', 502, 'downstream'],
  ['timeout', 504, 'downstream'],
  ['cancelled', 499, 'downstream'],
  ['plugin', 500, 'plugin'],
])('a failure of kind %s is status %d, source %s, and keeps its message', (kind, status, source) => {
  const error = new CallResultError(kind, 'what to do');
  expect(asResponseError(error)).toMatchObject({ name: 'ResponseError', status, source, message: 'what to do', cause: error });
  expect(failureKind(error)).toBe(kind);
});

test('a fault of ours is passed on for the log', () => {
  const fault = new TypeError('x is undefined');
  expect(asResponseError(fault)).toBe(fault);
  expect(failureKind(fault)).toBe('plugin');
});

test("what the protocol refuses is the caller's", () => {
  expect(failureKind(new ResponseError(400, 'plugin', 'no data source'))).toBe('query');
  expect(failureKind(new ResponseError(500, 'plugin', 'broken'))).toBe('plugin');
});
