import { CallResultError } from '../../../domain/errors';
import type { RatioDefinition } from '../../../domain/ratios';
import type { RatioAnswers } from '../after/ratios/ratioCounts';
import type { CountsQuestion } from '../../stores/question';
import { ask, type Plan } from './plan';
import type { QueryContext } from './queryContext';

/**
 * Calls that took more than one attempt are not attempts themselves.
 * @throws CallResultError `query` if attempts are counted and a ratio is among such calls
 */
export function refuseRetriedAttempts(definitions: readonly RatioDefinition[], { unit }: QueryContext): void {
  const retried = amongRetried(definitions);
  if (retried !== undefined && unit === 'attempts') {
    throw new CallResultError('query', `ratios: ${retried.name} counts calls with more than one attempt. Use it with unit calls.`);
  }
}

/**
 * Counts calls that took more than one attempt, where one of the ratios is among them.
 * @throws CallResultError `query` if the records do not tell them
 */
export function* retriedCalls(question: CountsQuestion, definitions: readonly RatioDefinition[]): Plan<RatioAnswers['retried']> {
  return amongRetried(definitions) === undefined ? null : yield* ask({ ...question, retried: true });
}

/** Counts what ratios are made of: once, and once more where one of them is among calls that took more than one attempt. */
export function* ratioAnswers(
  question: CountsQuestion,
  definitions: readonly RatioDefinition[],
  context: QueryContext
): Plan<RatioAnswers> {
  refuseRetriedAttempts(definitions, context);
  return { all: yield* ask(question), retried: yield* retriedCalls(question, definitions) };
}

function amongRetried(definitions: readonly RatioDefinition[]): RatioDefinition | undefined {
  return definitions.find(({ among }) => among === 'retried');
}
