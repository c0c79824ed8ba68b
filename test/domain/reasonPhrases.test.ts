import { reasonPhrase } from '../../src/domain/reasonPhrases';

/** Transcribed from the RFCs' own "new response codes" sections, not from our table. */
test.each([
  [100, 'Trying', 'RFC 3261'],
  [199, 'Early Dialog Terminated', 'RFC 6228'],
  [200, 'OK', 'RFC 3261'],
  [202, 'Accepted', 'RFC 3515'],
  [204, 'No Notification', 'RFC 5839'],
  [380, 'Alternative Service', 'RFC 3261'],
  [408, 'Request Timeout', 'RFC 3261'],
  [412, 'Conditional Request Failed', 'RFC 3903'],
  [417, 'Unknown Resource-Priority', 'RFC 4412'],
  [422, 'Session Interval Too Small', 'RFC 4028'],
  [423, 'Interval Too Brief', 'RFC 3261'],
  [424, 'Bad Location Information', 'RFC 6442'],
  [425, 'Bad Alert Message', 'RFC 8876'],
  [428, 'Use Identity Header', 'RFC 8224'],
  [429, 'Provide Referrer Identity', 'RFC 3892'],
  [430, 'Flow Failed', 'RFC 5626'],
  [433, 'Anonymity Disallowed', 'RFC 5079'],
  [436, 'Bad Identity Info', 'RFC 8224'],
  [437, 'Unsupported Credential', 'RFC 8224'],
  [438, 'Invalid Identity Header', 'RFC 8224'],
  [439, 'First Hop Lacks Outbound Support', 'RFC 5626'],
  [440, 'Max-Breadth Exceeded', 'RFC 5393'],
  [469, 'Bad Info Package', 'RFC 6086'],
  [470, 'Consent Needed', 'RFC 5360'],
  [480, 'Temporarily Unavailable', 'RFC 3261'],
  [487, 'Request Terminated', 'RFC 3261'],
  [489, 'Bad Event', 'RFC 6665'],
  [494, 'Security Agreement Required', 'RFC 3329'],
  [504, 'Server Time-out', 'RFC 3261'],
  [555, 'Push Notification Service Not Supported', 'RFC 8599'],
  [580, 'Precondition Failure', 'RFC 3312'],
  [606, 'Not Acceptable', 'RFC 3261'],
  [607, 'Unwanted', 'RFC 8197'],
  [608, 'Rejected', 'RFC 8688'],
  [687, 'Dialog Terminated', 'not registered'],
])('%d is %s by %s', (code, phrase, source) => {
  expect(reasonPhrase(code)).toEqual({ phrase, source });
});

test('all 50 codes of RFC 3261 and 26 later ones are known', () => {
  const known = Array.from({ length: 1000 }, (_, code) => reasonPhrase(code)).filter((one) => one !== null);
  expect(known.filter(({ source }) => source === 'RFC 3261')).toHaveLength(50);
  expect(known).toHaveLength(76);
});

test.each([0, 99, 299, 409, 499, 700])('%d has no phrase', (code) => {
  expect(reasonPhrase(code)).toBeNull();
});
