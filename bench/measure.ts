/** Runs of each side; the first of them warm up and are not counted. */
const RUNS = 15;
const WARM_UP = 3;

export interface Comparison {
  readonly name: string;
  readonly oursMs: number;
  readonly theirsMs: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Medians of the milliseconds of two things done in turn, so that a machine that slows down slows both. */
export async function compareTimes(
  name: string,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
  runs = RUNS
): Promise<Comparison> {
  const [oursMs, theirsMs]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    const [mine, other] = [await ours(), await theirs()];
    if (run >= WARM_UP) {
      oursMs.push(mine);
      theirsMs.push(other);
    }
  }
  return { name, oursMs: median(oursMs), theirsMs: median(theirsMs) };
}

export async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
