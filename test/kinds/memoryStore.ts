import { CallResultError } from '../../src/domain/errors';
import type { CallResult } from '../../src/domain/results';
import { recordText } from '../../src/domain/recordText';
import type { Timing } from '../../src/domain/timings';
import type { OffsetSpan } from '../../src/domain/timeZone';
import type { AnswerFacts, BreakdownAnswer, CountsAnswer, HistogramAnswer, TimingAnswer } from '../../src/backend/stores/answer';
import type { ExtentAnswer, ValuesAnswer } from '../../src/backend/stores/catalogueAnswer';
import type { ValuesQuestion } from '../../src/backend/stores/catalogueQuestion';
import type {
  BreakdownQuestion,
  BucketGrid,
  CountsQuestion,
  HistogramQuestion,
  OutcomeSet,
  ResultSelection,
  TimedCalls,
  TimingQuestion,
  CallFilter,
} from '../../src/backend/stores/question';
import { answerTo, type Store, type StoreAnswer, type StoreQuestion } from '../../src/backend/stores/store';

export interface TestCall {
  readonly time: number;
  readonly code: number | null;
  readonly word: string | null;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly timings?: Partial<Readonly<Record<Timing, number>>>;
}

const FACTS: AnswerFacts = {
  statement: 'select',
  parameters: [],
  statementMs: 1,
  unread: { rows: 0, reasons: [] },
  origin: { records: [], rollup: null },
};

/** Counts an array of calls one by one: slow, plain, and written without a look at any other store. */
export class MemoryStore implements Store {
  readonly questions: StoreQuestion[] = [];

  constructor(
    private readonly calls: readonly TestCall[],
    private readonly names: readonly string[],
    private readonly facts: Partial<AnswerFacts> = {}
  ) {}

