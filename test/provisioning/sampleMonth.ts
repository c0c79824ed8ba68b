import { DuckDBInstance } from '@duckdb/node-api';
import { recordText } from '../../src/domain/recordText';
import type { AnswerFacts, BreakdownAnswer, CountsAnswer, HistogramAnswer } from '../../src/backend/stores/answer';
import type { ValuesAnswer } from '../../src/backend/stores/catalogueAnswer';
import type { ValuesQuestion } from '../../src/backend/stores/catalogueQuestion';
import type { BreakdownQuestion, CountsQuestion, HistogramQuestion, TimeRange } from '../../src/backend/stores/question';
import { answerTo, type Store, type StoreAnswer, type StoreQuestion } from '../../src/backend/stores/store';

const FACTS: AnswerFacts = {
  statement: '',
  parameters: [],
  statementMs: 0,
  unread: { rows: 0, reasons: [] },
  origin: { records: [], rollup: null },
};
const NAMES = ['trunk', 'run_id'] as const;
const MINUTE = 60_000;
/** Above every code, which begin at -1 for none. */
const CODES = 1_000;

/** A column of texts as numbers. */
interface Dimension {
  readonly values: readonly string[];
  readonly of: Int32Array;
}

/**
 * The sample in memory, sorted by the time at which records are written: 60,000 questions of alert rules take seconds.
 * Without words, filters and buckets, which provisioned rules do not ask for; ranges are of whole minutes, as rules' are.
 */
export class SampleMonth implements Store {
  /** Per trunk and code, how many calls there were before each minute. */
  private readonly before = new Map<number, Int32Array>();

  private constructor(
    private readonly start: number,
    private readonly time: Float64Array,
    private readonly code: Int32Array,
    private readonly pdd: Float64Array,
    private readonly dimensions: ReadonlyMap<string, Dimension>
  ) {
    const trunks = this.dimension('trunk').of;
    const minutes = this.minuteOf(time.at(-1) ?? start) + 2;
    time.forEach((at, row) => {
      const cell = (trunks[row] ?? 0) * CODES + (code[row] ?? -1) + 1;
      const before = this.before.get(cell) ?? new Int32Array(minutes);
      this.before.set(cell, before);
      before[this.minuteOf(at) + 1]!++;
    });
    for (const before of this.before.values()) {
      before.forEach((calls, minute) => (before[minute] = calls + (before[minute - 1] ?? 0)));
    }
  }

