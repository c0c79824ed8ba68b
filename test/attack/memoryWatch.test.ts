import { MemoryWatch } from '../../attack/memoryWatch';

const SECONDS = 400;
const COLLECTED_EVERY = 40;

/** A process whose garbage is collected now and then, and whose memory grows to a bound. */
function watched(leakMbPerSecond: number) {
  let second = 0;
  const plugin = {
    ownMb: () => Promise.resolve(Math.min(300, 100 + second++)),
    heapMb: () => Promise.resolve(40 + leakMbPerSecond * second + 3 * (second % COLLECTED_EVERY)),
  };
  return new MemoryWatch(plugin);
}

async function figuresOf(watch: MemoryWatch) {
  await jest.advanceTimersByTimeAsync(SECONDS * 1_000);
  watch.stop();
  return watch.figures();
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('tells what the process needs beside what it has, garbage or not', async () => {
  expect(await figuresOf(watched(0))).toEqual({ quarters: [150, 250, 300, 300], most: 300, needed: [40, 40, 40, 40] });
});

it('shows objects that are not given back, however much garbage there is between', async () => {
  expect((await figuresOf(watched(0.25)))?.needed).toEqual([43.25, 70, 93.25, 120]);
});

it('tells nothing of a short time', async () => {
  const watch = watched(0);
  await jest.advanceTimersByTimeAsync(5_000);
  watch.stop();
  expect(watch.figures()).toBeNull();
});
