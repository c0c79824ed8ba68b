/** What is kept answers as the store itself does: random questions about random calls that come late, with and without. */
import { withCache } from '../../../../src/backend/stores/decorators/withCache';
import { KeptParts } from '../../../../src/backend/stores/decorators/cache/keptParts';
import type { CountedAnswer } from '../../../../src/backend/stores/decorators/cache/combinations';
import type {
  BreakdownQuestion,
  BucketGrid,
  CountsQuestion,
  HistogramQuestion,
  TimeRange,
  TimingQuestion,
} from '../../../../src/backend/stores/question';
import type { TimingAnswer } from '../../../../src/backend/stores/answer';
import type { Arrivals, Store, StoreQuestion } from '../../../../src/backend/stores/store';
import { offsetSpans } from '../../../../src/domain/timeZone';
import { Random } from '../../../engines/truth/random';
import { MemoryStore, type TestCall } from '../../../kinds/memoryStore';
import { PATIENT } from '../../../support/records';

/** Of 25 questions each, of records in a database, with numbers and without, and of files, which tell where they change or not: 6,000 questions in every run. */
const CASES = Number(process.env['CALLRESULT_TEST_CASES'] ?? 60);
const SEED = Number(process.env['CALLRESULT_TEST_SEED'] ?? 8_211);
const QUESTIONS_OF_A_CASE = 25;
const PANELS = 3;

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];
const SETTLE = 5 * MINUTE;
const LOOKAHEAD = 15 * MINUTE;
/** Clocks of Berlin, Lord Howe (by half an hour) and St. John's change in these days. */
const STARTS = [Date.parse('2026-10-24T03:10:00Z'), Date.parse('2026-03-28T20:00:00Z'), Date.parse('2026-04-04T06:00:00Z')];
const ZONES = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu'];
const STEPS = [SECOND, MINUTE, 5 * MINUTE, 7 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, DAY];

type KeptQuestion = CountsQuestion | BreakdownQuestion | HistogramQuestion | TimingQuestion;

interface Late {
  readonly call: TestCall;
  readonly arrives: number;
  /** The call that it supersedes, a better record of the same one. */
  readonly instead: TestCall | null;
}

/** Calls that arrive one after the other in a store of which another one keeps what it can. */
class World {
  now: number;
  private readonly present: TestCall[] = [];
  /** All that ever arrived, in that order. */
  private readonly arrived: TestCall[] = [];
  private readonly store = new MemoryStore(this.present, ['trunk', 'side']);
  private readonly memory: KeptParts;
  private coming: Late[] = [];
  private version = 0;
  /** Where calls changed, of each version since the first. */
  private readonly changed: TimeRange[] = [];
  private asksUntilChange = 0;
  private asker = {};
  private cached: Store;

  constructor(
    private readonly random: Random,
    readonly start: number,
    private readonly isVersioned: boolean,
    private readonly isNumbered: boolean,
    private readonly tellsChanges: boolean
  ) {
    this.now = start;
    const bytes = random.pick([10_000, 50_000, 10_000_000, 10_000_000]);
    this.memory = new KeptParts(bytes, { cacheRead: () => {}, cacheHolds: () => {} });
    this.cached = this.open();
  }

  /** Settings that change, or a process that starts anew. */
  restart(): void {
    this.cached = this.open();
  }

  /**
   * Calls whose records arrive up to a moment, within settle time, many of them at its very end. A third are the better records of a call that was up to the
   * lookahead earlier.
   */
  happen(until: number): void {
    const { random } = this;
    for (let calls = below(random, 16); calls > 0; calls--) {
      const arrives = this.now + 1 + below(random, until - this.now);
      const time = arrives - random.pick([below(random, SETTLE), SETTLE - 1 - below(random, 2 * SECOND)]);
      const earlier = [...this.present, ...this.coming.map(({ call }) => call)].filter(
        (one) => one.time <= time && time - one.time <= LOOKAHEAD
      );
      const oldest = earlier.reduce<TestCall | null>((found, one) => (found === null || one.time < found.time ? one : found), null);
      this.coming.push({ call: this.callAt(time), arrives, instead: below(random, 3) === 0 ? oldest : null });
    }
  }

