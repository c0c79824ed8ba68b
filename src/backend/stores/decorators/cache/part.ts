import type { AnswerFacts } from '../../answer';
import type { Combinations, CountedAnswer } from './combinations';
import type { Kept } from './keptParts';
import { MINUTE } from './units';

/** Calls of some units that follow each other, unit by unit; or those of one minute, moment by moment. */
export interface Part extends Kept {
  /** Length of a unit, milliseconds. */
  readonly step: number;
  /** Number of the first unit: its beginning divided by the step. */
  readonly first: number;
  /** Where the entries of each unit begin, and where the last one's end. */
  readonly starts: Uint32Array;
  /** Of each entry, the number of its combination. */
  readonly combination: Uint32Array;
  readonly calls: Uint32Array | Float64Array;
  /** When the first call of each entry was, epoch milliseconds; null where that is not asked. */
  readonly firsts: Float64Array | null;
  /** Of a minute whose calls are kept one by one: how many milliseconds after its beginning each entry was, ascending. */
  readonly moments: Uint16Array | null;
  /** Columns beside the calls, which do not add up: numbers of timings. */
  readonly numbers?: readonly Float64Array[];
  /** When the store was asked, epoch milliseconds. */
  readonly askedAt: number;
  readonly facts: AnswerFacts;
}

/** Units of a part, from the first up to but without the last. */
export interface KeptUnits {
  readonly part: Part;
  readonly from: number;
  readonly to: number;
}

/** Of whom a part is: the statement that counted it, when, and what it was asked for. */
export type PartOrigin = Pick<Part, 'id' | 'step' | 'first' | 'askedAt'>;

/** Roughly what an object takes. */
const OBJECT_BYTES = 200;
/** What finding a unit takes. */
const UNIT_BYTES = 100;

/**
 * Sorts an answer by units; its buckets are the units' numbers, or it has none and is about one unit. Null if a bucket is none of the units.
 * @throws TooLarge
 */
export function partOf(answer: CountedAnswer, combinations: Combinations, origin: PartOrigin, units: number): Part | null {
  const unit = unitsOf(answer, origin.first, units);
  if (unit === null) {
    return null;
  }
  const { starts, order } = sortedByUnit(unit, units);
  return sized({ ...origin, starts, ...entriesOf(answer, combinations, order), moments: null, facts: ownFacts(answer) });
}

/**
 * The same of an answer about one minute whose buckets are milliseconds.
 * @throws TooLarge
 */
export function minuteByMoments(answer: CountedAnswer, combinations: Combinations, origin: Omit<PartOrigin, 'step'>): Part | null {
  const unit = unitsOf(answer, origin.first * MINUTE, MINUTE);
  if (unit === null) {
    return null;
  }
  const order = Uint32Array.from(unit.keys()).sort((one, other) => (unit[one] ?? 0) - (unit[other] ?? 0));
  const moments = Uint16Array.from(order.map((row) => unit[row] ?? 0));
  const starts = Uint32Array.of(0, order.length);
  return sized({ ...origin, step: MINUTE, starts, ...entriesOf(answer, combinations, order), moments, facts: ownFacts(answer) });
}

/** The entries in the order of their units, and where those of each unit begin. */
export function sortedByUnit(unit: Uint32Array, units: number): { readonly starts: Uint32Array; readonly order: Uint32Array } {
  const starts = new Uint32Array(units + 1);
  for (let row = 0; row < unit.length; row++) {
    starts[unit[row]! + 1]!++;
  }
  for (let at = 1; at <= units; at++) {
    starts[at]! += starts[at - 1]!;
  }
  const next = starts.slice();
  const order = new Uint32Array(unit.length);
  for (let row = 0; row < unit.length; row++) {
    order[next[unit[row]!]!++] = row;
  }
  return { starts, order };
}

/** Which unit each entry belongs to. */
function unitsOf({ bucket, calls }: CountedAnswer, first: number, units: number): Uint32Array | null {
  if (bucket === null) {
    return new Uint32Array(calls.length);
  }
  const unit = new Uint32Array(bucket.length);
  for (let row = 0; row < bucket.length; row++) {
    const at = bucket[row]! - first;
    if (!(at >= 0 && at < units)) {
      return null;
    }
    unit[row] = at;
  }
  return unit;
}

