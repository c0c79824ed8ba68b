import type { CallResult } from '../../../src/domain/results';
import type { Random } from './random';
import { DAY, HOUR, MINUTE, type TrueCall, type World } from './trueCall';

/** What to ask of the product, and the rows of its first frame as they must be, in any order. */
export interface AskedTruth {
  readonly query: Readonly<Record<string, unknown>>;
  readonly from: number;
  readonly to: number;
  /** Columns to compare. */
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

/** Pages of calls are limited. */
const MAX_CALLS = 10_000;
const SPANS = [10 * MINUTE, HOUR, 7 * HOUR, DAY, 3 * DAY, 30 * DAY] as const;

/** The rows of a frame's columns as one text each. If the last column counts, rows of the same are one, and those of 0 are none. */
export function rowTexts(columns: readonly (readonly unknown[])[], counts: boolean): string[] {
  const [first = []] = columns;
  if (!counts) {
    return first.map((_, row) => columns.map((column) => column[row] ?? '-').join(' | ')).sort();
  }
  const sums = new Map<string, number>();
  first.forEach((_, row) => {
    const key = columns
      .slice(0, -1)
      .map((column) => column[row] ?? '-')
      .join(' | ');
    sums.set(key, (sums.get(key) ?? 0) + Number(columns.at(-1)?.[row]));
  });
  return [...sums]
    .filter(([, calls]) => calls > 0)
    .map(([key, calls]) => `${key} | ${calls}`)
    .sort();
}

function counted<T>(calls: readonly T[], keyOf: (call: T) => string): string[] {
  const sums = new Map<string, number>();
  for (const call of calls) {
    const key = keyOf(call);
    sums.set(key, (sums.get(key) ?? 0) + 1);
  }
  return [...sums].map(([key, calls]) => `${key} | ${calls}`).sort();
}

/** Random ranges and buckets, and all at once. */
export function askedTruths(world: World, random: Random, ranges: number): AskedTruth[] {
  const times = world.calls.map(({ at }) => at);
  const [first, last] = times.reduce(([low, high], at) => [Math.min(low, at), Math.max(high, at)], [Infinity, -Infinity]);
  const all = { from: first - DAY, to: last + DAY };
  const some = Array.from({ length: ranges }, () => {
    const length = random.whole(1, random.pick(SPANS));
    // Ranges begin and end in the middle of calls, some at the very time of one.
    const from = random.chance(0.3) ? (times[random.whole(0, times.length - 1)] ?? first) : random.whole(first - HOUR, last);
    return random.chance(0.2) ? { from: from - length, to: from } : { from, to: from + length };
  });
  return [all, ...some].flatMap((range) => [
    counts(world, range),
    split(world, range),
    codes(world, range),
    trend(world, range, random),
    ...retries(world, range),
    ...pageOf(world, range),
  ]);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const within = ({ calls }: World, { from, to }: Range) => calls.filter(({ at }) => from <= at && at < to);

const counts = (world: World, range: Range): AskedTruth => ({
  query: { kind: 'distribution', shape: 'table' },
  ...range,
  columns: ['result', 'calls'],
  rows: counted(within(world, range), ({ result }) => result),
});

const split = (world: World, range: Range): AskedTruth => ({
  query: { kind: 'distribution', shape: 'table', splitBy: [world.split], top: 100 },
  ...range,
  columns: [world.split, 'result', 'calls'],
  rows: counted(within(world, range), ({ dimensions, result }) => `${shown(dimensions[world.split])} | ${result}`),
});

const codes = (world: World, range: Range): AskedTruth => ({
  query: { kind: 'codes' },
  ...range,
  columns: ['code', 'result', 'calls'],
  rows: counted(within(world, range), ({ code, result }) => `${code ?? '-'} | ${result}`),
});

/** Buckets are whole, so those at the edges reach beyond the range. */
function trend(world: World, range: Range, random: Random): AskedTruth {
  const stepMs = Math.max(random.pick([1_000, 7_000, 5 * MINUTE, HOUR, DAY]), Math.ceil((range.to - range.from) / 5_000 / 1_000) * 1_000);
  const startOf = (at: number) => Math.floor(at / stepMs) * stepMs;
  const whole = { from: startOf(range.from), to: startOf(range.to - 1) + stepMs };
  return {
    query: { kind: 'trend', shape: 'table', bucket: `${stepMs / 1_000}s` },
    ...range,
    columns: ['time', 'result', 'calls'],
    rows: counted(within(world, whole), ({ at, result }) => `${startOf(at)} | ${result}`),
  };
}

/** What trying again was worth, and every attempt; where records do not tell them, both are refused. */
function retries(world: World, range: Range): AskedTruth[] {
  const retried = within(world, range).filter((call) => call.retried === true);
  const attempts = world.attempts.filter(({ at }) => range.from <= at && at < range.to);
  return world.attempts.length === 0
    ? []
    : [
        {
          query: { kind: 'ratio', ratios: ['retry rescue'], counts: true },
          ...range,
          columns: ['retry rescue calls', 'retry rescue of'],
          rows: [`${retried.filter(({ result }) => result === 'answered').length} | ${retried.length}`],
        },
        {
          query: { kind: 'distribution', shape: 'table', unit: 'attempts' },
          ...range,
          columns: ['result', 'calls'],
          rows: counted(attempts, ({ result }) => result),
        },
      ];
}

/** Every single call: when, how, which. */
function pageOf(world: World, range: Range): AskedTruth[] {
  const calls = within(world, range);
  const dimensions = Object.keys(calls[0]?.dimensions ?? {});
  const textOf = ({ at, code, result, callId, dimensions: of }: TrueCall) =>
    [at, result satisfies CallResult, code ?? '-', callId === '' ? '-' : callId, ...dimensions.map((name) => of[name])].join(' | ');
  return calls.length === 0 || calls.length > MAX_CALLS
    ? []
    : [
        {
          query: { kind: 'calls', limit: MAX_CALLS, dimensions },
          ...range,
          columns: ['time', 'result', 'code', 'call_id', ...dimensions],
          rows: calls.map(textOf).sort(),
        },
      ];
}

/** How a split shows the calls without a value. */
function shown(value = ''): string {
  return value === '' ? '(none)' : value;
}