  /** Calls of long ago, which nobody expects any more. */
  happenTooLate(): void {
    for (let calls = 1 + below(this.random, 3); calls > 0; calls--) {
      const call = this.callAt(this.start + below(this.random, this.now - this.start));
      // The better record of a call that was up to the lookahead earlier, or up to a day later.
      const worse = this.present.filter(({ time }) => time >= call.time - LOOKAHEAD && time <= call.time + DAY);
      const instead =
        (this.isNumbered || this.isVersioned) && worse.length > 0 && below(this.random, 2) === 0 ? this.random.pick(worse) : null;
      this.coming.push({ call, arrives: this.now, instead });
    }
  }

  pass(until: number): void {
    this.now = until;
    for (const { call, instead } of this.coming.filter(({ arrives }) => arrives <= until)) {
      const at = instead === null ? -1 : this.present.indexOf(instead);
      if (at >= 0) {
        this.present.splice(at, 1);
      }
      this.present.push(call);
      this.arrived.push(call);
      this.noteChange(touchedBy(call));
    }
    this.coming = this.coming.filter(({ arrives }) => arrives > until);
  }

  async compare(question: KeptQuestion): Promise<void> {
    this.asksUntilChange = this.random.whole(1, 20);
    // Some questions are of the same query as the one before.
    this.asker = below(this.random, 5) === 0 ? this.asker : {};
    const [kept, plain] = [await this.cached.ask(question, PATIENT, this.asker), await this.store.ask(question, PATIENT)];
    expect({ question, now: this.now, answer: totalsOf(kept) }).toEqual({ question, now: this.now, answer: totalsOf(plain) });
  }

  /** Asked at the same moment, as the sides of a comparison; only of records that do not change meanwhile. */
  async compareSides(question: KeptQuestion): Promise<void> {
    const { from, to } = question.range ?? { from: 0, to: this.now };
    const back = this.random.pick([MINUTE, HOUR, DAY]);
    const sides = [question, { ...question, range: { from: from - back, to: to - back } }];
    const kept = await Promise.all(sides.map((side) => this.cached.ask(side, PATIENT)));
    for (const [index, side] of sides.entries()) {
      const [answer, plain] = [kept[index], await this.store.ask(side, PATIENT)];
      expect({ side, now: this.now, answer: answer && totalsOf(answer) }).toEqual({ side, now: this.now, answer: totalsOf(plain) });
    }
  }

  get asked(): readonly StoreQuestion[] {
    return this.store.questions;
  }

  private arrivalsSince(since: string | null): Arrivals {
    const fresh = since === null ? [] : this.arrived.slice(Number(since));
    return {
      mark: String(this.arrived.length),
      touched: fresh.map(touchedBy),
    };
  }

  /** Files may change between two statements of one question. */
  private changeWhileAsked(): void {
    if (this.isVersioned && --this.asksUntilChange === 0) {
      const call = this.callAt(this.start + below(this.random, Math.max(1, this.now - this.start)));
      this.present.push(call);
      this.noteChange({ from: call.time, to: call.time + 1 });
    }
  }

  private noteChange(touched: TimeRange): void {
    this.changed.push(touched);
    this.version++;
  }

  private open(): Store {
    const store: Store = {
      ask: (question, signal) => {
        this.changeWhileAsked();
        return this.store.ask(question, signal);
      },
      close: () => this.store.close(),
      ...(this.isVersioned ? { version: () => Promise.resolve(String(this.version)) } : {}),
      ...(this.tellsChanges
        ? { changes: (from: string, to: string) => Promise.resolve(this.changed.slice(Number(from), Number(to))) }
        : {}),
      ...(this.isNumbered ? { arrivals: (since: string | null) => Promise.resolve(this.arrivalsSince(since)) } : {}),
    };
    return withCache(store, { memory: this.memory, closesAfterMs: SETTLE + LOOKAHEAD, now: () => this.now });
  }

