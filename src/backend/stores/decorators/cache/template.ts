import type { KeptOwner, KeptParts } from './keptParts';
import type { Part } from './part';
import type { TimeRange } from '../../question';

const MINUTE = 60_000;

/**
 * How long units are taken as they were: first of all, and after each time that they were asked again and had not changed. Never longer than
 * the last: whoever imports the calls of yesterday sees them then.
 */
const WAITS = [MINUTE, 5 * MINUTE, 30 * MINUTE];

/** Units of a part, from the first up to but without the last. */
export interface KeptUnits {
  readonly part: Part;
  readonly from: number;
  readonly to: number;
}

/** Units of a step, from the first up to but without the last, that must be asked. */
export interface MissingUnits {
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

export interface Found {
  readonly kept: readonly KeptUnits[];
  readonly missing: readonly MissingUnits[];
  readonly hits: number;
  readonly misses: number;
  readonly rechecks: number;
}

/** What is kept of the questions that differ in range and buckets alone. */
export class Template implements KeptOwner<Part> {
  private readonly steps = new Map<number, Map<number, Part>>();
  /** How often the units of a part were asked again and had not changed. */
  private readonly checks = new WeakMap<Part, number>();
  /** Whether it was asked before: a question that nobody repeats is not worth keeping. */
  isWanted = false;
  /** What the records were like when it was counted; null where that cannot be told. */
  version: string | null = null;
  /** Until when the template is known to have too many entries to be kept, epoch milliseconds. */
  tooLargeUntil = 0;

  constructor(private readonly memory: KeptParts) {}

  add(part: Part): void {
    if (!this.memory.add(part, this)) {
      return;
    }
    const units = this.steps.get(part.step) ?? new Map<number, Part>();
    this.steps.set(part.step, units);
    this.checks.set(part, this.checksOf(part, units));
    const replaced = new Set<Part>();
    for (let unit = part.first; unit < part.first + part.starts.length - 1; unit++) {
      const before = units.get(unit);
      if (before !== undefined) {
        replaced.add(before);
      }
      units.set(unit, part);
    }
    for (const old of replaced) {
      if (!this.isUsed(old)) {
        this.memory.remove(old);
      }
    }
  }

  forget(part: Part): void {
    const units = this.steps.get(part.step);
    for (let unit = part.first; unit < part.first + part.starts.length - 1; unit++) {
      if (units?.get(unit) === part) {
        units.delete(unit);
      }
    }
  }

  /** Forgets what was counted when the records were like something else. */
  keepOnly(version: string | null): void {
    if (version !== this.version) {
      this.clear();
      this.version = version;
    }
  }

  clear(): void {
    const parts = new Set([...this.steps.values()].flatMap((units) => [...units.values()]));
    parts.forEach((part) => this.memory.remove(part));
  }

  /**
   * Which whole units of a range are kept, and which are not. Units that are not kept are sums of shorter ones where those are.
   * @param steps of units, the longest first
   * @param now null: what is kept is good as long as it is there
   */
  find(range: TimeRange, steps: readonly number[], now: number | null): Found {
    const kept: KeptUnits[] = [];
    const missing: MissingUnits[] = [];
    let [hits, rechecks] = [0, 0];
    const [step = 0, ...shorter] = steps;
    for (let unit = range.from / step; unit < range.to / step; unit++) {
      const part = this.steps.get(step)?.get(unit);
      if (part !== undefined && !this.isDue(part, now)) {
        append(kept, { part, from: unit, to: unit + 1 });
        hits++;
        continue;
      }
      const sum = this.wholeOf({ from: unit * step, to: (unit + 1) * step }, shorter, now);
      if (sum !== null) {
        sum.forEach((units) => append(kept, units));
        hits++;
        continue;
      }
      rechecks += part === undefined ? 0 : 1;
      appendMissing(missing, { step, from: unit, to: unit + 1 });
    }
    new Set(kept.map(({ part }) => part)).forEach((part) => this.memory.used(part));
    return { kept, missing, hits, misses: missing.reduce((sum, { from, to }) => sum + to - from, 0), rechecks };
  }

  /** Null if any of it is missing. */
  private wholeOf(range: TimeRange, steps: readonly number[], now: number | null): readonly KeptUnits[] | null {
    const [step, ...shorter] = steps;
    const units = step === undefined ? undefined : this.steps.get(step);
    if (step === undefined || (units === undefined && shorter.length === 0)) {
      return null;
    }
    const kept: KeptUnits[] = [];
    for (let unit = range.from / step; unit < range.to / step; unit++) {
      const part = units?.get(unit);
      if (part !== undefined && !this.isDue(part, now)) {
        append(kept, { part, from: unit, to: unit + 1 });
        continue;
      }
      const sum = this.wholeOf({ from: unit * step, to: (unit + 1) * step }, shorter, now);
      if (sum === null) {
        return null;
      }
      sum.forEach((one) => append(kept, one));
    }
    return kept;
  }

  /** Whether the units of a part have to be asked again, since records may have come late. */
  private isDue(part: Part, now: number | null): boolean {
    return now !== null && now - part.askedAt >= this.waitOf(part);
  }

  private waitOf(part: Part): number {
    return WAITS[Math.min(this.checks.get(part) ?? 0, WAITS.length - 1)] ?? 0;
  }

  /** Late records of one unit make it likely that more come. */
  private checksOf(part: Part, units: ReadonlyMap<number, Part>): number {
    let checks = Infinity;
    for (let unit = part.first; unit < part.first + part.starts.length - 1 && checks > 0; unit++) {
      const before = units.get(unit);
      const known =
        before === undefined || !isSame(before, part, unit)
          ? 0
          : (this.checks.get(before) ?? 0) + (this.isDue(before, part.askedAt) ? 1 : 0);
      checks = Math.min(checks, known);
    }
    return checks;
  }

  private isUsed(part: Part): boolean {
    const units = this.steps.get(part.step);
    for (let unit = part.first; unit < part.first + part.starts.length - 1; unit++) {
      if (units?.get(unit) === part) {
        return true;
      }
    }
    return false;
  }
}

/** Whether both parts have the same calls of a unit. */
function isSame(one: Part, other: Part, unit: number): boolean {
  const calls = (part: Part) => {
    const [from, to] = [part.starts[unit - part.first] ?? 0, part.starts[unit - part.first + 1] ?? 0];
    const sums = new Map<string, number>();
    for (let row = from; row < to; row++) {
      const key = part.combinations[part.combination[row] ?? 0]?.key ?? '';
      sums.set(key, (sums.get(key) ?? 0) + (part.calls[row] ?? 0));
    }
    return sums;
  };
  const [before, after] = [calls(one), calls(other)];
  return before.size === after.size && [...before].every(([key, count]) => after.get(key) === count);
}

function append(kept: KeptUnits[], units: KeptUnits): void {
  const last = kept.at(-1);
  if (last?.part === units.part && last.to === units.from) {
    kept[kept.length - 1] = { ...last, to: units.to };
  } else {
    kept.push(units);
  }
}

function appendMissing(missing: MissingUnits[], units: MissingUnits): void {
  const last = missing.at(-1);
  if (last?.to === units.from) {
    missing[missing.length - 1] = { ...last, to: units.to };
  } else {
    missing.push(units);
  }
}
