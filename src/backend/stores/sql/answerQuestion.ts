import type { RawBuilder } from 'kysely';
import type { CallResultSettings } from '../../../domain/settings';
import type { Layout } from '../../../domain/layouts/layout';
import type { AnswerFacts, AnswerOrigin, Unread } from '../answer';
import type { ColumnsAnswer, ExtentAnswer, Shape } from '../catalogueAnswer';
import type { RowLevelQuestion, TablesQuestion } from '../catalogueQuestion';
import { answerTo, type StoreAnswer, type StoreQuestion } from '../store';
import { readBreakdown, readCounts, readExtent, readRecords, readTimings, readValues } from './answers';
import type { CallsSource } from './callsSource';
import type { SqlDialect } from './dialect';
import { refuseMissingTiming } from './records/missingTiming';
import { refuseMissingRetries } from './records/missingRetries';
import { recordDimensions, recordsStatement } from './recordsStatement';
import type { StatementAnswer } from './sqlServer';
import { timingStatement } from './timingStatement';
import { breakdownStatement, countsStatement, distinctStatement, extentStatement, valuesStatement } from './statements';

/** Calls that can be asked, and what is known of them beside. */
export interface AskedCalls {
  readonly source: CallsSource;
  readonly unread: Unread;
  readonly origin: AnswerOrigin;
  readonly columns: ExtentAnswer['columns'];
  readonly layout: Layout;
  readonly settings: CallResultSettings;
}

/** What an answer tells of the statement that it came from. */
export function factsOf(
  { statement, parameters, milliseconds }: StatementAnswer,
  { unread, origin }: Pick<AskedCalls, 'unread' | 'origin'>
): AnswerFacts {
  return { statement, parameters, statementMs: milliseconds, unread, origin };
}

/** The same of an answer that came from several statements. */
export function joinedFacts(
  answers: readonly AnswerFacts[],
  statementMs: number
): Pick<AnswerFacts, 'statement' | 'parameters' | 'statements' | 'statementMs'> {
  const statements = answers.map(({ statement, parameters }) => ({ statement, parameters }));
  return { statement: statements.map(({ statement }) => statement).join(';\n\n'), parameters: [], statements, statementMs };
}

/** The same of an answer that no statement was run for. */
export function factsWithoutStatement(unread: Unread): AnswerFacts {
  return { statement: '', parameters: [], statementMs: 0, unread, origin: { records: [], rollup: null } };
}

/** What calls can be asked for. */
export function shapeOf({ columns }: Pick<AskedCalls, 'columns'>, { dimensions, timings }: CallsSource): Shape {
  return { dimensions: [...dimensions.keys()], timings: [...timings.keys()], columns };
}

/** What can be asked of calls, whatever records they were merged of. */
export type CallsQuestion = Exclude<StoreQuestion, RowLevelQuestion | TablesQuestion>;

export function columnsAnswer(types: ReadonlyMap<string, string>): ColumnsAnswer {
  return {
    kind: 'columns',
    columns: [...types].map(([name, type]) => ({ name, type })),
    ...factsWithoutStatement({ rows: 0, reasons: [] }),
  };
}

type Run = (statement: RawBuilder<unknown>) => Promise<StatementAnswer>;

/**
 * Answers a question by one statement.
 * @throws CallResultError `query` if it names a dimension or timing that is not there; what running the statement throws
 */
export async function answerQuestion<Q extends CallsQuestion>(
  dialect: SqlDialect,
  asked: AskedCalls,
  question: Q,
  run: Run
): Promise<StoreAnswer<Q>> {
  return answerTo(question, await answerOf(dialect, asked, question, run));
}

async function answerOf(dialect: SqlDialect, asked: AskedCalls, question: CallsQuestion, run: Run): Promise<StoreAnswer<CallsQuestion>> {
  const { source, unread, columns, layout, settings } = asked;
  const facts = (answer: StatementAnswer) => factsOf(answer, asked);
  const shape = shapeOf(asked, source);
  switch (question.kind) {
    case 'counts':
    case 'histogram': {
      if (question.kind === 'histogram') {
        refuseMissingTiming(question.timing, source, layout, settings);
      }
      if (question.kind === 'counts' && question.retried === true) {
        refuseMissingRetries(source, layout);
      }
      const counted = await run(countsStatement(dialect, source, question));
      return readCounts(counted.columns, question, source, facts(counted));
    }
    case 'timing': {
      refuseMissingTiming(question.timing, source, layout, settings);
      const found = await run(timingStatement(dialect, source, question));
      return readTimings(found.columns, question, facts(found));
    }
    case 'breakdown': {
      const counted = await run(breakdownStatement(dialect, source, question));
      return readBreakdown(counted.columns, question, source, facts(counted));
    }
    case 'records': {
      if (question.order !== 'time') {
        refuseMissingTiming(question.order, source, layout, settings);
      }
      const found = await run(recordsStatement(dialect, source, question));
      return readRecords(
        found.columns,
        question,
        source,
        { timings: shape.timings, dimensions: recordDimensions(source, question) },
        facts(found)
      );
    }
    case 'values': {
      const found = await run(valuesStatement(dialect, source, question));
      return readValues(found.columns, question, facts(found));
    }
    case 'shape':
      return { kind: 'shape', ...shape, ...factsWithoutStatement(unread) };
    case 'columns':
      return columnsAnswer(new Map(columns.map(({ column, type }) => [column, type])));
    case 'extent': {
      const extent = await run(extentStatement(dialect, source, question));
      return readExtent(extent.columns, shape, facts(extent));
    }
    case 'distinct': {
      const found = await run(distinctStatement(dialect, source, question));
      const distinct = found.columns.slice(0, question.dimensions.length).map(([count]) => Number(count ?? 0));
      return { kind: 'distinct', ...facts(found), distinct };
    }
  }
}