  static async open(file: string, start: number): Promise<SampleMonth> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const columns = (
      await connection.runAndReadAll(`select epoch_ms(end_time)::double, coalesce(sip_code, -1)::int, coalesce(pdd_ms, -1)::double,
        trunk, coalesce(run_id, '') from '${file}' order by 1`)
    ).getColumns();
    connection.closeSync();
    instance.closeSync();
    const [time = [], code = [], pdd = [], ...texts] = columns;
    const dimensions = texts.map((column, index): [string, Dimension] => {
      const values = [...new Set(column.map(String))];
      return [NAMES[index] ?? '', { values, of: Int32Array.from(column, (value) => values.indexOf(String(value))) }];
    });
    return new SampleMonth(
      start,
      Float64Array.from(time, Number),
      Int32Array.from(code, Number),
      Float64Array.from(pdd, Number),
      new Map(dimensions)
    );
  }

  async ask<Q extends StoreQuestion>(question: Q): Promise<StoreAnswer<Q>> {
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
      case 'histogram':
        return this.histogram(question);
      default:
        throw new Error(`provisioned rules did not ask for ${question.kind}`);
    }
  }

  private counts({ range, split }: CountsQuestion): CountsAnswer {
    const trunks = this.dimension('trunk').values;
    const groups = split?.groups.map(([value]) => trunks.findIndex((trunk) => trunk === value)) ?? null;
    const cells = new Map<number, number>();
    for (const [cell, calls] of this.trunkCodes(range)) {
      const group = groups === null ? 0 : groups.indexOf(Math.floor(cell / CODES)) + 1;
      const key = group * CODES + (cell % CODES);
      cells.set(key, (cells.get(key) ?? 0) + calls);
    }
    return countsOf(cells, groups !== null);
  }

  private breakdown({ range, dimensions: [name] }: BreakdownQuestion): BreakdownAnswer {
    const { values, of } = this.dimension(name);
    const groups = new Map<number, number>();
    const first = new Map<number, number>();
    const cells = new Map<number, number>();
    this.eachRow(range, (row) => {
      const value = of[row] ?? 0;
      const group = groups.get(value) ?? groups.size;
      groups.set(value, group);
      const cell = (group + 1) * CODES + (this.code[row] ?? -1) + 1;
      first.set(cell, first.get(cell) ?? this.time[row] ?? NaN);
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    });
    return {
      ...countsOf(cells, true),
      kind: 'breakdown',
      values: [...groups.keys()].map((value) => [recordText(values[value] ?? '')]),
      first: Float64Array.from(cells.keys(), (cell) => first.get(cell) ?? NaN),
      tooMany: false,
    };
  }

  private values({ range }: ValuesQuestion): ValuesAnswer {
    const { values } = this.dimension('trunk');
    const sums = values.map((value) => ({ value, calls: 0 }));
    for (const [cell, calls] of this.trunkCodes(range)) {
      sums[Math.floor(cell / CODES)]!.calls += calls;
    }
    const found = sums.filter(({ calls }) => calls > 0).sort((a, b) => b.calls - a.calls);
    return {
      kind: 'values',
      ...FACTS,
      values: found.map(({ value }) => [recordText(value)]),
      calls: found.map(({ calls }) => calls),
      more: false,
    };
  }

  private histogram({ range, only }: HistogramQuestion): HistogramAnswer {
    const timed = new Map<number, number>();
    this.eachRow(range, (row) => {
      const [code, pdd] = [this.code[row] ?? -1, this.pdd[row] ?? -1];
      // The only result that a rule leaves out.
      if (pdd >= 0 && (only === null || code !== 408)) {
        timed.set(pdd, (timed.get(pdd) ?? 0) + 1);
      }
    });
    const sorted = [...timed].sort(([a], [b]) => a - b);
    const none = Int32Array.from(sorted, () => -1);
    return {
      kind: 'histogram',
      ...FACTS,
      tooMany: false,
      milliseconds: Float64Array.from(sorted, ([ms]) => ms),
      bucket: null,
      code: none,
      word: none,
      words: [],
      group: null,
      calls: Float64Array.from(sorted, ([, calls]) => calls),
    };
  }

  /** The calls of a range of whole minutes per trunk and code. */
  private trunkCodes(range: TimeRange | null): [number, number][] {
    const [from, to] = range === null ? [0, Infinity] : [this.minuteOf(range.from), this.minuteOf(range.to)];
    return [...this.before]
      .map(([cell, before]): [number, number] => [cell, before[Math.min(to, before.length - 1)]! - before[Math.max(0, from)]!])
      .filter(([, calls]) => calls > 0);
  }

  private minuteOf(time: number): number {
    return Math.floor((time - this.start) / MINUTE);
  }

  private eachRow(range: TimeRange | null, visit: (row: number) => void): void {
    const end = range === null ? this.time.length : this.firstAt(range.to);
    for (let row = range === null ? 0 : this.firstAt(range.from); row < end; row++) {
      visit(row);
    }
  }

  private firstAt(time: number): number {
    let [low, high] = [0, this.time.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = (this.time[middle] ?? 0) < time ? [middle + 1, high] : [low, middle];
    }
    return low;
  }

  private dimension(name = ''): Dimension {
    const found = this.dimensions.get(name);
    if (found === undefined) {
      throw new Error(`the sample has no dimension ${name}`);
    }
    return found;
  }
}

/** @param cells calls by (group + 1) and (code + 1) */
function countsOf(cells: ReadonlyMap<number, number>, grouped: boolean): CountsAnswer {
  const list = [...cells];
  return {
    kind: 'counts',
    ...FACTS,
    bucket: null,
    code: Int32Array.from(list, ([cell]) => (cell % CODES) - 1),
    word: Int32Array.from(list, () => -1),
    words: [],
    group: grouped ? Int32Array.from(list, ([cell]) => Math.floor(cell / CODES) - 1) : null,
    calls: Float64Array.from(list, ([, calls]) => calls),
  };
}
