import type { Unread } from '../../answer';
import type { TimeRange } from '../../question';
import type { Asker } from '../../store';
import { Combinations } from './combinations';
import type { Kept, KeptOwner, KeptParts } from './keptParts';
import { type KeptUnits, type Part, sumOfUnits, withFewer } from './part';
import type { Projection } from './projection';
import { type MissingUnits, MINUTE } from './units';
import { UnitsInProgress } from './unitsInProgress';

/**
 * How long units are taken as they were: first of all, and after each time that they were asked again and had not changed. Never longer than
 * the last: whoever imports the calls of yesterday sees them then.
 */
const WAITS = [MINUTE, 5 * MINUTE, 30 * MINUTE];
/** Statements for what is missing of one piece; what is kept between more gaps is asked along with them. */
const MAX_GAPS = 3;
/** Different combinations; with more, few of them perhaps still in use, a template begins anew. */
const MAX_COMBINATIONS = 400_000;

export interface Found {
  readonly kept: readonly KeptUnits[];
  readonly missing: readonly MissingUnits[];
  readonly hits: number;
  readonly misses: number;
  readonly rechecks: number;
}

/** What is kept of the questions that differ in range and buckets alone. */
export class Template implements KeptOwner<Part> {
  /** By the length of a unit, then by its number. */
  private readonly steps = new Map<number, Map<number, Part>>();
  /** By the number of the minute. */
  private readonly moments = new Map<number, Part>();
  /** How often the units of a part were asked again and had not changed. */
  private readonly checks = new WeakMap<Part, number>();
  readonly inProgress = new UnitsInProgress();
  private numbered = new Combinations();
  /** The combinations as something that takes memory. */
  private held: Kept | null = null;
  /** What the records were like when it was counted; null where that cannot be told. */
  version: string | null = null;
  /** Which records of that version cannot be read; null where that is to be asked. */
  unread: Unread | null = null;
  /** Until when the template is known to have too many entries to be kept, epoch milliseconds. */
  tooLargeUntil = 0;
  /** How far the clock of its units is ahead of UTC. */
  offsetMs = 0;
  private busiest: number | null = null;
  private firstAsker: Asker | null = null;
  private isRepeated = false;

  constructor(private readonly memory: KeptParts) {}

  /** Whether anything is kept. */
  get isFilled(): boolean {
    return this.held !== null;
  }

  /** Notes an asker. False until there is another one than the first: a question that nobody repeats is not worth keeping. */
  isWantedBy(asker: Asker): boolean {
    this.isRepeated ||= this.firstAsker !== null && this.firstAsker !== asker;
    this.firstAsker ??= asker;
    return this.isRepeated;
  }

  /** As many calls as any minute is known to have had; null before any were counted. */
  get busiestMinute(): number | null {
    return this.busiest;
  }

  sawCalls(calls: number, { from, to }: TimeRange): void {
    this.busiest = Math.max(this.busiest ?? 0, (calls * MINUTE) / Math.max(1_000, to - from));
  }

  /** What the parts that are kept distinguish. */
  get combinations(): Combinations {
    return this.numbered;
  }

  /** @param combinations whose numbers the part has; if others are used by now, it is not kept */
  add(part: Part, combinations: Combinations): void {
    if (combinations === this.numbered && this.holdCombinations()) {
      this.put(part, this.checksOf(part, this.unitsLike(part)));
    }
  }

  forget(part: Part): void {
    const units = this.unitsLike(part);
    for (let unit = part.first; unit < part.first + part.starts.length - 1; unit++) {
      if (units.get(unit) === part) {
        units.delete(unit);
      }
    }
  }

  /** Units within these stretches are asked again before they are taken. */
  doubt(stretches: readonly TimeRange[]): void {
    const doubted = new Set<Part>();
    for (const [step, units] of [...this.steps, [MINUTE, this.moments] as const]) {
      for (const [unit, part] of [...units]) {
        const begins = unit * step - this.offsetMs;
        if (stretches.some(({ from, to }) => from < begins + step && to > begins)) {
          units.delete(unit);
          doubted.add(part);
        }
      }
    }
    for (const part of doubted) {
      if (!isUsed(part, this.unitsLike(part))) {
        this.memory.remove(part);
      }
    }
  }

