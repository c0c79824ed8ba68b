import { CallResultError } from '../../../domain/errors';
import { recordText, type RecordText, type ValueText } from '../../../domain/recordText';
import type { AnswerFacts, BreakdownAnswer, CallRecord, CountsAnswer, HistogramAnswer, RecordsAnswer, TimingAnswer } from '../answer';
import type { ExtentAnswer, Shape, ValuesAnswer } from '../catalogueAnswer';
import type { ValuesQuestion } from '../catalogueQuestion';
import { maxCounts } from '../limits';
import type { BreakdownQuestion, CountsQuestion, HistogramQuestion, RecordsQuestion, TimingQuestion } from '../question';
import type { CallsSource } from './callsSource';
import { indexCombinations, indexTexts } from './combinations';
import { readOutcome } from './records/readOutcome';

/** Columns as drivers give them: numbers as number or bigint, texts as string, nothing as null. */
type RawColumns = readonly (readonly unknown[])[];

const NO_GROUP = -1;
const MAX_WORDS = 100_000;

/** The columns one after the other; none of their rows if there are more than wanted. */
function inOrder(raw: RawColumns, max: number): { next(): readonly unknown[]; readonly rows: number; readonly tooMany: boolean } {
  const tooMany = (raw[0]?.length ?? 0) > max;
  const columns = tooMany ? raw.map(() => []) : [...raw];
  return { next: () => columns.shift() ?? [], rows: columns[0]?.length ?? 0, tooMany };
}

/** Answers have up to millions of rows, which typed arrays that are made by a function take long for. */
function numbersOf(column: readonly unknown[]): Float64Array {
  const numbers = new Float64Array(column.length);
  for (let row = 0; row < column.length; row++) {
    numbers[row] = Number(column[row]);
  }
  return numbers;
}

/** Reads the columns of `countsStatement`, in its order. */
export function readCounts(
  raw: RawColumns,
  question: CountsQuestion | HistogramQuestion,
  source: CallsSource,
  facts: AnswerFacts
): CountsAnswer | HistogramAnswer {
  const max = question.kind === 'histogram' ? question.maxEntries : maxCounts(question);
  const { next, rows, tooMany } = inOrder(raw, max);
  if (tooMany && question.kind === 'counts') {
    throw new CallResultError(
      'query',
      `The result has more than ${max} combinations of time and value. Use a shorter time range, a longer bucket or fewer values.`
    );
  }
  const bucket = question.grid === null ? null : numbersOf(next());
  const milliseconds = question.kind === 'histogram' ? numbersOf(next()) : null;
  const byCode = question.kind === 'counts' || question.byCode;
  const outcomes = byCode ? readOutcomes(source, next) : { ...noCodes(rows), words: [] };
  const group = question.split === null ? null : readGroups(question.split.dimensions.map(next), question.split.groups);
  const counts = { ...facts, bucket, ...outcomes, group, calls: numbersOf(next()) };
  return milliseconds === null ? { kind: 'counts', ...counts } : { kind: 'histogram', ...counts, milliseconds, tooMany };
}

interface Outcomes {
  readonly code: Int32Array;
  readonly word: Int32Array;
  readonly words: readonly RecordText[];
  readonly rule?: Int32Array;
}

function noCodes(rows: number): Pick<Outcomes, 'code' | 'word'> {
  return { code: new Int32Array(rows).fill(-1), word: new Int32Array(rows).fill(-1) };
}

function readOutcomes(source: CallsSource, next: () => readonly unknown[]): Outcomes {
  if (source.raw !== null) {
    return readRaw(next(), new Set(source.missing));
  }
  const code = Int32Array.from(next().map((value) => (value === null ? -1 : Number(value))));
  const { indexes, texts } = source.word === null ? { indexes: noCodes(code.length).word, texts: [] } : indexTexts(next());
  refuseWords(texts.length);
  return { code, word: indexes, words: texts, ...(source.rule === null ? {} : { rule: Int32Array.from(numbersOf(next())) }) };
}

/** Each different value is read once. */
function readRaw(column: readonly unknown[], missing: ReadonlySet<string>): Outcomes {
  const words = new Map<string, number>();
  const read = new Map<unknown, { readonly code: number; readonly word: number }>();
  const [code, word] = [new Int32Array(column.length), new Int32Array(column.length)];
  column.forEach((value, row) => {
    let outcome = read.get(value);
    if (outcome === undefined) {
      const said = readOutcome(value, missing);
      outcome = { code: said.code ?? -1, word: said.word === null ? -1 : (words.get(said.word) ?? words.size) };
      if (said.word !== null) {
        words.set(said.word, outcome.word);
        refuseWords(words.size);
      }
      read.set(value, outcome);
    }
    code[row] = outcome.code;
    word[row] = outcome.word;
  });
  return { code, word, words: [...words.keys()].map(recordText) };
}

