import { paintFor } from '../../src/preview/terminal/paint';

const terminal = (depth: number) => ({ isTTY: true, getColorDepth: () => depth });

test('the exact color where the terminal has it, the nearest of 256 where not', () => {
  expect(paintFor(terminal(24), {}).color('#ff8000', 'x')).toBe('\u001b[38;2;255;128;0mx\u001b[0m');
  expect(paintFor(terminal(8), {}).color('#ff8000', 'x')).toBe('\u001b[38;5;214mx\u001b[0m');
});

test.each([
  ['a pipe', { isTTY: false, getColorDepth: () => 24 }, {}],
  ['NO_COLOR', terminal(24), { NO_COLOR: '1' }],
  ['a terminal without colors', terminal(1), {}],
])('%s: text alone', (_name, stream, env) => {
  const paint = paintFor(stream, env);
  expect([paint.color('#ff8000', 'x'), paint.bold('x'), paint.faint('x')]).toEqual(['x', 'x', 'x']);
});