  /**
   * Forgets what may have been counted when the records were like something else.
   * @param before the version that the changes are of
   * @param changes where the records have changed since; null: anywhere
   */
  keepOnly(version: string | null, before: string | null, changes: readonly TimeRange[] | null): void {
    if (version === this.version) {
      return;
    }
    if (changes !== null && before === this.version) {
      this.doubt(changes);
    } else {
      this.clear();
    }
    this.version = version;
    this.unread = null;
  }

  clear(): void {
    const parts = new Set([...this.steps.values(), this.moments].flatMap((units) => [...units.values()]));
    const { held } = this;
    this.numbered = new Combinations();
    this.held = null;
    this.steps.clear();
    this.moments.clear();
    parts.forEach((part) => this.memory.remove(part));
    if (held !== null) {
      this.memory.remove(held);
    }
  }

  /**
   * Which whole units of a range are kept, and which are not. Units that are not kept are sums of shorter ones where those are.
   * @param steps of units, the longest first
   * @param now null: what is kept is good as long as it is there
   */
  find(range: TimeRange, steps: readonly number[], now: number | null): Found {
    const kept: Growing<KeptUnits>[] = [];
    const missing: Growing<MissingUnits>[] = [];
    let [hits, rechecks] = [0, 0];
    const [step = 0, ...shorter] = steps;
    for (let unit = range.from / step; unit < range.to / step; unit++) {
      const part = this.steps.get(step)?.get(unit);
      if (part !== undefined && !this.isDue(part, now)) {
        append(kept, part, unit, unit + 1);
        hits++;
        continue;
      }
      const sum = part === undefined ? this.wholeOf({ from: unit * step, to: (unit + 1) * step }, shorter, now) : null;
      if (sum !== null) {
        this.joined(step, unit, sum).forEach(({ part: joined, from, to }) => append(kept, joined, from, to));
        hits++;
        continue;
      }
      rechecks += part === undefined ? 0 : 1;
      appendMissing(missing, step, unit);
    }
    this.used(kept.map(({ part }) => part));
    return withFewGaps({ kept, missing, hits, misses: missing.reduce((sum, { from, to }) => sum + to - from, 0), rechecks });
  }

  /**
   * Takes over units that another template keeps, which distinguishes more.
   * @param now as of `find`
   * @returns whether it has taken them all
   */
  takeOver(
    from: Template,
    missing: MissingUnits,
    steps: readonly number[],
    projection: Projection,
    withFirsts: boolean,
    now: number | null
  ): boolean {
    const { step } = missing;
    const range = { from: missing.from * step, to: missing.to * step };
    const [theirs, ours] = [from.combinations, this.combinations];
    const found = from.find(range, steps, now);
    const isWhole = found.missing.length === 0 && found.kept.every(({ part }) => part.step === step);
    // What it joined may have taken the room of the combinations.
    if (from.version !== this.version || from.combinations !== theirs || !isWhole) {
      return false;
    }
    const numbers = new Map<number, number>();
    const numberOf = (combination: number) => {
      const outcome = theirs.outcome(combination);
      const number = numbers.get(combination) ?? (outcome === undefined ? 0 : ours.numberOf(projection(outcome)));
      numbers.set(combination, number);
      return number;
    };
    const parts = found.kept.map((units) => ({ part: withFewer(units, this.memory.nextId(), numberOf, withFirsts), of: units.part }));
    return this.holdCombinations() && parts.every(({ part, of }) => this.put(part, from.checks.get(of) ?? 0));
  }

  /** The calls of a minute one by one, if they are kept. @param now as of `find` */
  findMoments(minute: number, now: number | null): Part | null {
    const part = this.moments.get(minute);
    if (part === undefined || this.isDue(part, now)) {
      return null;
    }
    this.used([part]);
    return part;
  }

  private used(parts: readonly Part[]): void {
    new Set(parts).forEach((part) => this.memory.used(part));
    if (this.held !== null) {
      this.memory.used(this.held);
    }
  }

  /** Null if any of it is missing. */
  private wholeOf(range: TimeRange, steps: readonly number[], now: number | null): readonly KeptUnits[] | null {
    const [step, ...shorter] = steps;
    const units = step === undefined ? undefined : this.steps.get(step);
    if (step === undefined || (units === undefined && shorter.length === 0)) {
      return null;
    }
    const kept: Growing<KeptUnits>[] = [];
    for (let unit = range.from / step; unit < range.to / step; unit++) {
      const part = units?.get(unit);
      if (part !== undefined && !this.isDue(part, now)) {
        append(kept, part, unit, unit + 1);
        continue;
      }
      const sum = part === undefined ? this.wholeOf({ from: unit * step, to: (unit + 1) * step }, shorter, now) : null;
      if (sum === null) {
        return null;
      }
      sum.forEach((one) => append(kept, one.part, one.from, one.to));
    }
    return kept;
  }