function entriesOf(answer: CountedAnswer, combinations: Combinations, order: Uint32Array): Pick<Part, 'combination' | 'calls' | 'firsts'> {
  const indexes = combinations.of(answer);
  const began = answer.kind === 'breakdown' ? answer.first : null;
  const combination = new Uint32Array(order.length);
  const calls = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const row = order[place]!;
    combination[place] = indexes[row]!;
    calls[place] = answer.calls[row]!;
  }
  return {
    combination,
    calls: compact(calls),
    firsts: began === null ? null : Float64Array.from(order).map((row) => began[row] ?? NaN),
  };
}

/** What an answer tells about itself, without the answer. */
export function ownFacts({ statement, parameters, statementMs, unread, origin }: AnswerFacts): AnswerFacts {
  return { statement, parameters, statementMs, unread, origin };
}

/** In half of the memory where that is enough. */
function compact(calls: Float64Array): Uint32Array | Float64Array {
  return calls.every((count) => count < 2 ** 32) ? new Uint32Array(calls) : calls;
}

/** Reckons what a part takes. */
export function sized(part: Omit<Part, 'bytes'>): Part {
  const { starts, combination, calls, firsts, moments, numbers = [], facts } = part;
  const arrays = [starts, combination, calls, firsts, moments, ...numbers].reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
  return { ...part, bytes: arrays + 2 * facts.statement.length + 5 * OBJECT_BYTES + UNIT_BYTES * (starts.length - 1) };
}

/** A part of one unit that is the sum of shorter ones, at least one; it is as old as the oldest of them. */
export function sumOfUnits(units: readonly KeptUnits[], origin: Omit<PartOrigin, 'askedAt'>): Part {
  const { combination, calls, firsts } = summed(units, (one) => one);
  const oldest = units.map(({ part }) => part).reduce((one, other) => (other.askedAt < one.askedAt ? other : one));
  return sized({
    ...origin,
    askedAt: oldest.askedAt,
    starts: Uint32Array.of(0, combination.length),
    combination: Uint32Array.from(combination),
    calls: compact(Float64Array.from(calls)),
    firsts: oldest.firsts === null ? null : Float64Array.from(firsts),
    moments: null,
    facts: oldest.facts,
  });
}

/**
 * The same units with fewer combinations.
 * @param numberOf the number of what a combination becomes
 * @param withFirsts whether it is still to be known when the first call was
 */
export function withFewer({ part, from, to }: KeptUnits, id: number, numberOf: (combination: number) => number, withFirsts: boolean): Part {
  const starts = new Uint32Array(to - from + 1);
  const [combination, calls, firsts]: [number[], number[], number[]] = [[], [], []];
  for (let unit = from; unit < to; unit++) {
    const sums = summed([{ part, from: unit, to: unit + 1 }], numberOf);
    combination.push(...sums.combination);
    calls.push(...sums.calls);
    firsts.push(...sums.firsts);
    starts[unit - from + 1] = combination.length;
  }
  return sized({
    id,
    step: part.step,
    first: from,
    askedAt: part.askedAt,
    starts,
    combination: Uint32Array.from(combination),
    calls: compact(Float64Array.from(calls)),
    firsts: withFirsts ? Float64Array.from(firsts) : null,
    moments: null,
    facts: part.facts,
  });
}

interface SummedEntries {
  readonly combination: readonly number[];
  readonly calls: Iterable<number>;
  readonly firsts: Iterable<number>;
}

function summed(units: readonly KeptUnits[], numberOf: (combination: number) => number): SummedEntries {
  const calls = new Map<number, number>();
  const began = new Map<number, number>();
  for (const { part, from, to } of units) {
    const end = part.starts[to - part.first] ?? 0;
    for (let row = part.starts[from - part.first] ?? 0; row < end; row++) {
      const one = numberOf(part.combination[row] ?? 0);
      calls.set(one, (calls.get(one) ?? 0) + (part.calls[row] ?? 0));
      began.set(one, Math.min(began.get(one) ?? Infinity, part.firsts?.[row] ?? Infinity));
    }
  }
  return { combination: [...calls.keys()], calls: calls.values(), firsts: began.values() };
}
