import { MINUTE, type MissingUnits } from './units';

/** Less is counted sooner than somebody waits for it. */
const WORTH_WAITING_MS = 60 * MINUTE;

/** Units that are being counted. */
interface Counting {
  readonly units: readonly MissingUnits[];
  readonly ended: Promise<void>;
}

/** What is being counted for questions that differ in range and buckets alone, so that others can wait for it: both sides of a comparison have most units in common. */
export class UnitsInProgress {
  private readonly started = new Set<Counting>();

  /** @returns to be called when the units are kept, or will not be */
  begin(units: readonly MissingUnits[]): () => void {
    let end = (): void => undefined;
    const counting = { units, ended: new Promise<void>((resolve) => (end = resolve)) };
    this.started.add(counting);
    return () => {
      this.started.delete(counting);
      end();
    };
  }

  /** The ends of those that are worth waiting for: most of what they count is missing here. */
  ofMost(missing: readonly MissingUnits[]): Promise<void>[] {
    const worth = [...this.started].filter(({ units }) => {
      const common = commonLength(units, missing);
      return common >= WORTH_WAITING_MS && 2 * common >= lengthOf(units);
    });
    return worth.map(({ ended }) => ended);
  }
}

export function lengthOf(units: readonly MissingUnits[]): number {
  return units.reduce((sum, { step, from, to }) => sum + (to - from) * step, 0);
}

/** Units are sums of shorter ones, but tell nothing of these. */
function commonLength(counted: readonly MissingUnits[], missing: readonly MissingUnits[]): number {
  const pairs = counted.flatMap((one) => missing.flatMap((other) => (one.step <= other.step ? [[one, other] as const] : [])));
  return pairs.reduce(
    (sum, [one, other]) =>
      sum + Math.max(0, Math.min(one.to * one.step, other.to * other.step) - Math.max(one.from * one.step, other.from * other.step)),
    0
  );
}
