import { maskNumbers, type NumberMask } from '../../src/domain/numberMask';
import { parseSettings } from '../../src/domain/settings';

test.each<[string, NumberMask, string]>([
  ['+4930123456', 'none', '+4930123456'],
  ['+4930123456', 4, '+493012****'],
  ['+4930123456', 'all', '+**********'],
  ['12345', 20, '*****'],
  ['1234', 'all', '1234'],
  ['+49 (30) 123-456', 3, '+49 (30) 123-***'],
  ['sip:4930123456@192.168.100.10:5060', 'all', 'sip:**********@192.168.100.10:5060'],
  ['"Bob 0301234567" <tel:+4930123456;phone-context=x>', 2, '"Bob 03012345**" <tel:+49301234**;phone-context=x>'],
  ['192.168.100.10', 'all', '192.168.100.10'],
  ['run-20261123', 'all', 'run-20261123'],
  ['trunk_12345', 'all', 'trunk_12345'],
  ['', 'all', ''],
])('%s with %s is %s', (text, mask, expected) => {
  expect(maskNumbers(text, mask)).toBe(expected);
});

test.each([0, 21])('%i digits are refused', (maskNumbers) => {
  expect(() => parseSettings({ maskNumbers })).toThrow(/maskNumbers: .* is not allowed; allowed: at (least 1|most 20)/);
});

test.each(['some', true, 1.5])('a mask of %j is refused', (maskNumbers) => {
  expect(() => parseSettings({ maskNumbers })).toThrow(/maskNumbers: .* is not allowed; allowed: "none", "all", or how many/);
});

test.each(['https://homer.example/search?callid=${callId}', 'http://10.0.0.1:9080/#/call/${callId}/x'])('%s is a link', (callLink) => {
  expect(parseSettings({ callLink }).settings.callLink).toBe(callLink);
});

test.each([
  'javascript:alert("${callId}")',
  'https://${callId}/x',
  'https://homer.example',
  'https://homer.example/${__user.login}/${callId}',
  'ftp://a.example/${callId}',
  'https://a.example${callId}',
  ' https://a.example/${callId}',
  '//a.example/${callId}',
])('%s is not a link', (callLink) => {
  expect(() => parseSettings({ callLink })).toThrow(/callLink: .* is not allowed/);
});