  private callAt(time: number): TestCall {
    const { random } = this;
    const dimensions = { trunk: random.pick(['', 't1', 't2', 't3']), side: random.pick(['in', 'out']) };
    const isWord = below(random, 4) === 0;
    return {
      time,
      code: isWord ? null : random.pick([200, 486, 503]),
      word: isWord ? random.pick(['BUSY', 'FAILED']) : null,
      dimensions,
      ...(below(random, 5) === 0 ? {} : { timings: { pdd: below(random, 4_000) } }),
    };
  }
}

/** When calls were that the record of a call can change: it may supersede them. */
function touchedBy({ time }: TestCall): TimeRange {
  return { from: time - LOOKAHEAD, to: time + DAY + 1 };
}

/** A whole number from 0, less than the limit. */
function below(random: Random, limit: number): number {
  return random.whole(0, limit - 1);
}

/** The numbers of timings by all that an answer distinguishes, in an order of their own; a bucket without calls has none. */
function timingsOf({ bucket, result, group, calls, total, longest, below, ranks }: TimingAnswer): string[] {
  const columns = [bucket, result, group, calls, total, longest, below, ...ranks];
  return Array.from(calls.keys(), (row) => JSON.stringify(columns.map((column) => column?.[row] ?? null))).sort();
}

/** Calls by all that an answer distinguishes, in an order of their own. */
function totalsOf(answer: CountedAnswer | TimingAnswer): string[] {
  if (answer.kind === 'timing') {
    return timingsOf(answer);
  }
  const sums = new Map<string, number>();
  const began = new Map<string, number>();
  answer.calls.forEach((calls, row) => {
    const group = answer.group?.[row] ?? null;
    const values = answer.kind === 'breakdown' ? answer.values[group ?? -1] : group;
    const milliseconds = answer.kind === 'histogram' ? answer.milliseconds[row] : null;
    const key = JSON.stringify([
      answer.bucket?.[row] ?? null,
      answer.code[row],
      answer.words[answer.word[row] ?? -1] ?? null,
      values,
      milliseconds,
    ]);
    sums.set(key, (sums.get(key) ?? 0) + calls);
    if (answer.kind === 'breakdown' && answer.first !== null) {
      began.set(key, Math.min(began.get(key) ?? Infinity, answer.first[row] ?? NaN));
    }
  });
  if (answer.kind === 'histogram') {
    expect(answer.milliseconds).toEqual(answer.milliseconds.slice().sort());
  }
  return [answer.kind, ...[...sums].map(([key, calls]) => `${key} ${calls} ${began.get(key) ?? ''}`).sort()];
}

function rangeBefore(random: Random, { now, start }: World): TimeRange {
  const length = random.pick([10 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY, 20 * DAY]);
  const to = random.pick([now, now, now + MINUTE, now - below(random, DAY), Math.floor(now / HOUR) * HOUR]);
  const from = random.pick([to - length, to - length, Math.floor((to - length) / MINUTE) * MINUTE, start - below(random, HOUR)]);
  return { from: Math.min(from, to), to };
}

function gridOf(random: Random, { from, to }: TimeRange): BucketGrid | null {
  if (below(random, 3) === 0) {
    return null;
  }
  return { stepMs: random.pick(STEPS), offsets: offsetSpans(random.pick(ZONES), from, to) };
}

/** A panel that is told by another one, which distinguishes more. */
function narrower(random: Random, question: KeptQuestion): KeptQuestion[] {
  const { range, filters, grid } = question;
  const split = below(random, 2) === 0 ? null : { dimensions: ['trunk'], groups: [['t1'], ['']] };
  return question.kind === 'breakdown' ? [{ kind: 'counts', range, filters, grid, split }] : [];
}

function sameBuckets({ grid }: KeptQuestion, range: TimeRange | null, zone: string): BucketGrid {
  return { stepMs: grid?.stepMs ?? HOUR, offsets: offsetSpans(zone, range?.from ?? 0, range?.to ?? 0) };
}