  /** A unit that is a sum of shorter ones is kept as one: a wall would else add up the minutes of a month. */
  private joined(step: number, unit: number, sum: readonly KeptUnits[]): readonly KeptUnits[] {
    const part = sumOfUnits(sum, { id: this.memory.nextId(), step, first: unit });
    const isKept = this.put(part, Math.min(...sum.map((one) => this.checks.get(one.part) ?? 0)));
    return isKept ? [{ part, from: unit, to: unit + 1 }] : sum;
  }

  private unitsLike({ step, moments }: Part): Map<number, Part> {
    if (moments !== null) {
      return this.moments;
    }
    const units = this.steps.get(step) ?? new Map<number, Part>();
    this.steps.set(step, units);
    return units;
  }

  /** False if there is no room for it. */
  private put(part: Part, checks: number): boolean {
    const { numbered } = this;
    const isKept = this.memory.add(part, this);
    // What made room for it may have been the combinations.
    if (!isKept || numbered !== this.numbered) {
      this.memory.remove(part);
      return false;
    }
    this.checks.set(part, checks);
    const units = this.unitsLike(part);
    const replaced = new Set<Part>();
    for (let unit = part.first; unit < part.first + part.starts.length - 1; unit++) {
      const before = units.get(unit);
      if (before !== undefined) {
        replaced.add(before);
      }
      units.set(unit, part);
    }
    for (const old of replaced) {
      if (!isUsed(old, units)) {
        this.memory.remove(old);
      }
    }
    return true;
  }

  /** False if there is no room for them, or they have become too many. */
  private holdCombinations(): boolean {
    const { bytes, size } = this.numbered;
    const before = this.held;
    if (before?.bytes === bytes) {
      return true;
    }
    const held = { id: this.memory.nextId(), bytes };
    this.held = held;
    if (before !== null) {
      this.memory.remove(before);
    }
    const owner = { forget: () => (this.held === held ? this.clear() : undefined) };
    const fits = size <= MAX_COMBINATIONS && this.memory.add(held, owner);
    if (!fits) {
      this.clear();
    }
    return fits;
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
}

function withFewGaps(found: Found): Found {
  const { missing, kept } = found;
  const [first, last] = [missing[0], missing.at(-1)];
  if (first === undefined || last === undefined || missing.length <= MAX_GAPS) {
    return found;
  }
  const [from, to] = [first.from * first.step, last.to * first.step];
  const outside = kept.filter((one) => one.from * one.part.step < from || one.from * one.part.step >= to);
  return { ...found, kept: outside, missing: [{ ...first, to: last.to }] };
}

function isUsed(part: Part, units: ReadonlyMap<number, Part>): boolean {
  for (let unit = part.first; unit < part.first + part.starts.length - 1; unit++) {
    if (units.get(unit) === part) {
      return true;
    }
  }
  return false;
}

/** Whether both parts have the same calls of a unit. */
function isSame(one: Part, other: Part, unit: number): boolean {
  const calls = (part: Part) => {
    const [from, to] = [part.starts[unit - part.first] ?? 0, part.starts[unit - part.first + 1] ?? 0];
    const sums = new Map<number, number>();
    for (let row = from; row < to; row++) {
      const key = part.combination[row] ?? 0;
      sums.set(key, (sums.get(key) ?? 0) + (part.calls[row] ?? 0));
    }
    return sums;
  };
  const [before, after] = [calls(one), calls(other)];
  return before.size === after.size && [...before].every(([key, count]) => after.get(key) === count);
}

/** A stretch that grows while units are looked for one by one: a range may have thousands. */
type Growing<S> = { -readonly [K in keyof S]: S[K] };

function append(kept: Growing<KeptUnits>[], part: Part, from: number, to: number): void {
  const last = kept.at(-1);
  if (last?.part === part && last.to === from) {
    last.to = to;
  } else {
    kept.push({ part, from, to });
  }
}

function appendMissing(missing: Growing<MissingUnits>[], step: number, unit: number): void {
  const last = missing.at(-1);
  if (last?.to === unit) {
    last.to = unit + 1;
  } else {
    missing.push({ step, from: unit, to: unit + 1 });
  }
}
