import { CallResultError } from '../../../domain/errors';
import type { RatioDefinition } from '../../../domain/ratios';
import type { RatioAnswers } from '../../analysis/ratioCounts';
import type { CountsQuestion } from '../../stores/store';
import type { Inquiry } from './source';

/**
 * Counts what ratios are made of: once, and once more where one of them is among calls that took more than one attempt.
 * @throws CallResultError `query` if attempts themselves are counted, or the records do not tell them
 */
export async function ratioAnswers(question: CountsQuestion, definitions: readonly RatioDefinition[], inquiry: Inquiry): Promise<RatioAnswers> {
  const retried = definitions.find(({ among }) => among === 'retried');
  if (retried !== undefined && inquiry.unit === 'attempts') {
    throw new CallResultError('query', `ratios: ${retried.name} is about calls that took more than one attempt. Ask for it with unit calls.`);
  }
  return { all: await inquiry.ask(question), retried: retried === undefined ? null : await inquiry.ask({ ...question, retried: true }) };
}