function questionOf(random: Random, world: World): KeptQuestion {
  const range = rangeBefore(random, world);
  const filter = { dimension: 'trunk', includes: below(random, 2) === 0, values: random.pick([['t1'], ['t1', ''], []]) };
  const scope = { range, filters: below(random, 3) === 0 ? [filter] : [], grid: gridOf(random, range) };
  const split = below(random, 2) === 0 ? null : { dimensions: ['trunk'], groups: [['t1'], ['']] };
  switch (below(random, 4)) {
    case 0:
      return { kind: 'counts', ...scope, split };
    case 1:
      return {
        kind: 'timing',
        ...scope,
        split,
        timing: 'pdd',
        only: null,
        answered: null,
        results: random.pick([
          null,
          null,
          { results: ['busy'], cases: [{ result: 'busy', ranges: [{ first: 486, last: 486 }], words: [] }] },
        ]),
        percents: [50, 95],
        below: 2_000,
      };
    case 2:
      return {
        kind: 'breakdown',
        ...scope,
        dimensions: random.pick([['trunk'], ['trunk', 'side']]),
        first: below(random, 2) === 0,
        maxEntries: random.pick([10, 200_000]),
      };
    default:
      return {
        kind: 'histogram',
        ...scope,
        split,
        timing: 'pdd',
        only: null,
        answered: null,
        byCode: below(random, 2) === 0,
        bounds: random.pick([null, [100, 1_000, 10_000]]),
        maxEntries: 200_000,
      };
  }
}

interface Kind {
  readonly isVersioned: boolean;
  readonly isNumbered: boolean;
  readonly tellsChanges: boolean;
}

async function askedCase(seed: number, { isVersioned, isNumbered, tellsChanges }: Kind): Promise<void> {
  const random = new Random(seed);
  const world = new World(random, random.pick(STARTS), isVersioned, isNumbered, tellsChanges);
  const templates: KeptQuestion[] = [];
  const zone = random.pick(ZONES);
  for (let asked = 0; asked < QUESTIONS_OF_A_CASE; asked++) {
    const until =
      world.now + random.pick([5 * SECOND, 5 * SECOND, 20 * SECOND, 20 * SECOND, MINUTE, 2 * MINUTE, 17 * MINUTE, 3 * HOUR, DAY]);
    world.happen(until);
    world.pass(until);
    if (below(random, 15) === 0) {
      world.restart();
    }
    const [settled] = templates;
    if (isNumbered && settled !== undefined) {
      // What has not changed is taken for longer than it takes to notice late records.
      for (let refresh = 0; refresh < 3; refresh++) {
        world.pass(world.now + 2 * MINUTE);
        await world.compare(settled);
      }
      world.happenTooLate();
      world.pass(world.now + MINUTE);
      await world.compare(settled);
    } else if (below(random, 6) === 0) {
      world.happenTooLate();
      world.pass(isVersioned ? world.now : world.now + (isNumbered ? MINUTE : DAY));
    }
    const question = questionOf(random, world);
    // The same panels again, whose range and buckets have moved.
    if (templates.length < PANELS) {
      templates.push(question, ...narrower(random, question));
    }
    const panel = random.pick(templates);
    const { range } = question;
    // What is kept of timings is of buckets, which a panel seldom changes.
    const grid = panel.kind === 'timing' && below(random, 5) > 0 ? sameBuckets(panel, range, zone) : question.grid;
    await (isVersioned || below(random, 3) > 0 ? world.compare({ ...panel, range, grid }) : world.compareSides({ ...panel, range, grid }));
  }
}

test.each([
  { records: 'records that come late', isVersioned: false, isNumbered: false, tellsChanges: false },
  { records: 'records whose numbers tell which are new', isVersioned: false, isNumbered: true, tellsChanges: false },
  { records: 'files that tell when they change', isVersioned: true, isNumbered: false, tellsChanges: false },
  { records: 'files that tell where they change', isVersioned: true, isNumbered: false, tellsChanges: true },
])(
  `${CASES} random cases of $records: equal with and without`,
  async (kind) => {
    for (let number = 0; number < CASES; number++) {
      await askedCase(SEED + number, kind);
    }
  },
  600_000 + CASES * 10
);
