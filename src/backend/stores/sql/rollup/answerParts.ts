import { type RawBuilder, sql } from 'kysely';
import type { AnswerFacts } from '../../answer';
import type { ValuesQuestion } from '../../catalogueQuestion';
import type { BreakdownQuestion, CountsQuestion, TimeRange } from '../../question';
import { answerTo, type StoreAnswer } from '../../store';
import { answerQuestion, type AskedCalls, factsOf, joinedFacts } from '../answerQuestion';
import { readValues } from '../answers';
import type { CallsSource } from '../callsSource';
import type { SqlDialect } from '../dialect';
import type { StatementAnswer } from '../sqlServer';
import { callsOf } from '../grouped';
import { valuesGroups } from '../statements';
import { concatenatedBreakdowns, concatenatedCounts } from './concatenatedCounts';
import type { RollupQuestion } from './suitsRollup';

/** Where the calls of one part of the range asked are found. */
export interface RangePart {
  readonly range: TimeRange;
  readonly source: CallsSource;
  /** Whether it is answered by the rollup, and not by the records. */
  readonly isRollup: boolean;
}

type Run = (statement: RawBuilder<unknown>, signal: AbortSignal) => Promise<StatementAnswer>;

/** Answers a question out of the parts of its range, as if they were one place. */
export async function answerParts<Q extends RollupQuestion>(
  dialect: SqlDialect,
  asked: Omit<AskedCalls, 'source'>,
  question: Q,
  parts: readonly RangePart[],
  run: Run,
  signal: AbortSignal
): Promise<StoreAnswer<Q>> {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    return answerQuestion(dialect, { ...asked, source: first.source }, { ...question, range: first.range }, (statement) =>
      run(statement, signal)
    );
  }
  return answerTo(question, await ofAll(dialect, asked, question, parts, run, signal));
}

async function ofAll(
  dialect: SqlDialect,
  asked: Omit<AskedCalls, 'source'>,
  question: RollupQuestion,
  parts: readonly RangePart[],
  run: Run,
  signal: AbortSignal
): Promise<StoreAnswer<RollupQuestion>> {
  switch (question.kind) {
    case 'counts': {
      const { answers, facts } = await ofEach(dialect, asked, question, parts, run, signal);
      return { kind: 'counts', ...concatenatedCounts(answers), ...facts };
    }
    case 'breakdown': {
      const { answers, facts } = await ofEach(dialect, asked, question, parts, run, signal);
      return { kind: 'breakdown', ...concatenatedBreakdowns(answers), ...facts };
    }
    case 'values':
      return valuesOf(dialect, asked, question, parts, run, signal);
  }
}

/** A statement for each part, at the same time; the counts add up wherever answers are read. */
async function ofEach<Q extends CountsQuestion | BreakdownQuestion>(
  dialect: SqlDialect,
  asked: Omit<AskedCalls, 'source'>,
  question: Q,
  parts: readonly RangePart[],
  run: Run,
  signal: AbortSignal
): Promise<{ answers: StoreAnswer<Q>[]; facts: AnswerFacts }> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const started = performance.now();
  const asking = parts.map(({ range, source }) =>
    answerQuestion(dialect, { ...asked, source }, { ...question, range }, (statement) => run(statement, either))
  );
  try {
    const answers = await Promise.all(asking);
    return { answers, facts: { ...joinedFacts(answers, performance.now() - started), unread: asked.unread, origin: asked.origin } };
  } catch (error) {
    // What the others would still find is of no use.
    failed.abort();
    await Promise.allSettled(asking);
    throw error;
  }
}

/** One statement that adds up the parts before it ranks, since the most frequent of a part need not be so in the whole. */
async function valuesOf(
  dialect: SqlDialect,
  asked: Omit<AskedCalls, 'source'>,
  question: ValuesQuestion,
  parts: readonly RangePart[],
  run: Run,
  signal: AbortSignal
): Promise<StoreAnswer<ValuesQuestion>> {
  const found = await run(valuesOfParts(dialect, question, parts), signal);
  return readValues(found.columns, question, factsOf(found, asked));
}

/** Columns as of `valuesStatement`. */
function valuesOfParts(dialect: SqlDialect, question: ValuesQuestion, parts: readonly RangePart[]): RawBuilder<unknown> {
  // Counts and sums are of different types until they are whole numbers of the dialect's own.
  const counted = ({ range, source }: RangePart) =>
    valuesGroups(dialect, source, { ...question, range }, [sql`${dialect.floorDivide(callsOf(source.weight), 1)} as ${sql.id('counted')}`]);
  const values = sql.join(question.dimensions.map((_, index) => sql.id(`value${index}`)));
  const calls = sql`sum(${sql.id('counted')})`;
  const positions = sql.join(question.dimensions.map((_, index) => sql.lit(index + 1)));
  const all = sql.join(parts.map(counted), sql` union all `);
  return sql`select ${values}, ${calls} as ${sql.id('calls')} from (${all}) as ${sql.id('parts')} group by ${positions} order by ${calls} desc, ${positions} limit ${sql.lit(question.limit + 1)}`;
}
