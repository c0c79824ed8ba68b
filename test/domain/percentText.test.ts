import { percentText } from '../../src/domain/percentText';

test.each([
  [192 / 430, '44.7%', '44.65%'],
  [0, '0.0%', '0%'],
  [1, '100.0%', '100%'],
  [0.5, '50.0%', '50%'],
  [0.000_9, '<0.1%', '0.09%'],
  [0.000_01, '<0.1%', '<0.01%'],
])('%d is %s, or with two decimals %s', (share, text, finer) => {
  expect(percentText(share)).toBe(text);
  expect(percentText(share, { decimals: 2, trimmed: true })).toBe(finer);
});
