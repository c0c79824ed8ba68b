import type { RawBuilder } from 'kysely';
import type { CallResultSettings } from '../../../domain/settings';
import type { Layout } from '../../../domain/layouts/layout';
import type { AnswerFacts, Unread } from '../answer';
import type { ColumnsAnswer, ExtentAnswer } from '../catalogueAnswer';
import type { RowLevelQuestion, TablesQuestion } from '../catalogueQuestion';
import type { StoreAnswer, StoreQuestion } from '../store';
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
  readonly columns: ExtentAnswer['columns'];
  readonly layout: Layout;
  readonly settings: CallResultSettings;
}

/** What an answer tells of the statement that it came from. */
export function factsOf({ statement, parameters, milliseconds }: StatementAnswer, unread: Unread): AnswerFacts {
  return { statement, parameters, statementMs: milliseconds, unread };
}

/** What can be asked of calls, whatever records they were merged of. */
export type CallsQuestion = Exclude<StoreQuestion, RowLevelQuestion | TablesQuestion>;

export function columnsAnswer(types: ReadonlyMap<string, string>): ColumnsAnswer {
  return {
    columns: [...types].map(([name, type]) => ({ name, type })),
    statement: '',
    parameters: [],
    statementMs: 0,
    unread: { rows: 0, reasons: [] },
  };
}

/**
 * Answers a question by one statement.
 * @throws CallResultError `query` if it names a dimension or timing that is not there; what running the statement throws
 */
export async function answerQuestion<Q extends CallsQuestion>(
  dialect: SqlDialect,
  { source, unread, columns, layout, settings }: AskedCalls,
  question: Q,
  run: (statement: RawBuilder<unknown>) => Promise<StatementAnswer>
): Promise<StoreAnswer<Q>> {
  const facts = (answer: StatementAnswer) => factsOf(answer, unread);
  const known = { dimensions: [...source.dimensions.keys()], timings: [...source.timings.keys()], columns };
  const answer = async () => {
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
          { timings: known.timings, dimensions: recordDimensions(source, question) },
          facts(found)
        );
      }
      case 'catalogue': {
        if (question.of === 'shape') {
          return { ...known, statement: '', parameters: [], statementMs: 0, unread };
        }
        if (question.of === 'columns') {
          return columnsAnswer(new Map(columns.map(({ column, type }) => [column, type])));
        }
        if (question.of === 'extent') {
          const extent = await run(extentStatement(source, question));
          return readExtent(extent.columns, known, facts(extent));
        }
        if (question.of === 'distinct') {
          const distinct = await run(distinctStatement(source, question));
          return {
            ...facts(distinct),
            distinct: distinct.columns.slice(0, question.dimensions.length).map(([count]) => Number(count ?? 0)),
          };
        }
        const found = await run(valuesStatement(dialect, source, question));
        return readValues(found.columns, question, facts(found));
      }
    }
  };
  // The answer's kind follows the question's, which the compiler cannot see through the switch.
  return (await answer()) as StoreAnswer<Q>;
}