  async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
    if (signal.aborted) {
      throw new CallResultError('cancelled', 'aborted');
    }
    this.questions.push(question);
    return answerTo(question, this.answer(question));
  }

  async close(): Promise<void> {}

  private answer(question: StoreQuestion): StoreAnswer {
    switch (question.kind) {
      case 'counts':
        return this.counts(question);
      case 'breakdown':
        return this.breakdown(question);
      case 'values':
        return this.values(question);
      case 'extent':
        return { kind: 'extent', ...this.extent() };
      case 'shape':
        return { kind: 'shape', ...this.extent() };
      case 'histogram':
        return this.histogram(question);
      case 'timing':
        return this.timing(question);
      case 'records':
      case 'columns':
      case 'distinct':
      case 'newest':
      case 'rows':
      case 'lateness':
      case 'doubts':
      case 'tables':
        throw new Error('not needed here');
    }
  }

  private within(range: { from: number; to: number } | null, filters: readonly CallFilter[]): TestCall[] {
    return this.calls.filter(
      (call) => (range === null || (call.time >= range.from && call.time < range.to)) && filters.every((filter) => this.isMet(filter, call))
    );
  }

  private isMet(filter: CallFilter, call: TestCall): boolean {
    const { code, word } = call;
    const holds =
      'outcome' in filter
        ? isIn(filter.outcome, code === null ? { code, word } : { code, word: null })
        : filter.values.includes(this.valueOf(call, filter.dimension));
    return holds === filter.includes;
  }

  private valueOf(call: TestCall, name: string): string {
    if (!this.names.includes(name)) {
      throw new CallResultError('query', `Unknown dimension "${name}".`);
    }
    return call.dimensions[name] ?? '';
  }

  private counts({ range, filters, grid, split }: CountsQuestion): CountsAnswer {
    const rows = new Map<string, { bucket: number; code: number; word: string | null; group: number; calls: number }>();
    for (const call of this.within(range, filters)) {
      const bucket = bucketOf(grid, call.time);
      const values = split?.dimensions.map((name) => this.valueOf(call, name)) ?? [];
      const group = split === null ? 0 : split.groups.findIndex((one) => one.every((value, index) => value === values[index]));
      const row = { bucket, code: call.code ?? -1, word: call.word, group };
      const known = rows.get(JSON.stringify(row));
      rows.set(JSON.stringify(row), { ...row, calls: (known?.calls ?? 0) + 1 });
    }
    const list = [...rows.values()];
    const words = [...new Set(list.map(({ word }) => word).filter((word) => word !== null))];
    return {
      kind: 'counts',
      ...FACTS,
      ...this.facts,
      bucket: grid === null ? null : Float64Array.from(list, ({ bucket }) => bucket),
      code: Int32Array.from(list, ({ code }) => code),
      word: Int32Array.from(list, ({ word }) => (word === null ? -1 : words.indexOf(word))),
      words: words.map(recordText),
      group: split === null ? null : Int32Array.from(list, ({ group }) => group),
      calls: Float64Array.from(list, ({ calls }) => calls),
    };
  }

  private breakdown({ dimensions, first, maxEntries, ...scope }: BreakdownQuestion): BreakdownAnswer {
    const within = this.within(scope.range, scope.filters);
    const combinations = within.map((call) => JSON.stringify(dimensions.map((name) => this.valueOf(call, name))));
    const values = [...new Set(combinations)].map((text) => JSON.parse(text) as string[]);
    const counts = this.counts({ ...scope, kind: 'counts', split: { dimensions, groups: values } });
    const began = (first ? Array.from(counts.calls.keys()) : []).map((row) =>
      Math.min(
        ...within
          .filter(
            (call, index) =>
              (call.code ?? -1) === counts.code[row] &&
              call.word === (counts.words[counts.word[row] ?? -1] ?? null) &&
              combinations[index] === JSON.stringify(values[counts.group?.[row] ?? -1]) &&
              (counts.bucket === null || counts.bucket[row] === bucketOf(scope.grid, call.time))
          )
          .map(({ time }) => time)
      )
    );
    const tooMany = counts.calls.length > maxEntries;
    const none = {
      bucket: scope.grid && new Float64Array(),
      code: new Int32Array(),
      word: new Int32Array(),
      group: new Int32Array(),
      calls: new Float64Array(),
    };
    return {
      ...counts,
      kind: 'breakdown',
      ...(tooMany ? none : {}),
      values: tooMany ? [] : values.map((one) => one.map(recordText)),
      first: first ? Float64Array.from(tooMany ? [] : began) : null,
      tooMany,
    };
  }

  private histogram(question: HistogramQuestion): HistogramAnswer {
    const { timing, byCode, bounds, maxEntries } = question;
    const anonymous = this.timed(question).map((call) => (byCode ? call : { ...call, code: null, word: null }));
    const classOf = (call: TestCall) =>
      (bounds === null ? call.timings?.[timing] : (bounds.find((bound) => bound >= (call.timings?.[timing] ?? 0)) ?? bounds.at(-1))) ?? 0;
    const values = [...new Set(anonymous.map(classOf))].sort((a, b) => a - b);
    const parts = values.map((ms) =>
      new MemoryStore(
        anonymous.filter((call) => classOf(call) === ms),
        this.names,
        this.facts
      ).counts({ ...question, kind: 'counts' })
    );
    if (parts.reduce((sum, { calls }) => sum + calls.length, 0) > maxEntries) {
      return {
        ...new MemoryStore([], this.names, this.facts).counts({ ...question, kind: 'counts' }),
        kind: 'histogram',
        milliseconds: new Float64Array(),
        tooMany: true,
      };
    }
    const words = [...new Set(parts.flatMap((part) => part.words))];
    return {
      kind: 'histogram',
      ...FACTS,
      ...this.facts,
      tooMany: false,
      milliseconds: Float64Array.from(parts.flatMap((part, index) => Array.from(part.calls, () => values[index]!))),
      bucket: question.grid === null ? null : Float64Array.from(parts.flatMap(({ bucket }) => [...(bucket ?? [])])),
      code: Int32Array.from(parts.flatMap(({ code }) => [...code])),
      word: Int32Array.from(parts.flatMap((part) => Array.from(part.word, (word) => (word < 0 ? -1 : words.indexOf(part.words[word]!))))),
      words,
      group: question.split === null ? null : Int32Array.from(parts.flatMap(({ group }) => [...(group ?? [])])),
      calls: Float64Array.from(parts.flatMap(({ calls }) => [...calls])),
    };
  }

  private timed({ timing, only, answered }: TimedCalls): TestCall[] {
    const isAnswered = ({ code, word }: TestCall) =>
      answered === null || isIn(answered, code === null ? { code, word } : { code, word: null });
    return this.calls.filter(
      (call) => call.timings?.[timing] !== undefined && isAnswered(call) && (only === null || only.results.includes(resultOf(only, call)))
    );
  }

  /** On the sorted values of each cell. */
  private timing(question: TimingQuestion): TimingAnswer {
    const { timing, grid, split, results, percents, below, range, filters } = question;
    const cells = new Map<string, { bucket: number; group: number; result: number; values: number[] }>();
    const timed = new Set(this.timed(question));
    for (const call of this.within(range, filters).filter((one) => timed.has(one))) {
      const bucket = bucketOf(grid, call.time);
      const group =
        split === null
          ? 0
          : split.groups.findIndex((one) => one.every((value, index) => value === this.valueOf(call, split.dimensions[index] ?? '')));
      const result = results === null ? 0 : results.results.indexOf(resultOf(results, call));
      const key = JSON.stringify([bucket, group, result]);
      cells.set(key, { bucket, group, result, values: [...(cells.get(key)?.values ?? []), call.timings?.[timing] ?? NaN] });
    }
    const list = [...cells.values()].map((cell) => ({ ...cell, values: cell.values.sort((a, b) => a - b) }));
    const column = (valueOf: (values: readonly number[]) => number) => Float64Array.from(list, ({ values }) => valueOf(values));
    return {
      kind: 'timing',
      ...FACTS,
      ...this.facts,
      bucket: grid === null ? null : Float64Array.from(list, ({ bucket }) => bucket),
      group: split === null ? null : Int32Array.from(list, ({ group }) => group),
      result: results === null ? null : Int32Array.from(list, ({ result }) => result),
      calls: column(({ length }) => length),
      total: column((values) => values.reduce((sum, value) => sum + value, 0)),
      longest: column((values) => values.at(-1) ?? NaN),
      below: column((values) => values.filter((value) => value < below).length),
      ranks: percents.map((percent) => column((values) => values[Math.ceil((values.length * percent) / 100) - 1] ?? NaN)),
    };
  }

  private values({ range, filters, dimensions, only, search, limit, order }: ValuesQuestion): ValuesAnswer {
    const found = new Map<string, { values: string[]; calls: number; first: number }>();
    for (const call of this.within(range, filters)) {
      const values = dimensions.map((name) => this.valueOf(call, name));
      const wanted = only === null || only.results.includes(resultOf(only, call));
      if (wanted && (values[0] ?? '').toLowerCase().includes(search.toLowerCase())) {
        const key = JSON.stringify(values);
        found.set(key, { values, calls: (found.get(key)?.calls ?? 0) + 1, first: Math.min(call.time, found.get(key)?.first ?? Infinity) });
      }
    }
    const sorted = [...found]
      .sort(([a, left], [b, right]) => (order === 'newest' ? right.first - left.first : right.calls - left.calls) || (a < b ? -1 : 1))
      .map(([, one]) => one);
    const kept = sorted.slice(0, limit);
    return {
      kind: 'values',
      ...FACTS,
      ...this.facts,
      values: kept.map(({ values }) => values.map(recordText)),
      calls: kept.map(({ calls }) => calls),
      ...(order === 'newest' ? { first: kept.map(({ first }) => first) } : {}),
      more: sorted.length > limit,
    };
  }

  private extent(): Omit<ExtentAnswer, 'kind'> {
    const times = this.calls.map(({ time }) => time).sort((a, b) => a - b);
    return {
      ...FACTS,
      ...this.facts,
      calls: times.length,
      first: times[0] ?? null,
      last: times.at(-1) ?? null,
      dimensions: this.names,
      columns: [],
      timings: [],
    };
  }
}

function isIn({ ranges, words }: OutcomeSet, { code, word }: Pick<TestCall, 'code' | 'word'>): boolean {
  return (
    ranges.some(({ first, last }) => code !== null && first <= code && code <= last) ||
    (word !== null && words.includes(word.trim().toLowerCase()))
  );
}

/** The result of a call: that of the first case that takes it. */
export function resultOf({ cases }: ResultSelection, call: Pick<TestCall, 'code' | 'word'>): CallResult {
  return cases.find((one) => isIn(one, call))?.result ?? 'unclassified';
}

function bucketOf(grid: BucketGrid | null, time: number): number {
  return grid === null ? 0 : Math.floor((time + offsetOf(grid.offsets, time)) / grid.stepMs);
}

function offsetOf(spans: readonly OffsetSpan[], time: number): number {
  for (const { until, offsetMs } of spans) {
    if (until === null || time < until) {
      return offsetMs;
    }
  }
  throw new Error('the last span has no end');
}