/** Nobody has so many words for how calls ended: the column holds something else. */
function refuseWords(words: number): void {
  if (words > MAX_WORDS) {
    throw new CallResultError(
      'settings',
      `The records have more than ${MAX_WORDS.toLocaleString('en-US')} different dispositions, so their column is probably the wrong one. Enter the column of the final status code under columns in the data source's settings.`
    );
  }
}

function readGroups(columns: RawColumns, groups: readonly (readonly ValueText[])[]): Int32Array {
  const positions = new Map(groups.map((group, index) => [JSON.stringify(group), index]));
  const { values, indexes } = indexCombinations(columns);
  const found = values.map((combination) => positions.get(JSON.stringify(combination)) ?? NO_GROUP);
  return indexes.map((index) => found[index] ?? NO_GROUP);
}

/** Reads the columns of `breakdownStatement`, in its order. */
export function readBreakdown(raw: RawColumns, question: BreakdownQuestion, source: CallsSource, facts: AnswerFacts): BreakdownAnswer {
  const { next, tooMany } = inOrder(raw, question.maxEntries);
  const bucket = question.grid === null ? null : numbersOf(next());
  const outcomes = readOutcomes(source, next);
  const { values, indexes: group } = indexCombinations(question.dimensions.map(next));
  const calls = numbersOf(next());
  return {
    kind: 'breakdown',
    ...facts,
    bucket,
    ...outcomes,
    group,
    values,
    calls,
    first: question.first ? numbersOf(next()) : null,
    tooMany,
  };
}

/** Reads the columns of `timingStatement`, in its order. */
export function readTimings(raw: RawColumns, { grid, results, split, percents }: TimingQuestion, facts: AnswerFacts): TimingAnswer {
  const { next } = inOrder(raw, Infinity);
  const numbers = () => numbersOf(next());
  const bucket = grid === null ? null : numbers();
  const result = results === null ? null : Int32Array.from(numbers());
  const group = split === null ? null : readGroups(split.dimensions.map(next), split.groups);
  return {
    kind: 'timing',
    ...facts,
    bucket,
    result,
    group,
    calls: numbers(),
    total: numbers(),
    longest: numbers(),
    below: numbers(),
    ranks: percents.map(numbers),
  };
}

/** Reads the columns of `valuesStatement`. */
export function readValues(raw: RawColumns, question: ValuesQuestion, facts: AnswerFacts): ValuesAnswer {
  const calls = (raw[question.dimensions.length] ?? []).map(Number);
  const first = question.order === 'newest' ? { first: (raw.at(-1) ?? []).slice(0, question.limit).map(Number) } : {};
  const values = calls.map((_, row) => question.dimensions.map((_name, index) => recordText(String(raw[index]?.[row] ?? ''))));
  return {
    kind: 'values',
    ...facts,
    values: values.slice(0, question.limit),
    calls: calls.slice(0, question.limit),
    ...first,
    more: calls.length > question.limit,
  };
}

/** Reads the columns of `extentStatement`. */
export function readExtent(raw: RawColumns, shape: Shape, facts: AnswerFacts): ExtentAnswer {
  const [calls, first, last] = raw.map((column) => column[0]);
  return { kind: 'extent', ...facts, ...shape, calls: Number(calls ?? 0), first: numberOrNull(first), last: numberOrNull(last) };
}

/** Reads the columns of `recordsStatement`. */
export function readRecords(
  raw: RawColumns,
  question: RecordsQuestion,
  source: CallsSource,
  known: Pick<RecordsAnswer, 'dimensions' | 'timings'>,
  facts: AnswerFacts
): RecordsAnswer {
  const { next } = inOrder(raw, Infinity);
  const [time, code, word] = [next(), next(), next()];
  const rule = source.rule === null ? null : next();
  const [callId, pdd, setup, duration] = [next(), next(), next(), next()];
  const dimensions = known.dimensions.map(() => next());
  const records = time.map((at, row): CallRecord => ({
    time: Number(at),
    code: numberOrNull(code[row]),
    word: textOrNull(word[row]),
    ...(rule === null ? {} : { rule: Number(rule[row]) }),
    callId: textOrNull(callId[row]),
    pddMs: numberOrNull(pdd[row]),
    setupMs: numberOrNull(setup[row]),
    durationMs: numberOrNull(duration[row]),
    dimensions: known.dimensions.map((_, index) => recordText(String(dimensions[index]?.[row] ?? ''))),
  }));
  return { kind: 'records', ...facts, ...known, records: records.slice(0, question.limit), more: records.length > question.limit };
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function textOrNull(value: unknown): RecordText | null {
  return value === null || value === undefined ? null : recordText(String(value));
}
